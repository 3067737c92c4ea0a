"""HTTP for the SDK: requests, responses, and redirects that leave credentials at home."""

from __future__ import annotations

import http.client
import json
import socket
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urljoin, urlsplit

VERSION = "0.1.0"
USER_AGENT = f"countersign-python-starter/{VERSION}"
MAX_REDIRECTS = 5


class Failure(Exception):
    """A failure that the caller is told of. `reason` is one of the client protocol's reasons."""

    def __init__(self, reason, message, status=None, code=None):
        super().__init__(message)
        self.reason = reason
        self.status = status
        self.code = code


@dataclass(frozen=True)
class Request:
    """One request; header names are in lower case."""

    method: str
    url: str
    headers: dict
    body: bytes | None = None

    def with_headers(self, **headers):
        return Request(self.method, self.url, {**self.headers, **headers}, self.body)


@dataclass(frozen=True)
class Response:
    """One response; header names are in lower case. After redirects `url` is where it came from."""

    url: str
    status: int
    headers: dict
    body: bytes


def send(request, timeout):
    """Send one request. No redirect is followed and nothing is repeated here."""
    url = urlsplit(request.url)
    connection_class = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = connection_class(url.hostname, url.port, timeout=timeout)
    headers = {**request.headers, "user-agent": USER_AGENT, "connection": "close"}
    target = (url.path or "/") + (f"?{url.query}" if url.query else "")
    try:
        connection.request(request.method, target, request.body, headers)
        response = connection.getresponse()
        return Response(request.url, response.status, joined(response.getheaders()), response.read())
    except socket.timeout as error:
        raise Failure("timeout", f"{url.hostname} did not answer in time.") from error
    except (OSError, http.client.HTTPException) as error:
        raise Failure("network", f"The exchange with {url.hostname} failed: {type(error).__name__}.") from error
    finally:
        connection.close()


def send_following(request, own, timeout):
    """Make a call and follow its redirects as far as that is safe.

    Only for GET and HEAD, at most `MAX_REDIRECTS` times, never from https to http, and without credentials
    (`own` adds them) from the first hop on that leaves scheme, host or port of the request.
    """
    hop, home = request, True
    for _ in range(MAX_REDIRECTS + 1):
        response = own(hop) if home else send(hop, timeout)
        target = redirect_target(hop, response)
        if target is None:
            return response
        home = home and origin(target) == origin(request.url)
        headers = hop.headers if home else {"accept": hop.headers.get("accept", "*/*")}
        hop = Request(request.method, target, headers, hop.body if home else None)
    raise Failure("other", f"Gave up after {MAX_REDIRECTS} redirects.", response.status)


def redirect_target(request, response):
    """Where a response sends a request on to; None when the response is for the caller."""
    location = response.headers.get("location")
    if response.status not in (301, 302, 303, 307, 308) or not location or request.method not in ("GET", "HEAD"):
        return None
    # Header bytes arrive as Latin-1; what a URL cannot hold is percent-encoded, escapes stay.
    location = quote(location.encode("latin-1"), safe="%/:=&?~#+!$,;'@()*[]")
    try:
        target = urlsplit(urljoin(request.url, location))
        host = host_header(target)
    except (ValueError, KeyError, TypeError):  # no host, no port, or a scheme that is not http
        return None
    if urlsplit(request.url).scheme == "https" and target.scheme == "http":
        raise Failure("insecure-transport", "Refused a redirect from https to http.", response.status)
    return target._replace(netloc=host, fragment="").geturl()


def origin(url):
    """Scheme, host and port: what a credential belongs to."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port or DEFAULT_PORT[parts.scheme]


DEFAULT_PORT = {"https": 443, "http": 80}


def host_header(url):
    """Host and port of split URL parts, the port left out where it is the scheme's own."""
    default = DEFAULT_PORT[url.scheme]
    host = f"[{url.hostname}]" if ":" in url.hostname else url.hostname
    return host if url.port in (None, default) else f"{host}:{url.port}"


def joined(pairs):
    """Headers as a dictionary; repeated ones joined by a comma."""
    headers = {}
    for name, value in pairs:
        name = name.lower()
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def form_encode(pairs):
    """application/x-www-form-urlencoded bytes."""
    return urlencode([tuple(pair) for pair in pairs]).encode()


def json_object(body):
    """A body as a JSON object; an empty one when it is anything else, as an HTML error page is."""
    try:
        value = json.loads(body)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
