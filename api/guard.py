"""What every request passes, before anything else: the name it is addressed to, what browsers may do, and no mistake shown."""

from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import BodyTooLarge, Problem, WrongHost, failed
from api.web.pages import respond

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """ASGI middleware around the whole app."""

    def __init__(self, app: ASGIApp, allowed_hosts: Sequence[str], body_bytes: int) -> None:
        self.app, self.body_bytes = app, body_bytes
        self.allowed = frozenset(name.lower() for name in allowed_hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves the request, or refuses it."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        answer = _Answer(send)
        try:
            self._check(Headers(scope=scope))
            await self.app(scope, self._counted(receive), answer)
        except Exception as error:
            problem = error if isinstance(error, Problem) else failed(error)
            if not answer.begun:
                await respond(scope["path"], problem)(scope, receive, answer)

    def _check(self, headers: Headers) -> None:
        if _name(headers.get("host", "")) not in self.allowed:
            raise WrongHost
        declared = headers.get("content-length", "0")
        if declared.isdigit() and int(declared) > self.body_bytes:
            raise BodyTooLarge(self.body_bytes)

    def _counted(self, receive: Receive) -> Receive:
        """A body whose length was not declared is counted as it is read."""
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.body_bytes:
                raise HTTPException(413)  # the framework passes no other error on from here
            return message

        return counted


class _Answer:
    """Sends what the app sends, with our headers where it set none of its own."""

    def __init__(self, send: Send) -> None:
        self.send, self.begun = send, False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await self.send(message)


def _name(host: str) -> str:
    """The name of a Host header, without its port."""
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isdigit() else host.lower()
