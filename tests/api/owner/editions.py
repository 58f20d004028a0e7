"""Draft editions, of a small document and of a real one."""

import io
from datetime import date
from pathlib import Path

from desks import Desks

from api.owner.drafts import Described, folder_of, keep_draft
from api.settings import Settings
from ingest.corpus import hash_of
from tests.ingest.small_corpus import GUIDE

DRAFT = GUIDE.replace("The council and the health board pay together.", "The council pays alone.") + "- somebody has asked\n"
TEXT = ("new.md", b"# Policy\n\nSomething is said here.\n")


def quiet(stage: str, done: int, total: int) -> None:
    """Tells nobody."""


def draft_of(settings: Settings, text: str = DRAFT, document: str = "guide") -> Path:
    said = Described(document, "2026", date(2026, 1, 2), None, "k1", hash_of(settings.corpus))
    draft = keep_draft(settings.home, io.BytesIO(text.encode()), ".md", said)
    return folder_of(settings.home, draft.id)


def home_of(desks: Desks) -> Path:
    return Path(desks.store.heads_file).parent  # type: ignore[attr-defined]
