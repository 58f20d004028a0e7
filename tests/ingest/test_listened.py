"""The vectors that the next ingest need not make again."""

from pathlib import Path

import numpy as np

from ingest.listened import FILE, read_listened, write_listened
from ingest.manifest import text_hash

ASKED, TOLD = (["who pays"], np.eye(2, 3, dtype=np.float32)[:1]), (["they agreed"], np.eye(2, 3, dtype=np.float32)[1:])


def test_every_text_is_given_back_with_its_vector(tmp_path: Path) -> None:
    """By the hash of its words."""
    write_listened(tmp_path, [ASKED, TOLD], "one model")
    known = read_listened(tmp_path, "one model")
    assert np.array_equal(known[text_hash("who pays")], ASKED[1][0])
    assert np.array_equal(known[text_hash("they agreed")], TOLD[1][0])


def test_what_another_model_gave_is_not_taken(tmp_path: Path) -> None:
    """Its vectors mean something else."""
    write_listened(tmp_path, [ASKED, TOLD], "one model")
    assert read_listened(tmp_path, "another model") == {}


def test_a_damaged_or_missing_file_gives_nothing(tmp_path: Path) -> None:
    """A changed byte, half a file or none: all is embedded anew, and nothing fails."""
    assert read_listened(tmp_path, "one model") == {}
    write_listened(tmp_path, [ASKED, TOLD], "one model")
    whole = (tmp_path / FILE).read_bytes()
    at = whole.index(ASKED[1].tobytes())
    for damaged in (whole[: len(whole) // 2], whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]):
        (tmp_path / FILE).write_bytes(damaged)
        assert read_listened(tmp_path, "one model") == {}
