"""What changed between two editions of a document, paragraph by paragraph and word by word.

Paragraphs of one id are compared with each other (the id within the document: a new edition's file may have another name).
Where an edition was renumbered, the rest are matched by their words: the same words under another id have moved, nearly the
same words have changed.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rapidfuzz import fuzz, process

from ingest import paragraph_files
from ingest.paragraphs import Paragraph, ParagraphKind, paragraphs_of, slug
from ingest.reading import read_document

ALIKE = 75.0  # out of 100; below it two paragraphs are two paragraphs
ALIKE_IN_PLACE = 50.0  # the same under one id: the place speaks for it


class Kind(StrEnum):
    """What happened to a paragraph. Moved: the same words under another id; changed: other words."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


class Mark(StrEnum):
    """What happened to a run of words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words of one or both editions."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One paragraph that is not as it was. `before` and `after` are ids; None where there is none."""

    kind: Kind
    before: str | None
    after: str | None
    words: tuple[Words, ...]


def changes(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> list[Change]:
    """Every paragraph that was added, removed, moved or changed, in the order of the new edition, removed ones last.

    Furniture (menus, footers) is left out: it says nothing.
    """
    old, new = list(_said(before)), list(_said(after))
    partner = _matched(old, new)
    found = [change for paragraph in new if (change := _change(partner.get(paragraph.local_id), paragraph))]
    kept = {paragraph.local_id for paragraph in partner.values()}
    gone = [Change(Kind.REMOVED, each.id, None, (Words(Mark.GONE, each.text),)) for each in old if each.local_id not in kept]
    return found + gone


def edition(path: Path) -> list[Paragraph]:
    """The paragraphs of a document, or of a file of paragraphs that ingest wrote; raises an IngestError."""
    if path.suffix in (".yaml", ".yml"):
        return paragraph_files.read(path)
    return list(paragraphs_of(slug(path.stem), read_document(path)))


def compared(before: str, after: str) -> tuple[Words, ...]:
    """Two texts as runs of words: the same, gone, new."""
    old, new = before.split(), after.split()
    return tuple(_runs(old, new))


def rendered(changed: Iterable[Change]) -> str:
    """For people: one paragraph a change, gone words [-so-], new words {+so+}."""
    return "\n\n".join(f"{_title(change)}\n  {' '.join(map(_marked, change.words))}" for change in changed)


def _said(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    return (paragraph for paragraph in paragraphs if paragraph.kind is not ParagraphKind.FURNITURE)


def _matched(old: list[Paragraph], new: list[Paragraph]) -> dict[str, Paragraph]:
    """New local id -> old paragraph: the same words first, then the same place, then like words anywhere."""
    partner: dict[str, Paragraph] = {}
    for match in (_same_words, _same_place, _like_words):
        taken = {paragraph.local_id for paragraph in partner.values()}
        rest = [paragraph for paragraph in old if paragraph.local_id not in taken]
        partner |= match(rest, [paragraph for paragraph in new if paragraph.local_id not in partner])
    return partner


def _same_words(old: list[Paragraph], new: list[Paragraph]) -> dict[str, Paragraph]:
    """Equal words; where several paragraphs say the same, those that kept their id first."""
    at = {paragraph.local_id: paragraph for paragraph in old}
    stayed = {each.local_id: at[each.local_id] for each in new if each.local_id in at and at[each.local_id].text == each.text}
    free: dict[str, list[Paragraph]] = {}
    for paragraph in old:
        if paragraph.local_id not in stayed:
            free.setdefault(paragraph.text, []).append(paragraph)
    moved = {each.local_id: free[each.text].pop(0) for each in new if each.local_id not in stayed and free.get(each.text)}
    return stayed | moved


def _same_place(old: list[Paragraph], new: list[Paragraph]) -> dict[str, Paragraph]:
    at = {paragraph.local_id: paragraph for paragraph in old}
    return {
        each.local_id: at[each.local_id]
        for each in new
        if each.local_id in at and fuzz.ratio(at[each.local_id].text, each.text) >= ALIKE_IN_PLACE
    }


def _like_words(old: list[Paragraph], new: list[Paragraph]) -> dict[str, Paragraph]:
    """The most alike pairs first, each paragraph once."""
    texts = [paragraph.text for paragraph in old]
    pairs = [
        (score, -at, paragraph.local_id)
        for paragraph in new
        for _, score, at in process.extract(paragraph.text, texts, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=5)
    ]
    partner: dict[str, Paragraph] = {}
    used: set[int] = set()
    for _, at, name in sorted(pairs, reverse=True):
        if name not in partner and at not in used:
            partner[name] = old[-at]
            used.add(at)
    return partner


def _change(before: Paragraph | None, after: Paragraph) -> Change | None:
    if before is None:
        return Change(Kind.ADDED, None, after.id, (Words(Mark.NEW, after.text),))
    if before.text != after.text:
        return Change(Kind.CHANGED, before.id, after.id, compared(before.text, after.text))
    if before.local_id != after.local_id:
        return Change(Kind.MOVED, before.id, after.id, (Words(Mark.SAME, after.text),))
    return None


def _runs(old: list[str], new: list[str]) -> Iterator[Words]:
    for tag, left, left_end, right, right_end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Words(Mark.SAME, " ".join(new[right:right_end]))
            continue
        if left < left_end:
            yield Words(Mark.GONE, " ".join(old[left:left_end]))
        if right < right_end:
            yield Words(Mark.NEW, " ".join(new[right:right_end]))


def _title(change: Change) -> str:
    where = " -> ".join(dict.fromkeys(name for name in (change.before, change.after) if name))
    return f"{change.kind}: {where}"


def _marked(words: Words) -> str:
    match words.mark:
        case Mark.GONE:
            return f"[-{words.text}-]"
        case Mark.NEW:
            return f"{{+{words.text}+}}"
        case Mark.SAME:
            return re.sub(r"\s+", " ", words.text)
