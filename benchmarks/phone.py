"""A learner's phone in a live quiz, as it talks to the server: pages, answers, and the steps it listens for."""

import asyncio
import re
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import parse_headers
from io import BytesIO
from urllib.parse import urlencode

AGAIN = 0.3  # seconds before a lost connection is tried again
ITEM = re.compile(r'name="item" value="([^"]+)"')
PLACE = re.compile(r'name="place" value="(\d+)"')
FORM = "application/x-www-form-urlencoded"
Lost = (OSError, EOFError, asyncio.IncompleteReadError, ValueError)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    location: str
    body: str


@dataclass
class Phone:
    """One connection for pages and one for steps; both are made again where they are lost."""

    host: str
    port: int
    cookie: str = ""
    version: int = -1
    stepped: asyncio.Event = field(default_factory=asyncio.Event)
    _open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> Reply:
        """A page, however often it has to be asked for."""
        return (await self.surely("GET", path))[0]

    async def surely(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[Reply, float]:
        """A reply, however often it has to be asked for, and the seconds that the last time took."""
        while True:
            began = time.monotonic()
            try:
                reply = await self._ask(method, path, form)
            except Lost:
                await self.hang_up()
            else:
                if reply.status < 500:
                    return reply, time.monotonic() - began
            await asyncio.sleep(AGAIN)

    async def follow(self, path: str) -> None:
        """Listens for steps, for as long as it is let."""
        while True:
            with suppress(*Lost):
                await self._listen(path)
            await asyncio.sleep(AGAIN)

    async def until(self, version: int) -> None:
        """Waits for a step."""
        while self.version < version:
            self.stepped.clear()
            await self.stepped.wait()

    async def hang_up(self) -> None:
        """Closes the connection for pages."""
        if self._open:
            self._open[1].close()
        self._open = None

    async def _ask(self, method: str, path: str, form: dict[str, str] | None) -> Reply:
        if self._open is None:
            self._open = await asyncio.open_connection(self.host, self.port)
        reader, writer = self._open
        writer.write(self._request(method, path, form))
        status, headers = await _head(reader)
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        if cookie := headers.get("set-cookie"):
            self.cookie = cookie.partition(";")[0]
        return Reply(status, headers.get("location", ""), body.decode())

    async def _listen(self, path: str) -> None:
        reader, writer = await asyncio.open_connection(self.host, self.port)
        try:
            writer.write(self._request("GET", path, None))
            await _head(reader)
            while line := await reader.readline():
                if line.startswith(b"id: "):
                    self.version = int(line[4:])
                    self.stepped.set()
        finally:
            writer.close()

    def _request(self, method: str, path: str, form: dict[str, str] | None) -> bytes:
        body = urlencode(form or {}).encode()
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}", f"Content-Length: {len(body)}"]
        lines += [f"Content-Type: {FORM}"] * (form is not None) + [f"Cookie: {self.cookie}"] * bool(self.cookie)
        return "\r\n".join([*lines, "", ""]).encode() + body


async def _head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    """The status and the headers of a reply."""
    head = await reader.readuntil(b"\r\n\r\n")
    first, _, rest = head.partition(b"\r\n")
    headers = parse_headers(BytesIO(rest))
    return int(first.split()[1]), {name.lower(): value for name, value in headers.items()}
