"""A client for Countersign in Python: the client protocol, version 1, over stdin and stdout.

Copy this file and put your own SDK where `acquia` and `transport` stand. Needs Python 3.9 or newer and nothing else.

    countersign run --client-command "python3 countersign_client.py"

The first half, `Adapter`, says how each call of the protocol is made with the SDK; that is what you change.
The second half, `serve`, reads calls and writes answers; it can stay as it is.
"""

from __future__ import annotations

import base64
import json
import os
import sys
import traceback

import acquia
from transport import VERSION, Failure, form_encode


class Adapter:
    """The calls of the protocol by their names. Each takes the call's params and gives back its result."""

    def __init__(self):
        self._sessions: dict[str, acquia.Client] = {}
        # What the sessions of one user's machine share: here, the access tokens they have obtained.
        self._installations: dict[str, acquia.TokenCache] = {}
        self.calls = {
            "initialize": self.initialize,
            "session/open": self.open,
            "session/request": self.request,
            "session/setTime": self.set_time,
            "session/close": self.close,
            "ping": lambda params: {},
            "shutdown": lambda params: {},
        }

    def initialize(self, params):
        return {
            "protocolVersion": 1,
            "client": {"name": "countersign-python-starter", "version": VERSION, "language": "python"},
            # Declare what your SDK does, no more: every capability declared is judged.
            "capabilities": {
                "acquia": [
                    "client-credentials",
                    "http-hmac",
                    "renewal",
                    "reauthenticates",
                    "https-only",
                    "organization-scope",
                ]
            },
            # Where the SDK reads the system's clock itself, say "system" and leave set_time out.
            "clock": "settable",
        }

    def open(self, params):
        tokens = self._installations.setdefault(params["installation"], acquia.TokenCache())
        try:
            self._sessions[params["session"]] = acquia.Client(
                mechanism=params["mechanism"],
                endpoints=params["endpoints"],
                credentials=params["credentials"],
                options=params["options"],
                now=params["now"],
                tokens=tokens,
            )
        except Failure as failure:
            return rejected(failure)
        return {}

    def request(self, params):
        client = self._sessions[params["session"]]
        content_type, body = encode_body(params["body"])
        try:
            response = client.call(
                params["method"], params["path"], params.get("query", []), params["headers"], content_type, body
            )
        except Failure as failure:
            return rejected(failure)
        return {
            "outcome": "response",
            "status": response.status,
            "headers": response.headers,
            **decode_body(response.body),
        }

    def set_time(self, params):
        self._sessions[params["session"]].clock.set(params["now"])
        return {}

    def close(self, params):
        self._sessions.pop(params["session"], None)
        return {}


def rejected(failure):
    """The outcome that reports what the SDK refused or could not do."""
    outcome = {"outcome": "rejected", "reason": failure.reason, "message": str(failure)}
    if failure.status is not None:
        outcome["status"] = failure.status
    if failure.code is not None:
        outcome["code"] = failure.code
    return outcome


def encode_body(body):
    """A body of the protocol as content type and bytes; (None, None) for none."""
    if body is None:
        return None, None
    if "json" in body:
        return "application/json", json.dumps(body["json"]).encode()
    if "form" in body:
        return "application/x-www-form-urlencoded", form_encode(body["form"])
    if "text" in body:
        return body["contentType"], body["text"].encode()
    return body["contentType"], base64.b64decode(body["bytes"])


def decode_body(body):
    """Bytes as a body of the protocol: text where they are UTF-8."""
    try:
        return {"body": body.decode("utf-8")}
    except UnicodeDecodeError:
        return {"bodyBase64": base64.b64encode(body).decode()}


# --- The protocol: one JSON-RPC 2.0 object a line -----------------------------------------------------------

METHOD_NOT_FOUND = -32601
ADAPTER_FAULT = -32000


def serve(adapter):
    """Answer the calls that arrive on stdin, one after another, until `shutdown` or the end of input."""
    answers = private_stdout()
    for line in sys.stdin.buffer:
        call = json.loads(line)
        answer = {"jsonrpc": "2.0", "id": call["id"], **answer_to(adapter, call)}
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()
        if call["method"] == "shutdown":
            return


def answer_to(adapter, call):
    """The `result` or `error` member of the answer. An exception is the adapter's own fault."""
    handler = adapter.calls.get(call["method"])
    if handler is None:
        return {"error": {"code": METHOD_NOT_FOUND, "message": f"{call['method']} is not supported."}}
    try:
        return {"result": handler(call["params"])}
    except Exception as error:
        data = {"trace": traceback.format_exc()}
        return {"error": {"code": ADAPTER_FAULT, "message": f"{type(error).__name__} in the adapter.", "data": data}}


def private_stdout():
    """A stream on stdout for answers only: what else the program prints goes to stderr from now on."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answers


if __name__ == "__main__":
    serve(Adapter())
