"""YAML that people write: each mistake is one line with the file, the line and what to do."""

from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from ingest.yamlfile import YamlError, line_of, read_document, read_model, read_yaml


class Shelf(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    books: list[str] = []


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["{path}: the file is empty"]),
        ("name: A\nname: B\n", ["{path}:2: 'name' stands twice in one place. Keep one of them"]),
        ("a:\n  - {b: 1, b: 2}\nc: 1\nc: 2\n", [
            "{path}:4: 'c' stands twice in one place. Keep one of them",
            "{path}:2: 'b' stands twice in one place. Keep one of them",
        ]),
        ("a: 2024-02-29\nb: 2023-02-30\nc:\n- 2023-13-01\n", [
            "{path}:2: day is out of range for month. Mend the date, or put it in quotes if it is not one",
            "{path}:4: month must be in 1..12. Mend the date, or put it in quotes if it is not one",
        ]),
        ("a: [1\nb: 2\n", ["{path}:2: did not find expected ',' or ']'. Mend the YAML here and try again"]),
        ("a: 1\nb: !shelf 2\n", [
            "{path}:2: could not determine a constructor for the tag '!shelf'. Mend the YAML here and try again"
        ]),
        ("a: 1\n{b}: 2\n", ["{path}:2: found unhashable key. Mend the YAML here and try again"]),
    ],
)  # fmt: skip
def test_a_damaged_file_says_where_and_what_to_do(tmp_path: Path, text: str, problems: list[str]) -> None:
    """Whatever YAML stumbles over, and what it would pass in silence."""
    path = tmp_path / "shelf.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(YamlError) as caught:
        read_yaml(path)
    assert caught.value.problems == [problem.format(path=path) for problem in problems]


@pytest.mark.parametrize("damage", [b"name: \xff\n", b"name: \x00\n", None])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, damage: bytes | None) -> None:
    """Not there, not UTF-8, or with a character that no text file has: one line, and no traceback."""
    path = tmp_path / "shelf.yaml"
    if damage is not None:
        path.write_bytes(damage)
    with pytest.raises(YamlError) as caught:
        read_yaml(path)
    assert [problem.startswith(str(path)) for problem in caught.value.problems] == [True]


def test_every_field_that_does_not_fit_is_one_line(tmp_path: Path) -> None:
    """With the line it stands on, and the key that was meant."""
    path = tmp_path / "shelf.yaml"
    path.write_text("nmae: A\nbooks:\n- One\n- [two]\n", encoding="utf-8")
    with pytest.raises(YamlError) as caught:
        read_model(path, Shelf)
    assert caught.value.problems == [
        f"{path}:1: name: 'name' is missing",
        f"{path}:4: books.1: Input should be a valid string",
        f"{path}:1: nmae: unknown key 'nmae'; did you mean 'name'?",
    ]


def test_one_reading_gives_content_model_and_lines(tmp_path: Path) -> None:
    """The form of a file can be looked at before a model is chosen for it."""
    path = tmp_path / "shelf.yaml"
    path.write_text("name: A\nbooks:\n- One\n- Two\n", encoding="utf-8")
    document = read_document(path)
    assert document.content == read_yaml(path) == {"name": "A", "books": ["One", "Two"]}
    assert document.as_model(Shelf) == read_model(path, Shelf) == Shelf(name="A", books=["One", "Two"])
    assert (line_of(path, "books", 1), line_of(path, "name"), line_of(path, "nothing")) == (4, 1, 1)
