"""What every request passes, before anything else: the name it is addressed to, where it comes from, how often, and who asks.

No mistake is shown, and every reply says what browsers may do with it.
"""

import math
import re
from collections.abc import Mapping
from urllib.parse import unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.auth import Door, is_open
from api.isolation import API, check_origin
from api.keys import WRITTEN
from api.limiting import Limiter, network_of, tightest
from api.policies import headers_for
from api.problems import BodyTooLarge, Problem, WrongHost, failed
from api.refusals import KeyInAddress
from api.settings import Settings
from api.web.pages import respond

CSP = "Content-Security-Policy"
TOLD = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After")
LONGEST_NUMBER = 20
UPLOADS = "/owner/rehearsals"  # api/uploads.py counts what comes there, once its sender is known to be an owner
KEY_NAMED = re.compile(r"(?:^|[&;])(?:access_token|api_?key|authorization)=", re.IGNORECASE)


class Guard:
    """ASGI middleware around the whole app."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings
        self.names = frozenset(name.lower() for name in settings.allowed_hosts)
        self.door = Door(settings)
        self.limiter = Limiter({"network": settings.limit_network, "key": settings.limit_key})
        self.shared = CORSMiddleware(
            self._serve,
            allow_origins=settings.origins,
            allow_methods=("GET", "POST", "PATCH"),
            allow_headers=("Authorization", "Content-Type"),
            expose_headers=TOLD,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves the request, or refuses it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path, headers = scope["path"], Headers(scope=scope)
        answer = _Answer(send, headers_for(path, scope["scheme"], self.settings.frame_ancestors))
        try:
            if [_name(host) in self.names for host in headers.getlist("host")] != [True]:
                raise WrongHost
            check_origin(scope["method"], path, headers, self.settings.origins)
        except Problem as problem:
            await _refuse(problem, scope, receive, answer)
            return
        app = self.shared if path.startswith(API) else self._serve
        await app(scope, receive, answer)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves a request whose origin may ask; its refusals can be read there."""
        answer = _Answer(send, {})
        try:
            self._check(scope, Headers(scope=scope))
            self._let_in(scope, answer)
            await self.app(scope, self._counted(receive, self._most(scope)), answer)
        except Exception as error:
            problem = error if isinstance(error, Problem) else failed(error)
            if not answer.begun:
                await _refuse(problem, scope, receive, answer)

    def _check(self, scope: Scope, headers: Headers) -> None:
        address = unquote(f"{scope['path']}?{scope['query_string'].decode('latin-1')}")
        if WRITTEN.search(address) or KEY_NAMED.search(scope["query_string"].decode("latin-1")):
            raise KeyInAddress
        if _declared(headers.get("content-length", "0")) > self._most(scope):
            raise BodyTooLarge(self.settings.body_bytes)

    def _let_in(self, scope: Scope, answer: "_Answer") -> None:
        """Counts the request, notes who asks, and tells of the limits, also whom it refuses."""
        if is_open(scope["path"]):
            return
        network = self.limiter.take("network", network_of(scope["client"][0] if scope.get("client") else ""))
        answer.headers = tightest(network)
        principal = self.door.let_in(scope["path"], Headers(scope=scope))
        scope.setdefault("state", {})["principal"] = principal
        if self.door.locked:
            answer.headers = tightest(network, self.limiter.take("key", principal.name))

    def _most(self, scope: Scope) -> float:
        """How much a body may hold; where an owner uploads a document, its own page counts."""
        uploading = scope["method"] == "POST" and scope["path"] == UPLOADS
        return math.inf if uploading else self.settings.body_bytes

    def _counted(self, receive: Receive, most: float) -> Receive:
        """A body whose length was not declared is counted as it is read."""
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > most:
                raise HTTPException(413)  # the framework passes no other error on from here
            return message

        return counted


async def _refuse(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    response = respond(scope["path"], problem)
    response.headers.update(problem.headers)
    await response(scope, receive, send)


class _Answer:
    """Sends what the app sends, with our headers where it set none of its own."""

    def __init__(self, send: Send, headers: Mapping[str, str]) -> None:
        self.send, self.headers, self.begun = send, headers, False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in self.headers.items():
                headers.setdefault(name, value)
            if CSP in self.headers:
                headers[CSP] = self.headers[CSP]  # who may frame us is a setting, which no page of ours knows
        await self.send(message)


def _declared(length: str) -> float:
    """The length that a body is said to have; a number too long to read is too long a body."""
    if not (length.isascii() and length.isdigit()):
        return 0
    return int(length) if len(length) < LONGEST_NUMBER else math.inf


def _name(host: str) -> str:
    """The name of a Host header, without its port."""
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isdigit() else host.lower()
