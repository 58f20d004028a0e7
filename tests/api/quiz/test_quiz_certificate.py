"""The certificate and the CPD log, read back by others."""

import csv
import io
import logging
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from papers import NOW, item, learner, paper, session
from pypdf import PdfReader

from api.quiz.certificate import LONGEST_NAME, NOTE, Achieved, NameNotPrintable, NotPassed, achieved, certificate, cpd_log
from api.quiz.model import Answered, Attempt, Sat
from api.quiz.results import Share, result

TOPICS = (Share("Who is entitled", 2, 2), Share("Who pays", 1, 2))
FOUND = Achieved("Section 117 aftercare", date(2026, 3, 2), Share("", 9, 10), TOPICS, 80, True, 12, ("nl-policy/7.1",))
NAME = "Łucja O’Brien-Şahin"


@pytest.fixture(scope="module")
def pdf() -> PdfReader:
    """A certificate with a name."""
    return PdfReader(io.BytesIO(certificate(FOUND, NAME)))


def nodes(node: Any) -> Iterator[Any]:
    """Every element of the structure below one."""
    for kid in node.get("/K", []) if isinstance(node.get("/K", []), list) else [node["/K"]]:
        one = kid.get_object() if hasattr(kid, "get_object") else kid
        if hasattr(one, "get") and "/S" in one:
            yield one
            yield from nodes(one)


def tags(pdf: PdfReader) -> list[str]:
    """The roles of the structure, in reading order."""
    root: Any = pdf.trailer["/Root"]
    return [str(one["/S"]) for one in nodes(root["/StructTreeRoot"])]


def test_it_says_what_was_done_and_by_whom(pdf: PdfReader) -> None:
    """The name, the score, the mark, the day, each topic, and what it does not say."""
    text = " ".join(pdf.pages[0].extract_text().split())
    assert len(pdf.pages) == 1
    for words in (NAME, "9 of 10 questions rightly (90 %)", "80 % had to be right", "2 March 2026", "Who pays", "1 of 2", NOTE):
        assert words in text


def test_it_declares_itself_accessible(pdf: PdfReader) -> None:
    """Title shown in the window, language, tags, and the mark of PDF/UA-1, which its writer refuses to anything less."""
    root: Any = pdf.trailer["/Root"]
    assert pdf.metadata
    assert pdf.metadata.title == "Certificate: Section 117 aftercare"
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()


def test_its_tags_give_the_order_and_the_table(pdf: PdfReader) -> None:
    """A title, the name as a heading, paragraphs, then a table whose heads are heads."""
    found = tags(pdf)
    assert found.index("/Title") < found.index("/H1")
    assert found.count("/TH") == 2
    assert found.count("/TD") == 2 * len(TOPICS)
    assert found.index("/H1") < found.index("/Table")


def test_without_a_name_there_is_a_line_to_write_on() -> None:
    """Whoever does not want to type it does not have to."""
    found = PdfReader(io.BytesIO(certificate(FOUND, " \n ")))
    assert "This certifies that Name answered 9 of 10" in " ".join(found.pages[0].extract_text().split())
    assert "/H1" not in tags(found)


@pytest.mark.parametrize("name", ['#panic("x")', "*A* _B_ $x$ <b>", 'C:\\"]}) #read("/etc/passwd")', "a\x00b\nc"])
def test_what_is_typed_as_a_name_is_text(name: str) -> None:
    """Nothing of it is taken for markup, and what does not print is left out."""
    text = PdfReader(io.BytesIO(certificate(FOUND, name))).pages[0].extract_text()
    shown = " ".join(name.replace("\x00", "").split())
    assert shown.replace(" ", "") in "".join(text.split())


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("x" * (LONGEST_NAME + 1), "It has 81 letters, and 80 fit. Shorten it"),
        ("\U000133ff\U00013400", "write it on the certificate"),
    ],
    ids=["too long", "no font"],
)
def test_a_name_that_cannot_be_printed_is_refused_in_words(name: str, says: str, caplog: pytest.LogCaptureFixture) -> None:
    """They say what to do, and nothing repeats the name, nor does any log."""
    with caplog.at_level(logging.DEBUG), pytest.raises(NameNotPrintable) as refused:
        certificate(FOUND, name)
    assert says in refused.value.detail
    assert name not in refused.value.detail + caplog.text
    assert refused.value.__cause__ is None


def test_there_is_none_for_a_quiz_that_was_not_passed() -> None:
    """The CPD log tells of it all the same."""
    failed = Achieved("Quiz", date(2026, 3, 2), Share("", 1, 10), (), 80, False, None, ())
    with pytest.raises(NotPassed):
        certificate(failed, "")
    (row,) = csv.DictReader(io.StringIO(cpd_log(failed).decode("utf-8-sig")))
    assert (row["Passed"], row["Minutes"], row["Per cent"]) == ("not yet", "", "10")


def test_the_log_has_a_row_with_room_for_reflection() -> None:
    """What was done, when, how long it took, how it went and what to read again."""
    (row,) = csv.DictReader(io.StringIO(cpd_log(FOUND).decode("utf-8-sig")))
    assert row == {
        "Date": "2026-03-02",
        "Activity": "Scenario quiz: Section 117 aftercare",
        "Topics": "Who is entitled; Who pays",
        "Questions": "10",
        "Right": "9",
        "Per cent": "90",
        "Passed": "yes",
        "Minutes": "12",
        "To read again": "nl-policy/7.1",
        "Reflection": "",
    }


def test_no_cell_of_the_log_is_a_formula() -> None:
    """Whatever a quiz is called."""
    live = Achieved("x", date(2026, 3, 2), Share("", 1, 1), (Share("=1+1", 1, 1),), 80, True, 1, ("@SUM(A1)",))
    (row,) = csv.DictReader(io.StringIO(cpd_log(live).decode("utf-8-sig")))
    assert (row["Topics"], row["To read again"]) == ("'=1+1", "'@SUM(A1)")


def test_what_came_of_an_attempt_is_gathered_from_it() -> None:
    """Its day, its length, its score, and the paragraphs of what was wrong."""
    attempt = Attempt("s-a", 1, NOW, None, NOW + timedelta(minutes=7))
    answers = tuple(Answered("s-a", 1, n, f"item{n}", (0 if n < 3 else 1,), n < 3, False, NOW) for n in (1, 2, 3))
    sat = Sat(session(), learner(), attempt, paper(), answers)
    found = achieved(sat, result(sat, (), {}))
    assert (found.day, found.minutes, found.passed) == (NOW.date(), 7, False)
    assert (found.whole.right, found.whole.of) == (2, 3)
    assert found.read == (item(3).options[0].source.cite,)
