"""The measure itself: which sections a piece of text holds, and where a paragraph stands in its document."""

from pathlib import Path

import pytest

from benchmarks.extract import spans_of
from benchmarks.material import Chunk, Document, Material, Question, Span, read_material, write_material
from ingest.paragraphs import Paragraph, ParagraphKind

TEXT = """# 1 Who pays

The council and the health board pay together, half each.

- Never the person.

# 2 When

Both agree.
"""


def paragraph(section: str, kind: ParagraphKind, text: str) -> Paragraph:
    return Paragraph(f"d/{section}", "d", section, kind, text)


PARAGRAPHS = [
    paragraph("1", ParagraphKind.HEADING, "1 Who pays"),
    paragraph("1", ParagraphKind.TEXT, "The council and the health board pay together, half each."),
    paragraph("1", ParagraphKind.ITEM, "Never the person."),
    paragraph("2", ParagraphKind.HEADING, "2 When"),
    paragraph("2", ParagraphKind.TEXT, "Both agree."),
]
DOCUMENT = Document("d", TEXT, tuple(spans_of(TEXT, PARAGRAPHS)))


def test_a_paragraph_is_found_where_it_stands() -> None:
    """Its words, whatever marks stand between; headings answer nothing and have no place."""
    assert [(TEXT[span.start : span.end], span.section) for span in DOCUMENT.spans] == [
        ("The council and the health board pay together, half each", "d/1"),
        ("Never the person", "d/1"),
        ("Both agree", "d/2"),
    ]


def test_words_that_are_not_there_are_an_error() -> None:
    """A score on a wrong map would be worse than none."""
    with pytest.raises(ValueError, match=r"d/1: its words do not stand in the document"):
        list(spans_of(TEXT, [paragraph("1", ParagraphKind.TEXT, "The council pays alone.")]))


def test_a_piece_holds_the_sections_of_its_paragraphs() -> None:
    """Each named once."""
    assert DOCUMENT.sections(0, len(TEXT)) == ["d/1", "d/2"]


def test_eight_words_of_a_paragraph_are_enough() -> None:
    """The rest is in the next piece."""
    assert DOCUMENT.sections(0, TEXT.index(", half")) == ["d/1"]


def test_a_few_words_of_a_paragraph_are_not() -> None:
    """Nobody could answer from them."""
    assert DOCUMENT.sections(0, TEXT.index("and the health")) == []


def test_material_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Tuples, names and all."""
    chunk, question = Chunk("d/1.p1", "Who pays. The council.", "d/1"), Question("who pays?", ("d/1",))
    material = Material((DOCUMENT,), (chunk,), {"tune": (question,), "test": ()})
    write_material(tmp_path / "m.json", material)
    assert read_material(tmp_path / "m.json") == material
    assert isinstance(DOCUMENT.spans[0], Span)
