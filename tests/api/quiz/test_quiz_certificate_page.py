"""What a learner takes away, by the pages."""

import csv
import io
import logging
import re

import pytest
from pypdf import PdfReader
from served import House, Somebody

from api.quiz.model import Session
from api.store.tables import metadata

NAME = "Łucja Nobody-Known"


def finished(house: House, wrong: int = 0) -> tuple[Somebody, Session]:
    """Somebody at the end of a quiz of three."""
    one, somebody = house.share(), house.browser()
    somebody.join(one, "robin")
    somebody.send(one, "begin")
    for place in (1, 2, 3):
        somebody.answer(one, place, 1 if place <= wrong else 0)
    somebody.see(one)
    return somebody, one


def test_the_certificate_bears_the_name_that_was_typed(quizhouse: House) -> None:
    """A PDF to save, which no cache keeps."""
    somebody, one = finished(quizhouse)
    assert 'name="name"' in somebody.see(one).text
    pdf = somebody.send(one, "certificate", name=NAME)
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.headers["content-disposition"] == 'attachment; filename="certificate.pdf"'
    assert pdf.headers["cache-control"] == "no-store"
    assert NAME in PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()


def test_the_name_is_kept_nowhere(quizhouse: House, caplog: pytest.LogCaptureFixture) -> None:
    """In no table, in no log, and on no page that comes afterwards."""
    somebody, one = finished(quizhouse)
    with caplog.at_level(logging.DEBUG):
        somebody.send(one, "certificate", name=NAME)
    tables = quizhouse.quizzes.room.store._tables
    kept = tables.read(lambda at: str([at.execute(table.select()).all() for table in metadata.sorted_tables]))
    assert one.id in kept
    for place in (kept, caplog.text, somebody.see(one).text):
        assert "Nobody-Known" not in place


def test_a_name_that_cannot_be_printed_brings_the_form_back(quizhouse: House) -> None:
    """It says what to do, and does not repeat the name."""
    somebody, one = finished(quizhouse)
    again = somebody.send(one, "certificate", name="x" * 81)
    assert again.status_code == 422
    assert "It has 81 letters, and 80 fit" in again.text
    assert "xxx" not in again.text
    assert 'aria-invalid="true"' in again.text


def test_who_did_not_pass_is_offered_the_log_alone(quizhouse: House) -> None:
    """There is no form, and a press on one from elsewhere gets an explanation."""
    somebody, one = finished(quizhouse, wrong=2)
    assert 'name="name"' not in somebody.see(one).text
    refused = somebody.send(one, "certificate", name="")
    assert refused.status_code == 409
    assert "A certificate is for a quiz that was passed" in refused.text
    log = somebody.see(one, "/cpd.csv")
    (row,) = csv.DictReader(io.StringIO(log.content.decode("utf-8-sig")))
    assert (row["Passed"], row["Right"], row["To read again"]) == ("not yet", "1", "nl-policy/7.1")


@pytest.mark.parametrize("what", ["/certificate", "/cpd.csv"])
def test_before_the_end_there_is_nothing_to_take(quizhouse: House, what: str) -> None:
    """The quiz goes on where it was; and nobody else gets what a learner has."""
    one, somebody = quizhouse.share(), quizhouse.browser()
    somebody.join(one, "robin")
    somebody.send(one, "begin")
    assert re.search("Question 1 of 3", somebody.see(one, what).text)
    assert quizhouse.browser().see(one, what).status_code == 403
