"""A file that an owner uploads: counted as it comes and kept on the disk, never whole in memory.

A browser shows our answer only once it has sent everything; so what is too large is read to its end and thrown away, up to a
limit, before it is refused.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException
from starlette.types import Message, Receive

from api.problems import Invalid, Problem
from api.web.forms import Form
from ingest.readers import caps

BESIDE = 100_000  # bytes of the form beside the file
MOST = caps.FILE_BYTES + BESIDE
DRAINED = 2_000_000_000  # bytes that are read and thrown away before a connection is cut
MOST_FIELDS = 20


class FileTooLarge(Problem):
    """The file is larger than is read."""

    type, status, title = "file-too-large", 413, "The file is too large"

    def __init__(self) -> None:
        limit = f"{caps.FILE_BYTES / 1e6:,.0f} MB"
        super().__init__(f"A document has at most {limit}. Nothing of it was kept. Split it, or save it without its pictures")


@dataclass(frozen=True, slots=True)
class Sent:
    """A form with a file. `suffix` is that of the file's own name, in small letters; the name is used for nothing else."""

    form: Form
    file: BinaryIO
    suffix: str


class _TooMuch(Exception):
    """More has come than is read."""


@asynccontextmanager
async def uploaded(request: Request) -> AsyncIterator[Sent]:
    """The form of a request; raises FileTooLarge, or Invalid where there is no file in it."""
    if _declared(request) > MOST:
        await _drain(request)
        raise FileTooLarge
    counted = Request(request.scope, _counting(request))
    try:
        async with counted.form(max_files=1, max_fields=MOST_FIELDS) as form:
            yield _sent(form)
    except _TooMuch:
        await _drain(request)
        raise FileTooLarge from None
    except MultiPartException:
        raise Invalid("The form could not be read. Choose the file again and send it from this page") from None


def _sent(form: FormData) -> Sent:
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise Invalid("Choose a file first")
    fields = {name: [value] for name, value in form.multi_items() if isinstance(value, str)}
    return Sent(Form(fields), file.file, PurePath(file.filename).suffix.lower())


def _counting(request: Request) -> Receive:
    read = 0

    async def receive() -> Message:
        nonlocal read
        message = await request.receive()
        read += len(message.get("body", b""))
        if read > MOST:
            raise _TooMuch
        return message

    return receive


async def _drain(request: Request) -> None:
    left = DRAINED
    while left > 0:
        message = await request.receive()
        left -= len(message.get("body", b""))
        if message["type"] != "http.request" or not message.get("more_body"):
            return


def _declared(request: Request) -> int:
    length = request.headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 20 else 0
