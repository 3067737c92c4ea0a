"""The client protocol over stdin and stdout for requests-oauthlib, as Debian packages it."""

from __future__ import annotations

import base64
import sys
from importlib.metadata import version
from pathlib import Path

import requests
from requests_oauthlib import OAuth1Session
from requests_oauthlib.oauth1_session import TokenMissing, TokenRequestDenied, VerifierMissing

sys.path.append(str(Path(__file__).resolve().parents[2] / "starters" / "python"))
from countersign_client import decode_body, serve  # noqa: E402

REASONS = {401: "authentication", 403: "permission", 429: "rate-limit"}
DEFAULT_TIMEOUT_S = 30


class ForeignCallback(Exception):
    """The package finds no token in the callback."""


class Session:
    """One consumer, for one user of its at a time."""

    def __init__(self, endpoints, credentials, options):
        self._endpoints = endpoints
        self._consumer = (credentials["consumerKey"], credentials["consumerSecret"])
        self._token = (credentials.get("token"), credentials.get("tokenSecret"))
        self._method = options.get("signatureMethod", "HMAC-SHA1")
        self._callback = options.get("callbackUrl")
        self._timeout = options["timeoutMs"] / 1000 if "timeoutMs" in options else DEFAULT_TIMEOUT_S
        self._dance = None

    def request(self, method, path, headers, body, query=()):
        """The response, redirects followed as the package does."""
        return self._user().request(
            method,
            self._endpoints["api"] + path,
            params=query,
            headers=headers,
            timeout=self._timeout,
            **content(body, headers),
        )

    def begin(self):
        """The address of the page on which the user consents. The platform wants the parameters in a form."""
        self._dance = self._session(callback_uri=self._callback, signature_type="BODY")
        self._dance.fetch_request_token(self._endpoints["requestToken"], timeout=self._timeout)
        return self._dance.authorization_url(self._endpoints["authorize"])

    def complete(self, callback_url):
        """Exchange what the browser brought back."""
        try:
            self._dance.parse_authorization_response(callback_url)
        except TokenMissing as error:
            raise ForeignCallback(str(error)) from error
        got = self._dance.fetch_access_token(self._endpoints["accessToken"], timeout=self._timeout)
        self._token = (got.get("oauth_token"), got.get("oauth_token_secret"))

    def _user(self):
        token, secret = self._token
        return self._session(resource_owner_key=token, resource_owner_secret=secret)

    def _session(self, **options):
        key, secret = self._consumer
        session = OAuth1Session(key, client_secret=secret, signature_method=self._method, **options)
        session.trust_env = False  # neither a proxy for loopback nor ~/.netrc
        return session


def content(body, headers):
    """A body as `requests` takes it; it names the type of JSON and forms itself."""
    if body is None:
        return {}
    if "json" in body:
        return {"json": body["json"]}
    if "form" in body:
        return {"data": [tuple(pair) for pair in body["form"]]}
    data = body["text"].encode() if "text" in body else base64.b64decode(body["bytes"])
    headers.setdefault("Content-Type", body["contentType"])
    return {"data": data}


class Adapter:
    """The calls of the protocol by their names."""

    def __init__(self):
        self._sessions: dict[str, Session] = {}
        self.calls = {
            "initialize": self.initialize,
            "session/open": self.open,
            "session/request": self.request,
            "session/beginAuthorization": self.begin,
            "session/completeAuthorization": self.complete,
            "session/close": self.close,
            "ping": lambda params: {},
            "shutdown": lambda params: {},
        }

    def initialize(self, params):
        return {
            "protocolVersion": 1,
            "client": {
                "name": "requests-oauthlib",
                "version": f"{version('requests-oauthlib')} with oauthlib {version('oauthlib')}",
                "language": "python",
                "homepage": "https://github.com/requests/requests-oauthlib",
            },
            "capabilities": {
                "clever-cloud": [
                    "oauth1",
                    "oauth1:PLAINTEXT",
                    "oauth1:HMAC-SHA1",
                    "oauth1:HMAC-SHA512",
                    "oauth1:dance",
                ]
            },
            "clock": "system",
        }

    def open(self, params):
        self._sessions[params["session"]] = Session(params["endpoints"], params["credentials"], params["options"])
        return {}

    def request(self, params):
        def exchange():
            response = session.request(**params)
            return {
                "outcome": "response",
                "status": response.status_code,
                "headers": dict(response.headers),
                **decode_body(response.content),
            }

        session = self._sessions[params.pop("session")]
        return outcome_of(exchange)

    def begin(self, params):
        session = self._sessions[params["session"]]
        return outcome_of(lambda: {"outcome": "ok", "value": {"authorizationUrl": session.begin()}})

    def complete(self, params):
        def exchange():
            session.complete(params["callbackUrl"])
            return {"outcome": "ok"}

        session = self._sessions[params["session"]]
        return outcome_of(exchange)

    def close(self, params):
        self._sessions.pop(params["session"], None)
        return {}


def outcome_of(attempt):
    """What came of it, or what the package reports by an exception of its own."""
    try:
        return attempt()
    except TokenRequestDenied as error:
        reason = "server-error" if error.status_code >= 500 else REASONS.get(error.status_code, "other")
        return {**rejected(reason, error), "status": error.status_code}
    except ForeignCallback as error:
        return rejected("state-mismatch", error)
    except VerifierMissing as error:
        return rejected("authorization-denied", error)
    except requests.Timeout as error:
        return rejected("timeout", error)
    except requests.RequestException as error:
        return rejected("network", error)
    except (TokenMissing, ValueError) as error:
        return rejected("malformed-response", error)


def rejected(reason, error):
    return {"outcome": "rejected", "reason": reason, "message": str(error)}


if __name__ == "__main__":
    serve(Adapter())
