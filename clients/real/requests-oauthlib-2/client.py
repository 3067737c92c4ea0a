"""The client protocol over stdin and stdout for the OAuth 2 half of requests-oauthlib, as Debian packages it."""

from __future__ import annotations

import base64
import os
import sys
from importlib.metadata import version
from pathlib import Path

import requests
from oauthlib.oauth2 import AccessDeniedError, InsecureTransportError, MismatchingStateError, MissingTokenError, OAuth2Error
from requests_oauthlib import OAuth2Session

sys.path.append(str(Path(__file__).resolve().parents[2] / "starters" / "python"))
from countersign_client import decode_body, serve  # noqa: E402

DEFAULT_TIMEOUT_S = 30
REASONS = {
    AccessDeniedError: "authorization-denied",
    InsecureTransportError: "insecure-transport",
    MismatchingStateError: "state-mismatch",
    MissingTokenError: "malformed-response",
}


class Session:
    """An `OAuth2Session`, as the package's documentation sets it up for a web application, or with a token at hand."""

    def __init__(self, endpoints, credentials, options):
        self._endpoints = endpoints
        self._secret = credentials.get("clientSecret")
        self._timeout = options["timeoutMs"] / 1000 if "timeoutMs" in options else DEFAULT_TIMEOUT_S
        self._insecure = options.get("allowInsecure", False)
        self._oauth = self._with_key(**credentials) if "apiKey" in credentials else self._for_users(credentials, options)
        self._oauth.trust_env = False  # neither a proxy for loopback nor ~/.netrc

    def request(self, method, path, headers, body, query=()):
        """The response, redirects followed as `requests` does."""
        self._allow_insecure()
        return self._oauth.request(
            method,
            self._endpoints["api"].rstrip("/") + path,
            params=query,
            headers=headers,
            timeout=self._timeout,
            **content(body, headers),
        )

    def begin(self):
        """The address of the page on which the user consents."""
        self._allow_insecure()
        return self._oauth.authorization_url(self._endpoints["authorize"])[0]

    def complete(self, callback_url):
        """Exchange what the browser brought back."""
        self._allow_insecure()
        self._oauth.fetch_token(
            self._endpoints["token"],
            authorization_response=callback_url,
            client_secret=self._secret,
            timeout=self._timeout,
        )

    def _with_key(self, apiKey):
        return OAuth2Session(token={"access_token": apiKey, "token_type": "Bearer"})

    def _for_users(self, credentials, options):
        client = {"client_id": credentials["clientId"], "client_secret": self._secret}
        return OAuth2Session(
            credentials["clientId"],
            redirect_uri=options["redirectUri"],
            scope=options.get("scope"),
            auto_refresh_url=self._endpoints["token"],
            auto_refresh_kwargs=client,
            token_updater=lambda token: None,
        )

    def _allow_insecure(self):
        """The package reads its one switch for this from the environment, at each call."""
        if self._insecure:
            os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
        else:
            os.environ.pop("OAUTHLIB_INSECURE_TRANSPORT", None)


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
            "capabilities": {"cloud-api": ["api-key", "authorization-code", "refresh-token", "https-only"]},
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
    """What came of it, or what the package reports by an exception of its own: without the status of the answer."""
    try:
        return attempt()
    except OAuth2Error as error:
        refusal = "authentication" if error.error in ("invalid_client", "invalid_grant") else "other"
        return {**rejected(REASONS.get(type(error), refusal), error), "code": error.error}
    except requests.Timeout as error:
        return rejected("timeout", error)
    except requests.RequestException as error:
        return rejected("network", error)


def rejected(reason, error):
    return {"outcome": "rejected", "reason": reason, "message": str(error)}


if __name__ == "__main__":
    serve(Adapter())
