"""How much of anything a document may hold. Every cap is here; each refusal names the cap, what was found and what to do."""

from typing import NoReturn

from ingest.errors import UnreadableDocument

FILE_BYTES = 50_000_000
PAGES = 3_000
PAGE_CHARACTERS = 100_000
DOCUMENT_CHARACTERS = 5_000_000
PARAGRAPHS = 20_000
HTML_BYTES = 5_000_000
HTML_DEPTH = 200
DOCX_UNPACKED_BYTES = 200_000_000
DOCX_ENTRIES = 2_000
FORMS = 5_000
CPU_SECONDS = 60
WALL_SECONDS = 240
MEMORY_BYTES = 1 << 30


def refuse(found: str, limit: str, do: str) -> NoReturn:
    """Raise UnreadableDocument: "it has 3,001 pages, and the most we read is 3,000 pages: split it and add the parts"."""
    raise UnreadableDocument(f"{found}, and the most we read is {limit}: {do}")


def within(count: int, cap: int, what: str, do: str) -> None:
    """Raise UnreadableDocument where there is more of something than we read."""
    if count > cap:
        refuse(f"it has {count:,} {what}", f"{cap:,}", do)
