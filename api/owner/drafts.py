"""Draft editions of documents: each in a folder of its own under the home, which nothing that is served looks into.

home/drafts/<id>/draft.json       what was uploaded, by whom, to replace which document
                 document.<ext>   the file as it was uploaded
                 corpus/, home/   the documents with the draft in its place, and their index: made by the rehearsal
                 rehearsal/       how far the rehearsal is and what it found; publishing/ the same of the publishing
"""

import re
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any, BinaryIO

from api.owner.jobs import note, read, state
from api.problems import Invalid, Problem
from ingest.readers import READERS, caps
from ingest.sources import sha256_of

ABOUT = "draft.json"
MOST = 20  # drafts that are kept at once
NAME = re.compile(r"[0-9a-f]{16}")
CHUNK = 1 << 20


class UnknownDraft(Problem):
    """No draft has this id."""

    type, status, title = "unknown-draft", 404, "No such draft"

    def __init__(self) -> None:
        super().__init__("There is no draft here: it was published or thrown away. Look at the list of drafts")


@dataclass(frozen=True, slots=True)
class Described:
    """What an owner says of a new edition; None where it is not known. `by` and `base` as a draft has them."""

    document: str
    edition: str | None
    approved: date | None
    review_due: date | None
    by: str
    base: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft edition.

    document  the document that it is to replace
    suffix    of its file
    by, at    who uploaded it, and when
    base      a hash of the documents it was uploaded beside: a rehearsal holds as long as they are the same
    """

    id: str
    document: str
    suffix: str
    sha256: str
    edition: str | None
    approved: str | None
    review_due: str | None
    by: str
    at: str
    base: str


def folder_of(home: Path, name: str) -> Path:
    """Where a draft is; raises UnknownDraft for anything that is no draft's id."""
    folder = home / "drafts" / name
    if not NAME.fullmatch(name) or not (folder / ABOUT).exists():
        raise UnknownDraft
    return folder


def draft_in(folder: Path) -> Draft:
    """The draft of a folder; raises UnknownDraft where its description cannot be read."""
    found = read(folder / ABOUT)
    try:
        return Draft(**found)
    except TypeError:
        raise UnknownDraft from None


def drafts(home: Path) -> list[Draft]:
    """Every draft, the newest first."""
    folders = [one.parent for one in (home / "drafts").glob(f"*/{ABOUT}")]
    return sorted(map(draft_in, folders), key=lambda draft: draft.at, reverse=True)


def keep_draft(home: Path, file: BinaryIO, suffix: str, described: Described) -> Draft:
    """Puts an uploaded file into a folder of its own, a piece at a time. Invalid for a kind of file that is not read."""
    if suffix not in READERS:
        raise Invalid(f"Its name ends in {suffix or 'no extension'}. We read {', '.join(READERS)}: save it as one of those")
    if len(drafts(home)) >= MOST:
        raise Invalid(f"{MOST} drafts are kept already. Throw one away first")
    folder = home / "drafts" / token_hex(8)
    folder.mkdir(parents=True)
    try:
        place = folder / f"document{suffix}"
        with place.open("wb") as kept:
            shutil.copyfileobj(file, kept, CHUNK)
        _check_size(place)
        draft = _draft(place, described)
        note(folder, ABOUT, asdict(draft))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return draft


def file_of(folder: Path, draft: Draft) -> Path:
    """The file as it was uploaded."""
    return folder / f"document{draft.suffix}"


def throw_away(folder: Path) -> None:
    """Removes a draft with everything made of it; raises Invalid while it is being worked on."""
    if state(folder / "rehearsal").running or state(folder / "publishing").running:
        raise Invalid("It is being worked on. Wait until that has ended, then throw it away")
    (folder / ABOUT).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def forget_words(folder: Path, days: int) -> None:
    """What staff asked is kept in a rehearsal no longer than anywhere else."""
    found = read(folder / "rehearsal" / "result.json")
    if not found or not found.get("result") or not found["result"].get("questions"):
        return
    if (datetime.now(UTC) - datetime.fromisoformat(found["ended"])).days >= days:
        note(folder / "rehearsal", "result.json", {**found, "result": _without_words(found["result"])})


def _without_words(result: Mapping[str, Any]) -> dict[str, Any]:
    return {**result, "questions": {**result["questions"], "differ": [], "forgotten": True}}


def _draft(place: Path, said: Described) -> Draft:
    return Draft(
        id=place.parent.name,
        document=said.document,
        suffix=place.suffix,
        sha256=sha256_of(place),
        edition=said.edition,
        approved=said.approved.isoformat() if said.approved else None,
        review_due=said.review_due.isoformat() if said.review_due else None,
        by=said.by,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        base=said.base,
    )


def _check_size(place: Path) -> None:
    size = place.stat().st_size
    if not size:
        raise Invalid("The file is empty. Choose the document, and send it again")
    if size > caps.FILE_BYTES:
        raise Invalid(f"It has {size / 1e6:,.0f} MB, and at most {caps.FILE_BYTES / 1e6:,.0f} MB are read. Split it")
