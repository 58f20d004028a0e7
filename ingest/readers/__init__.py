"""One reader a file format: bytes in, headed blocks out. To read another format, add a file and a line here.

A reader's libraries are imported when its first document is read: to answer a question none of them is needed.
"""

from collections.abc import Callable, Iterator
from importlib import import_module

from ingest.blocks import Block

Reader = Callable[[bytes], Iterator[Block]]


def _when_used(module: str) -> Reader:
    def read(data: bytes) -> Iterator[Block]:
        reader: Reader = import_module(f"ingest.readers.{module}").read
        return reader(data)

    return read


READERS: dict[str, Reader] = {
    ".txt": _when_used("text"),
    ".md": _when_used("markdown"),
    ".html": _when_used("html"),
    ".htm": _when_used("html"),
    ".pdf": _when_used("pdf"),
    ".docx": _when_used("docx"),
}
