"""An answer, or an act of an owner's, as a record of the audit, and the chain that the records make.

A record holds what was decided and from what: status, decisions, facts, citations, versions, the day. It holds no words of
staff's own. Those (the message, the words each fact was read from, and the answer's text, which may repeat them) are bound to
the record by a salted hash. Salt and words are deleted together after the days of retention; the chain holds without them.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC
from typing import Any
from uuid import uuid4

from api.store.base import ANSWER, Act, Head, Kept, Sealed
from assistant.rules.given import TAKEN

OURS = ("given", TAKEN)
FORM = 1  # of the record; a change of what is in it counts up


def sealed(kept: Kept, before: Head | Sealed | None) -> Sealed:
    """The record of an exchange, bound to the record before it."""
    record = canonical(record_of(kept))
    seq, previous = (before.seq + 1, before.hash) if before else (1, "")
    return Sealed(seq, kept.exchange.answer.id, previous, record, hash_of(seq, previous, record))


def sealed_act(act: Act, before: Head | Sealed | None) -> Sealed:
    """The record of an act, bound to the record before it. Its words are kept for good: they were checked for a person's
    identity before."""
    name = uuid4().hex
    said = {**asdict(act), "at": act.at.astimezone(UTC).isoformat(timespec="seconds")}
    record = canonical({"form": FORM, "act": name, **said})
    seq, previous = (before.seq + 1, before.hash) if before else (1, "")
    return Sealed(seq, name, previous, record, hash_of(seq, previous, record), act.kind)


def record_of(kept: Kept) -> dict[str, Any]:
    """What is sealed of an exchange."""
    exchange, answer = kept.exchange, kept.exchange.answer
    return {
        "form": FORM,
        "answer": answer.id,
        "conversation": digest(kept.conversation)[:16],  # its id opens it, and is not for those who read the audit
        "turn": kept.turn,
        "at": exchange.at.astimezone(UTC).isoformat(timespec="seconds"),
        "as_at": exchange.as_at.isoformat(),
        "corrected": exchange.corrected,
        "status": str(answer.status),
        "decisions": [without_words(decision) for decision in answer.decisions],
        "case": {fact.fact: fact.value for fact in answer.case},
        "ask": answer.ask.fact if answer.ask else None,
        "citations": [asdict(citation) for citation in answer.citations],
        "notices": [notice.id for notice in answer.notices],
        "versions": asdict(answer.versions),
        "words": words_hash(kept),
    }


def without_words(decision: Mapping[str, Any]) -> dict[str, Any]:
    """A decision without the words that its facts were read from. "given" and "taken as so" are words of ours."""
    used = {name: {**one, "said": one["said"] if one["said"] in OURS else ""} for name, one in decision["facts_used"].items()}
    return {**decision, "facts_used": used}


def words_hash(kept: Kept) -> str:
    """The salted hash of what is deleted after the days of retention."""
    exchange = kept.exchange
    said = [[fact.fact, fact.said, fact.turn] for fact in exchange.answer.case]
    return digest(kept.salt + canonical([exchange.message, exchange.answer.text, said]))


def words_as_sealed(kept: Kept, record: Sealed) -> bool:
    """Whether the message and the answer's text are still those that were sealed."""
    try:
        return bool(json.loads(record.record)["words"] == words_hash(kept))
    except (ValueError, KeyError, TypeError):  # the record itself has been changed
        return False


def faults(records: Iterable[Sealed], heads: Mapping[int, str], before: Sealed | None = None) -> Iterator[str]:
    """What is wrong with a chain, one line each; nothing where it is whole.

    heads   the hashes noted outside it
    before  the record before these, where they are only its end
    """
    for one in records:
        yield from _faults_of(one, before)
        if heads.get(one.seq, one.hash) != one.hash:
            yield f"record {one.seq}: it is not the one that was noted in the file of heads when it was kept"
        before = one
    last = before.seq if before else 0
    if last and not heads:
        yield "the file of heads is gone: whether the last records are all there cannot be told"
    if (lost := max(heads, default=0) - last) > 0:
        yield f"the last {lost} records are gone: the file of heads notes {max(heads)}, and the chain ends at {last}"


def _faults_of(one: Sealed, before: Sealed | None) -> Iterator[str]:
    seq, previous = (before.seq + 1, before.hash) if before else (1, "")
    if one.seq != seq:
        yield f"record {seq}: it is gone; the next that is there is {one.seq}"
    elif one.previous != previous:
        yield f"record {one.seq}: it is not bound to the record before it"
    if one.hash != hash_of(one.seq, one.previous, one.record):
        yield f"record {one.seq}: it has been changed since it was sealed"
    else:
        read = json.loads(one.record)
        if read.get(ANSWER, read.get("act")) != one.answer:
            yield f"record {one.seq}: it is kept under another answer's id"
        if read.get("kind", ANSWER) != one.kind:
            yield f"record {one.seq}: it is kept as {one.kind}, and was sealed as {read.get('kind', ANSWER)}"


def canonical(value: Any) -> str:
    """One text for one value."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=str)


def hash_of(seq: int, previous: str, record: str) -> str:
    """What binds a record to its place and to the one before it."""
    return digest(f"{seq}\n{previous}\n{record}")


def digest(text: str) -> str:
    """sha256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
