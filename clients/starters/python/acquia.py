"""A small SDK for Acquia's Cloud Platform API v2: the client that `countersign_client.py` puts to the test.

Bearer tokens by OAuth 2.0 client credentials (RFC 6749 section 4.4), or signatures by HTTP HMAC 2.0
(https://github.com/acquia/http-hmac-spec). Standard library only. Not for several threads at once.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
import time
import uuid
from dataclasses import dataclass
from datetime import datetime, timezone
from urllib.parse import quote, urlsplit

from transport import Failure, Request, form_encode, host_header, json_object, origin, send, send_following

ACCEPT = "application/hal+json, version=2"

DEFAULT_TIMEOUT_S = 30
DOCUMENTED_LIFETIME_S = 300
MAX_MARGIN_S = 30


class Clock:
    """Time that begins where it is put and flows on from there as real time does."""

    def __init__(self, now):
        self.set(now)

    def set(self, now):
        """Put the clock to a moment, ISO 8601 in UTC with milliseconds."""
        moment = datetime.strptime(now, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=timezone.utc)
        self._at = moment.timestamp()
        self._since = time.monotonic()

    def now(self):
        """Seconds since the epoch."""
        return self._at + time.monotonic() - self._since


class Client:
    """One configured client of the API."""

    def __init__(self, *, mechanism, endpoints, credentials, options, now, tokens):
        key, secret = credentials.get("apiKey"), credentials.get("apiSecret")
        if not key or not secret:
            raise Failure("invalid-credentials", "Both the API key and the API secret are needed.")
        self.clock = Clock(now)
        self._api = endpoints["api"].rstrip("/")
        timeout = options["timeoutMs"] / 1000 if "timeoutMs" in options else DEFAULT_TIMEOUT_S
        if mechanism == "http-hmac":
            require_secure_transport([endpoints["api"]], options)
            self._mechanism = HttpHmac(key, secret, options.get("realm", "Acquia"), self.clock, timeout)
        else:
            require_secure_transport([endpoints["api"], endpoints["token"]], options)
            scope = f"organization:{options['organization']}" if options.get("organization") else None
            identity = TokenIdentity(endpoints["token"], key, secret, scope)
            self._mechanism = ClientCredentials(identity, tokens, self.clock, timeout)

    def call(self, method, path, query=(), headers=None, content_type=None, body=None):
        """Make one authenticated call. `path` is percent-encoded already; `query` is a list of raw pairs."""
        own = {"accept": ACCEPT}
        if content_type is not None:
            own["content-type"] = content_type
        given = {name.lower(): value for name, value in (headers or {}).items()}
        given.pop("authorization", None)
        search = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in query)
        url = self._api + path + (f"?{search}" if search else "")
        return self._mechanism.call(Request(method, url, {**own, **given}, body))


def require_secure_transport(urls, options):
    for url in urls:
        if urlsplit(url).scheme != "https" and not options.get("allowInsecure"):
            raise Failure("insecure-transport", "Refused to send credentials over plain http.")


# --- OAuth 2.0 client credentials ---------------------------------------------------------------------------


@dataclass(frozen=True)
class TokenIdentity:
    """All that an access token depends on: with any of these changed, it is another token."""

    endpoint: str
    key: str
    secret: str
    scope: str | None


@dataclass(frozen=True)
class Token:
    value: str
    renew_at: float


class TokenCache(dict):
    """The access tokens of one user's machine, by :class:`TokenIdentity`."""


class ClientCredentials:
    """Calls with a bearer token that is renewed ahead of its expiry."""

    def __init__(self, identity, tokens, clock, timeout):
        self._identity = identity
        self._tokens = tokens
        self._clock = clock
        self._timeout = timeout

    def call(self, request):
        """Make a call. When the server refuses the token, get a new one and repeat the call, once."""
        token = self._token()
        response = self._call_with(token, request)
        # Another host's refusal says nothing of a token that it never saw.
        if origin(response.url) != origin(request.url) or not refuses_token(response):
            return response
        if self._tokens.get(self._identity) == token:
            del self._tokens[self._identity]
        return self._call_with(self._token(), request)

    def _call_with(self, token, request):
        def own(hop):
            return send(hop.with_headers(authorization=f"Bearer {token.value}"), self._timeout)

        return send_following(request, own, self._timeout)

    def _token(self):
        """A token that is good for a call now."""
        held = self._tokens.get(self._identity)
        if held is not None and self._clock.now() < held.renew_at:
            return held
        asked_at = self._clock.now()
        value, lifetime = process_token_response(send(token_request(self._identity), self._timeout), self._identity)
        token = Token(value, asked_at + lifetime - min(MAX_MARGIN_S, lifetime / 4))
        self._tokens[self._identity] = token
        return token


