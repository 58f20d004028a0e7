"""A look over the whole audit: every record in its place, and the words that are still kept as they were sealed."""

from collections.abc import Iterator
from dataclasses import dataclass

from api.problems import UnknownAnswer
from api.store.base import Audit, Kept, Sealed, Unreadable
from api.store.seal import faults, words_as_sealed

NOTHING_YET = "Nothing has been kept yet: the first answer that is served, or given in a chat, begins the audit"


@dataclass
class Looked:
    """What a look over the audit found.

    records     how many there are
    with_words  how many of them whose message and answer are still kept
    faults      what is wrong, a line each
    """

    records: int
    with_words: int
    faults: list[str]


def said_of(looked: Looked) -> str:
    """That all is well."""
    if not looked.records:
        return NOTHING_YET
    return f"All is well: {looked.records:,} records in one chain, {looked.with_words:,} of them with their words as sealed"


def look_over(store: Audit) -> Looked:
    """Every record in its place, and the words of those whose words are still kept."""
    looked = Looked(0, 0, [])
    looked.faults += faults(_counted(store, looked), store.heads())
    for kept in store.all_kept():
        if isinstance(kept, Unreadable):
            looked.faults.append(f"answer {kept.answer}: what is kept of it has been changed, and cannot be read any more")
            continue
        looked.with_words += 1
        looked.faults += _wrong_words(store, kept)
    return looked


def _counted(store: Audit, looked: Looked) -> Iterator[Sealed]:
    for one in store.records():
        looked.records += 1
        yield one


def _wrong_words(store: Audit, kept: Kept) -> Iterator[str]:
    name = kept.exchange.answer.id
    try:
        record = store.sealed(name)
    except UnknownAnswer:
        yield f"answer {name}: it is kept, and has no record"
        return
    if not words_as_sealed(kept, record):
        yield f"record {record.seq}: its message or its answer is not what was sealed"
