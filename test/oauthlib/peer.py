"""The other side of the comparison: python3-oauthlib signs requests, and verifies them.

Reads one JSON object a line and answers each with one line. `{"do": "sign", …}` gives the request as oauthlib
sends it; `{"do": "verify", …}` gives oauthlib's verdict, and the base string that it made. With
`"corrected": true` oauthlib decodes what stands in query and body once, as RFC 5849 section 3.4.1.3.1 says:
by itself it decodes values of `oauth_…` parameters there a second time, in signing as in verifying.
"""

import json
import sys

from oauthlib.oauth1 import Client, RequestValidator, ResourceEndpoint, SignatureOnlyEndpoint
from oauthlib.oauth1.rfc5849 import signature

BASE_STRING = signature.signature_base_string
COLLECT = signature.collect_parameters
UNESCAPE = signature.utils.unescape
made = []


def keep_base_string(*arguments):
    made.append(BASE_STRING(*arguments))
    return made[-1]


def collect_once_decoded(uri_query="", body=None, headers=None, **more):
    collected = COLLECT(headers=headers, **more)
    signature.utils.unescape = lambda text: text
    collected += COLLECT(uri_query=uri_query, body=body, **more)
    signature.utils.unescape = UNESCAPE
    return collected


signature.signature_base_string = keep_base_string


class KnowsOne(RequestValidator):
    """Knows one consumer and one token; takes values of any length and characters."""

    allowed_signature_methods = ("HMAC-SHA1", "HMAC-SHA512", "PLAINTEXT")
    enforce_ssl = False
    timestamp_lifetime = 10**12
    dummy_client = "nobody"
    dummy_access_token = "nothing"

    def __init__(self, secrets):
        super().__init__()
        self.secrets = secrets

    def check_client_key(self, client_key):
        return True

    def check_access_token(self, request_token):
        return True

    def check_nonce(self, nonce):
        return True

    def validate_timestamp_and_nonce(self, *arguments, **more):
        return True

    def validate_client_key(self, client_key, request):
        return client_key == self.secrets["consumerKey"]

    def validate_access_token(self, client_key, token, request):
        return token == self.secrets["token"]

    def validate_realms(self, *arguments, **more):
        return True

    def get_client_secret(self, client_key, request):
        return self.secrets["consumerSecret"]

    def get_access_token_secret(self, client_key, token, request):
        return self.secrets["tokenSecret"]


def sign(asked):
    secrets = asked["secrets"]
    client = Client(
        secrets["consumerKey"],
        client_secret=secrets["consumerSecret"],
        resource_owner_key=secrets["token"] or None,
        resource_owner_secret=secrets["tokenSecret"] or None,
        signature_method=asked["signatureMethod"],
        signature_type=asked["place"],
        nonce=asked["nonce"],
        timestamp=asked["timestamp"],
    )
    headers = {} if asked["contentType"] is None else {"Content-Type": asked["contentType"]}
    uri, headers, body = client.sign(
        asked["url"], asked["method"], asked["body"], headers, asked["realm"]
    )
    return {"url": uri, "authorization": headers.get("Authorization"), "body": body}


def verify(asked):
    made.clear()
    headers = {}
    if asked["authorization"] is not None:
        headers["Authorization"] = asked["authorization"]
    if asked["contentType"] is not None:
        headers["Content-Type"] = asked["contentType"]
    validator = KnowsOne(asked["secrets"])
    arguments = (asked["url"], asked["method"], asked["body"], headers)
    try:
        if asked["secrets"]["token"]:
            endpoint = ResourceEndpoint(validator)
            ok, _request = endpoint.validate_protected_resource_request(*arguments)
        else:
            ok, _request = SignatureOnlyEndpoint(validator).validate_request(*arguments)
    except ValueError as error:
        return {"ok": False, "error": str(error)}
    return {"ok": ok, "baseString": made[-1] if made else None}


for line in sys.stdin:
    message = json.loads(line)
    signature.collect_parameters = collect_once_decoded if message["corrected"] else COLLECT
    answer = sign(message) if message["do"] == "sign" else verify(message)
    sys.stdout.write(json.dumps(answer) + "\n")
