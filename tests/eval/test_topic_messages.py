"""The messages that topics are measured on."""

from hashlib import sha256
from pathlib import Path

import pytest

from eval.topics import Message, Read, Split, load_messages
from ingest.silences import load_silences
from ingest.topics import load_examples


@pytest.mark.parametrize("split", ["tune", "test"])
def test_a_message_is_in_the_half_its_hash_says(split: Split) -> None:
    """Nobody chose which half it is in."""
    wanted = {message.text: int(sha256(message.text.encode()).hexdigest()[0], 16) % 2 for message in load_messages(split)}
    assert set(wanted.values()) == {0 if split == "tune" else 1}


@pytest.mark.parametrize("split", ["tune", "test"])
def test_no_message_stands_among_the_examples(corpus: Path, split: Split) -> None:
    """What is measured was not learnt."""
    learnt = {text.lower() for text in load_examples(corpus, load_silences(corpus)).texts}
    assert not [message.text for message in load_messages(split) if message.text.lower() in learnt]


def test_both_halves_ask_for_most_tables(corpus: Path) -> None:
    """A table that no message asks for is not measured."""
    named = {table for topic in load_examples(corpus, load_silences(corpus)).topics for table in topic.tables}
    asked = {table for split in ("tune", "test") for message in load_messages(split) for table in message.topics}
    assert asked == named


def test_silence_is_told_from_a_wrong_table() -> None:
    """Missing a table is silent, another in its place is wrong."""
    message = Message(text="x", topics=["rent", "charging"])
    right, silent, wrong = (Read(message, tables) for tables in (("charging", "rent"), ("rent",), ("rent", "top_up")))
    assert (right.right, right.silent, right.wrong) == (True, False, False)
    assert (silent.right, silent.silent, silent.wrong) == (False, True, False)
    assert (wrong.right, wrong.silent, wrong.wrong) == (False, False, True)
