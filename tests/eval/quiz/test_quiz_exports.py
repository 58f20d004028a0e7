"""What a quiz is written out as, read back by others' readers. GIFT and SCORM are tried beside the browser."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection, ImportCsvRequest
from lxml import etree, html
from openpyxl import load_workbook

from eval.quiz.exports import EXPORTS
from eval.quiz.exports.base import feedback, stem
from eval.quiz.exports.moodle import FRACTIONS
from eval.quiz.exports.table import heads
from eval.quiz.model import Quiz


def test_csv_comes_back_row_by_row(made: Quiz) -> None:
    """The stem, each option with its feedback, and the letters of the right ones."""
    rows = list(csv.DictReader(io.StringIO(EXPORTS["csv"].write(made).decode("utf-8-sig"))))
    assert [row["Question"] for row in rows] == [stem(item) for item in made.items]
    for row, item in zip(rows, made.items, strict=True):
        assert [row[f"Option {letter}"] for letter in "ABCDEF"[: len(item.options)]] == [one.text for one in item.options]
        assert row["Feedback A"] == feedback(item.options[0])
        assert row["Right"] == ", ".join("ABCDEF"[place] for place in item.right)
        assert row["Table"] == item.table


def test_xlsx_comes_back_by_openpyxl(made: Quiz) -> None:
    """The same rows in one sheet."""
    sheet = load_workbook(io.BytesIO(EXPORTS["xlsx"].write(made))).active
    assert sheet is not None
    values = list(sheet.iter_rows(values_only=True))
    assert list(values[0]) == heads()
    assert [row[1] for row in values[1:]] == [stem(item) for item in made.items]


def test_a_text_that_begins_like_a_formula_stays_text(made: Quiz) -> None:
    """In both; a spreadsheet runs nothing."""
    item = made.items[0].but(opening="", lines=(), question="=HYPERLINK(1)")
    quiz = replace(made, items=(item,))
    sheet = load_workbook(io.BytesIO(EXPORTS["xlsx"].write(quiz))).active
    assert sheet is not None
    assert sheet["B2"].value == "'=HYPERLINK(1)"
    assert "'=HYPERLINK(1)" in EXPORTS["csv"].write(quiz).decode("utf-8-sig")


def test_moodle_xml_keeps_moodles_rules(made: Quiz) -> None:
    """Structurally, not by Moodle itself: fractions of its list that add up, unique idnumbers, feedback on every answer."""
    root = etree.fromstring(EXPORTS["moodle"].write(made))
    questions = root.findall("question[@type='multichoice']")
    assert len(questions) == len(made.items)
    assert len({one.findtext("idnumber") for one in questions}) == len(questions)
    for question, item in zip(questions, made.items, strict=True):
        shares = [float(str(one.get("fraction"))) for one in question.findall("answer")]
        assert {abs(share) for share in shares} <= {0, *FRACTIONS}
        assert tuple(n for n, share in enumerate(shares) if share > 0) == item.right
        assert abs(sum(share for share in shares if share > 0) - 100) < 0.01
        assert question.findtext("single") == ("false" if item.multiple else "true")
        said = [one.findtext("feedback/text") or "" for one in question.findall("answer")]
        assert all(option.source.cite in words for option, words in zip(item.options, said, strict=True))


@pytest.mark.parametrize("name", ["moodle", "html", "anki"])
def test_markup_in_a_text_is_shown_and_never_runs(made: Quiz, name: str) -> None:
    """A question with a script in it is text in every page that is made of it."""
    item = made.items[0].but(question="<script>alert(1)</script> & more")
    written = EXPORTS[name].write(replace(made, items=(item,))).decode()
    assert "<script>" not in written


def test_anki_imports_a_note_for_each_item(made: Quiz, tmp_path: Path) -> None:
    """Anki's own import takes all, with tags; a second import of the same adds none."""
    file = tmp_path / "quiz.txt"
    file.write_bytes(EXPORTS["anki"].write(made))
    collection = Collection(str(tmp_path / "cards.anki2"))
    for added in (len(made.items), 0):
        metadata = collection.get_csv_metadata(str(file), None)
        log = collection.import_csv(ImportCsvRequest(path=str(file), metadata=metadata)).log
        assert len(log.new) == added
    note = collection.get_note(collection.find_notes(f"tag:{made.items[0].table}")[0])
    assert collection.note_count() == len(made.items)
    assert made.items[0].options[0].text in "".join(html.fromstring(note.fields[0]).itertext())
    assert "section117" in note.tags
    collection.close()


def test_the_handout_has_every_question_and_a_marking_sheet(made: Quiz) -> None:
    """One file that needs no other; the right letters stand on the sheet only."""
    page = html.fromstring(EXPORTS["html"].write(made).decode())
    assert not page.xpath("//script | //link | //img")
    questions = page.xpath("//main/ol/li/p/strong/text()")
    assert [" ".join(one.split()) for one in questions] == [" ".join(item.question.split()) for item in made.items]
    letters = page.xpath("//section/ol/li/p/strong/text()")
    assert letters == [", ".join("ABCDEFGH"[place] for place in item.right) for item in made.items]
