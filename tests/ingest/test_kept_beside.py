"""What was worked out from a package's own files is kept beside its compiled modules, while these files stay as they are."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.kept import Store, beside


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "__init__.py").touch()
    return tmp_path


class Reader:
    """Counts how often it read."""

    def __init__(self, content: Any) -> None:
        self.content, self.times = content, 0

    def __call__(self) -> Any:
        self.times += 1
        return self.content


CONTENTS = [{"a": [1, "b", None, True, 1.5]}, [], "words", {"from": date(2025, 1, 31), "in": [{"to": date(2026, 11, 23)}]}]


@pytest.mark.parametrize("content", CONTENTS)
def test_a_file_of_a_package_is_read_once_for_the_same_text(package: Path, content: Any) -> None:
    reader = Reader(content)
    assert [beside(package / "a.yaml", "one", reader) for _ in range(3)] == [content] * 3
    assert reader.times == 1


def test_another_text_is_read_anew(package: Path) -> None:
    assert beside(package / "a.yaml", "one", lambda: 1) == 1
    assert beside(package / "a.yaml", "two", lambda: 2) == 2
    assert beside(package / "a.yaml", "one", lambda: 3) == 3
    assert len(list((package / "__pycache__").iterdir())) == 1  # the file has one place, whatever stood in it


def test_what_is_given_may_be_changed(package: Path) -> None:
    beside(package / "a.yaml", "one", lambda: [1])
    beside(package / "a.yaml", "one", lambda: [1]).append(2)
    assert beside(package / "a.yaml", "one", lambda: [1]) == [1]


@pytest.mark.parametrize("content", [{1: "a key that is a number"}, {"a": {1, 2}}, (1, 2)])
def test_what_json_cannot_hold_as_it_is_is_read_each_time(package: Path, content: Any) -> None:
    reader = Reader(content)
    assert [beside(package / "a.yaml", "one", reader) for _ in range(2)] == [content] * 2
    assert reader.times == 2


def test_a_file_of_no_package_is_not_kept(tmp_path: Path) -> None:
    reader = Reader([1])
    assert [beside(tmp_path / "a.yaml", "one", reader) for _ in range(2)] == [[1]] * 2
    assert reader.times == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff", b"[]", b'"words"', b'{"made_from": 1}'])
def test_what_was_kept_is_read_anew_where_it_is_damaged(package: Path, damage: bytes) -> None:
    beside(package / "a.yaml", "one", lambda: [1])
    (place,) = (package / "__pycache__").iterdir()
    place.write_bytes(damage)
    assert beside(package / "a.yaml", "one", lambda: [2]) == [2]


def test_a_mistake_is_told_each_time(package: Path) -> None:
    def mistaken() -> Any:
        raise ValueError("mend it")

    for _ in range(2):
        with pytest.raises(ValueError, match="mend it"):
            beside(package / "a.yaml", "one", mistaken)


def test_a_folder_that_cannot_be_written_to_changes_nothing(package: Path) -> None:
    (package / "__pycache__").write_text("a file where the folder would be")
    reader = Reader([1])
    assert [beside(package / "a.yaml", "one", reader) for _ in range(2)] == [[1]] * 2
    assert reader.times == 2


class TestStore:
    @pytest.fixture
    def code(self, tmp_path: Path) -> Path:
        path = tmp_path / "code.py"
        path.write_text("one")
        return path

    def test_gives_what_was_made_in_an_earlier_run(self, tmp_path: Path, code: Path) -> None:
        place, reader = tmp_path / "kept.json", Reader(["a"])
        for _ in range(2):
            store = Store(place, [code])
            with store.opened():
                assert store.of("what", reader) == ["a"]
        assert reader.times == 1

    def test_makes_everything_anew_where_the_code_changed(self, tmp_path: Path, code: Path) -> None:
        place = tmp_path / "kept.json"
        for content in ("one", "two"):
            code.write_text(content)
            store = Store(place, [code])
            with store.opened():
                assert store.of("what", lambda made=content: made) == content

    def test_does_nothing_until_it_is_opened(self, tmp_path: Path, code: Path) -> None:
        store, reader = Store(tmp_path / "kept.json", [code]), Reader(1)
        assert [store.of("what", reader) for _ in range(2)] == [1, 1]
        assert reader.times == 2
        assert not (tmp_path / "kept.json").exists()

    def test_holds_no_words_of_what_it_was_asked_with(self, tmp_path: Path, code: Path) -> None:
        store = Store(tmp_path / "kept.json", [code])
        with store.opened():
            store.of("words that somebody wrote", lambda: 1)
        kept = (tmp_path / "kept.json").read_text()
        assert "somebody" not in kept
        assert list(json.loads(kept)["content"].values()) == [1]

    def test_keeps_what_was_made_before_an_error(self, tmp_path: Path, code: Path) -> None:
        store = Store(tmp_path / "kept.json", [code])
        with store.opened():
            store.of("what", lambda: 1)
            with pytest.raises(ZeroDivisionError):
                store.of("what else", lambda: 1 // 0)
        with store.opened():
            assert store.of("what", lambda: 2) == 1
