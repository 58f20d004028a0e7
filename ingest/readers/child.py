"""The process that reads one document: bytes on standard input, a line of JSON for each block on standard output.

Run as `python -m ingest.readers.child .pdf`. It limits its own memory and processor time before it opens anything, and a
hook refuses every socket that Python would open. The hook cannot see into a library written in C; those we use here (libxml2,
pdfium) are told to fetch nothing.
"""

import json
import resource
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace

from ingest.blocks import Block
from ingest.characters import printed
from ingest.errors import UnreadableDocument
from ingest.readers import READERS, caps, content

DAMAGED = "it is damaged ({}): open it, save it as a new file and add that"


def main(suffix: str) -> None:
    """Read the document on standard input; the last line says that all is said, or why the document cannot be read."""
    _confine()
    try:
        for block in _checked(_blocks(suffix, sys.stdin.buffer.read(caps.FILE_BYTES + 1))):
            _say({"block": asdict(block)})
        _say({"end": True})
    except UnreadableDocument as error:
        _say({"error": str(error)})
    except MemoryError:
        _say({"error": f"reading it takes more than {caps.MEMORY_BYTES >> 20:,} MB of memory: split it and add the parts"})
    except RecursionError:
        _say({"error": "its parts are nested too deeply: save it as a new file, or print it to a new PDF, and add that"})
    except Exception as error:  # a library met something it did not expect; whatever it was, the document is at fault
        _say({"error": DAMAGED.format(f"{type(error).__name__}: {str(error)[:200]}".rstrip(": "))})


def _confine() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (caps.CPU_SECONDS, caps.CPU_SECONDS + 5))
    resource.setrlimit(resource.RLIMIT_AS, (caps.MEMORY_BYTES, caps.MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.addaudithook(_no_network)


def _no_network(event: str, _: object) -> None:
    if event.startswith("socket.") or event in ("subprocess.Popen", "os.exec", "os.posix_spawn", "os.system", "os.fork"):
        raise PermissionError(f"a document reader may not do this: {event}")


def _blocks(suffix: str, data: bytes) -> Iterator[Block]:
    caps.within(len(data), caps.FILE_BYTES, "bytes", "split it and add the parts")
    content.check(suffix, data[: content.HEAD_BYTES])
    for block in READERS[suffix](data):
        if shown := printed(block.text):
            yield replace(block, text=shown)


def _checked(blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks, as long as they are within what we read; a document without a word that is shown is refused."""
    characters = shown = 0
    for count, block in enumerate(blocks, start=1):
        caps.within(count, caps.PARAGRAPHS, "paragraphs", "split it and add the parts")
        characters += len(block.text)
        caps.within(characters, caps.DOCUMENT_CHARACTERS, "characters or more", "split it and add the parts")
        shown += block.is_shown
        yield block
    if not shown:
        raise UnreadableDocument("no text found in it: check that it is the document, and not an empty copy")


def _say(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message, ensure_ascii=True) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