def token_request(identity):
    """The request of RFC 6749 section 4.4.2; `form_encode` takes care of `+`, `/` and `=` in the secret."""
    form = [
        ("client_id", identity.key),
        ("client_secret", identity.secret),
        ("grant_type", "client_credentials"),
    ]
    if identity.scope is not None:
        form.append(("scope", identity.scope))
    headers = {"accept": "application/json", "content-type": "application/x-www-form-urlencoded"}
    return Request("POST", identity.endpoint, headers, form_encode(form))


def process_token_response(response, identity):
    """The access token and its life in seconds (RFC 6749 section 5), or a Failure."""
    answer = json_object(response.body)
    if not 200 <= response.status <= 299:
        raise refusal(response.status, answer, identity.secret)
    value, kind, lifetime = (answer.get(name) for name in ("access_token", "token_type", "expires_in"))
    if not isinstance(value, str) or not re.fullmatch(r"[\x21-\x7e]+", value):
        raise Failure("malformed-response", "The token endpoint's answer holds no access_token.", response.status)
    if not isinstance(kind, str) or kind.lower() != "bearer":
        raise Failure("malformed-response", "The token endpoint's token_type is not bearer.", response.status)
    if isinstance(lifetime, str) and lifetime.isdecimal():
        lifetime = int(lifetime)
    stated = isinstance(lifetime, (int, float)) and lifetime >= 0
    return value, lifetime if stated else DOCUMENTED_LIFETIME_S


def refusal(status, answer, secret):
    """What the token endpoint says, in the form of RFC 6749 section 5.2 or in Okta's."""
    code = first_text(answer, "error", "errorCode")
    description = first_text(answer, "error_description", "errorSummary", "message")
    told = ", ".join(part for part in (code, description) if part)
    message = f"The token endpoint refused with status {status}: {told or 'no reason given'}."
    reason = "server-error" if status >= 500 else REASON_BY_CODE.get(code) or REASON_BY_STATUS.get(status, "other")
    return Failure(reason, message.replace(secret, "***"), status, code and code.replace(secret, "***"))


REASON_BY_CODE = {
    "invalid_client": "authentication",
    "invalid_grant": "authentication",
    "invalid_scope": "permission",
    "unauthorized_client": "permission",
}
REASON_BY_STATUS = {401: "authentication", 403: "permission", 429: "rate-limit"}


def refuses_token(response):
    """Whether a response says that the token is no longer good.

    The platform answers 403 both for an expired token and for what the user may not do: its body tells which.
    """
    if response.status != 403:
        return response.status == 401
    answer = json_object(response.body)
    return answer.get("error") == "unauthorized" and "expired" in (first_text(answer, "message") or "")


def first_text(answer, *names):
    """The first of these members that is a string."""
    return next((answer[name] for name in names if isinstance(answer.get(name), str)), None)


# --- HTTP HMAC 2.0 ------------------------------------------------------------------------------------------


class HttpHmac:
    """Calls that are signed one by one."""

    def __init__(self, key, secret, realm, clock, timeout):
        try:
            self._secret = base64.b64decode(secret, validate=True)
        except binascii.Error:
            raise Failure("invalid-credentials", "The API secret must be base64 to sign with it.") from None
        self._key = key
        self._realm = realm
        self._clock = clock
        self._timeout = timeout

    def call(self, request):
        return send_following(request, self._call_own, self._timeout)

    def _call_own(self, request):
        nonce, timestamp = str(uuid.uuid4()), str(int(self._clock.now()))
        response = send(request.with_headers(**self._headers(request, nonce, timestamp)), self._timeout)
        claimed = response.headers.get("x-server-authorization-hmac-sha256")
        expected = self._hmac(f"{nonce}\n{timestamp}\n".encode() + response.body)
        if claimed is not None and request.method != "HEAD" and claimed != expected:
            raise Failure("malformed-response", "The response's signature is wrong.", response.status)
        return response

    def _headers(self, request, nonce, timestamp):
        signed_body = request.method not in ("GET", "HEAD") and bool(request.body)
        body_hash = b64(hashlib.sha256(request.body or b"").digest())
        url = urlsplit(request.url)
        key, realm = quote(self._key, safe=""), quote(self._realm, safe="")
        lines = [
            request.method,
            host_header(url),
            url.path or "/",
            url.query,
            f"id={key}&nonce={nonce}&realm={realm}&version=2.0",
            timestamp,
        ]
        if signed_body:
            lines += [request.headers.get("content-type", "").lower(), body_hash]
        signature = self._hmac("\n".join(lines).encode())
        headers = {
            "authorization": f'acquia-http-hmac realm="{realm}",id="{key}",nonce="{nonce}",'
            f'version="2.0",headers="",signature="{signature}"',
            "x-authorization-timestamp": timestamp,
        }
        return {**headers, "x-authorization-content-sha256": body_hash} if signed_body else headers

    def _hmac(self, message):
        return b64(hmac.new(self._secret, message, hashlib.sha256).digest())


def b64(data):
    return base64.b64encode(data).decode()
