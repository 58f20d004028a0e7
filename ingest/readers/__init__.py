"""One reader a file format: bytes in, headed blocks out. To read another format, add a file and a line here."""

from collections.abc import Callable, Iterator

from ingest.blocks import Block
from ingest.readers import markdown, text

Reader = Callable[[bytes], Iterator[Block]]

READERS: dict[str, Reader] = {
    ".txt": text.read,
    ".md": markdown.read,
}
