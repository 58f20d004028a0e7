"""The chain of the audit: what is changed, taken out, put in or cut off is noticed."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from stores import WORDS, exchange

from api.store.base import Head, Kept, Sealed
from api.store.heads import note_head, read_heads
from api.store.seal import faults, hash_of, sealed, words_as_sealed


def _chain(length: int) -> list[Sealed]:
    made: list[Sealed] = []
    for n in range(1, length + 1):
        made.append(sealed(Kept("c", n, f"salt{n}", exchange(str(n))), made[-1] if made else None))
    return made


def _heads(chain: Sequence[Sealed]) -> dict[int, str]:
    return {chain[-1].seq: chain[-1].hash}


def test_a_whole_chain_has_no_faults() -> None:
    """Nor has an empty one."""
    chain = _chain(5)
    assert list(faults(chain, _heads(chain))) == []
    assert list(faults([], {})) == []


def test_the_same_answer_gives_the_same_record() -> None:
    """To the letter."""
    assert _chain(2) == _chain(2)


@pytest.mark.parametrize("at", [0, 2, 4])
def test_a_changed_record_is_named(at: int) -> None:
    """Whatever is changed in it."""
    chain = _chain(5)
    record = json.loads(chain[at].record)
    record["decisions"][0]["outcome"] = "no"
    changed = [*chain[:at], replace(chain[at], record=json.dumps(record)), *chain[at + 1 :]]
    assert list(faults(changed, _heads(chain))) == [f"record {at + 1}: it has been changed since it was sealed"]


def test_a_record_that_is_changed_and_sealed_again_breaks_the_next() -> None:
    """Its own hash is right, and bound to nothing."""
    chain = _chain(3)
    record = chain[1].record.replace('"yes"', '"no"')
    forged = replace(chain[1], record=record, hash=hash_of(2, chain[1].previous, record))
    assert list(faults([chain[0], forged, chain[2]], _heads(chain))) == ["record 3: it is not bound to the record before it"]


def test_a_chain_that_is_forged_to_its_end_is_not_the_one_that_was_noted() -> None:
    """The file of heads gives it away."""
    chain, forged = _chain(3), _chain(2)
    record = chain[2].record.replace('"yes"', '"no"')
    forged.append(replace(chain[2], record=record, hash=hash_of(3, chain[2].previous, record)))
    assert list(faults(forged, _heads(chain))) == [
        "record 3: it is not the one that was noted in the file of heads when it was kept"
    ]


def test_a_record_that_was_taken_out_is_missed() -> None:
    """At the beginning and in the middle."""
    chain = _chain(4)
    assert "record 1: it is gone; the next that is there is 2" in list(faults(chain[1:], _heads(chain)))
    assert list(faults([chain[0], *chain[2:]], _heads(chain))) == ["record 2: it is gone; the next that is there is 3"]


def test_a_tail_that_was_cut_off_is_missed() -> None:
    """By how many."""
    chain = _chain(5)
    said = "the last 2 records are gone: the file of heads notes 5, and the chain ends at 3"
    assert list(faults(chain[:3], _heads(chain))) == [said]
    assert "the last 5 records are gone" in next(faults([], _heads(chain)))


def test_without_the_file_of_heads_a_cut_tail_cannot_be_told() -> None:
    """So that is said, and nothing else; nor is a record that was kept after the last note a fault."""
    (said,) = faults(_chain(2), {})
    assert "file of heads is gone" in said
    assert list(faults(_chain(3), _heads(_chain(2)))) == []


def test_a_record_under_another_answers_id_is_named() -> None:
    """The id stands in the record as well."""
    chain = _chain(1)
    moved = replace(chain[0], answer="other")
    assert list(faults([moved], _heads(chain))) == ["record 1: it is kept under another answer's id"]


def test_words_that_are_not_those_that_were_sealed_are_told() -> None:
    """Message, answer's text, or the words a fact was read from."""
    kept = Kept("c", 1, "salt", exchange("a"))
    record = sealed(kept, None)
    assert words_as_sealed(kept, record)
    said = kept.exchange
    assert not words_as_sealed(replace(kept, exchange=replace(said, message="other")), record)
    assert not words_as_sealed(replace(kept, exchange=replace(said, answer=replace(said.answer, text="No."))), record)
    assert not words_as_sealed(replace(kept, exchange=replace(said, answer=replace(said.answer, case=()))), record)


def test_the_hash_of_the_words_tells_nothing_of_them() -> None:
    """Each is salted: the same words twice give two hashes."""
    one, other = (json.loads(sealed(Kept("c", 1, salt, exchange("a")), None).record)["words"] for salt in ("s", "t"))
    assert one != other
    assert WORDS not in one


def test_heads_are_read_back_and_a_line_that_was_cut_off_is_passed_over(tmp_path: Path) -> None:
    """A power cut in the middle of a line is no forgery."""
    file, chain = tmp_path / "heads", _chain(3)
    assert read_heads(file) == {}
    for one in chain[:2]:
        note_head(file, Head(one.seq, one.hash))
    with file.open("a") as heads:
        heads.write(f"3 {chain[2].hash[:20]}")
    assert read_heads(file) == {1: chain[0].hash, 2: chain[1].hash}


def test_of_a_long_file_of_heads_the_end_is_read_alone(tmp_path: Path) -> None:
    """A line that the reading begins in the middle of is passed over."""
    file = tmp_path / "heads"
    file.write_text("".join(f"{n} {n:064x}\n" for n in range(1, 2_001)))
    end = read_heads(file, end=True)
    assert max(end) == 2_000
    assert 300 < len(end) < 600
    assert end.items() <= read_heads(file).items()
