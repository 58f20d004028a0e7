"""The record for the case file."""

import json
import re
from dataclasses import replace
from typing import Any

import httpx
import pytest
from doors import TODAY, serving, shelf_with
from reading import Read

from api.app import create_app
from api.record import NOT_KEPT, WITHHELD, Stored, day_in_words, record_of
from api.settings import Settings
from api.store.base import Kept
from api.store.memory import MemoryStore
from assistant.holdings import Holdings

CASE = "Patient on section 3, lived in Hull before. Which council is responsible?"
NHS = "943 476 5919"


class Forgetful(MemoryStore):
    """A store whose words are past the days they are kept."""

    def kept(self, answer: str) -> None:
        """Nothing any more."""
        return


class Changed(MemoryStore):
    """A store in which somebody has changed a message."""

    def kept(self, answer: str) -> Kept | None:
        """Other words than were sealed."""
        kept = super().kept(answer)
        return kept and replace(kept, exchange=replace(kept.exchange, message="something else"))


def _answer(client: httpx.Client, *messages: str) -> str:
    conversation = client.post("/conversations").json()["id"]
    said = [client.post(f"/conversations/{conversation}/messages", json={"message": one}).json() for one in messages]
    return str(said[-1]["id"])


def _record(client: httpx.Client, answer: str) -> dict[str, Any]:
    response = client.get(f"/answers/{answer}/record")
    assert response.status_code == 200, response.text
    return dict(response.json())


def test_a_record_holds_everything_a_case_file_needs(client: httpx.Client) -> None:
    """Question, facts, outcome, words with their edition, notices, ids and versions."""
    answer = _answer(client, CASE)
    record = _record(client, answer)
    assert record["question"] == CASE
    assert record["as_at"] == "2026-03-02"
    assert record["outcome"].startswith("The council where they lived just before that detention is responsible")
    assert {"fact": "lived_before", "said": "lived in Hull"}.items() <= record["facts"][0].items()
    assert record["facts"][0]["label"] == "Where they lived before: In another council's area in England"
    assert record["facts"][-1]["label"].endswith("(taken as so: nobody said otherwise)")
    quoted = record["paragraphs"][0]
    assert (quoted["n"], quoted["edition"], quoted["heading"]) == (1, "2023-08-01", "7.7 Ordinary residence")
    assert any("overdue for review" in notice for notice in record["notices"])
    assert record["answer_id"] == answer
    assert set(record["versions"]) == {"corpus", "rules", "app", "signed"}
    assert record["disclaimer"] == "Decision support, not a decision."


def test_its_text_and_its_html_say_the_same(client: httpx.Client) -> None:
    """Everything stands in both."""
    record = _record(client, _answer(client, CASE))
    words = re.sub(r"\s+", " ", "".join(Read(record["html"]).text))
    for one in (CASE, record["outcome"], record["answer_id"], record["disclaimer"], "1 August 2023", "from “lived in Hull”"):
        assert one in record["text"]
        assert one in words
    for quoted in record["paragraphs"]:
        assert quoted["quote"] in record["text"]
        assert quoted["quote"] in words
    assert not Read(record["html"]).all("script")


def test_what_was_typed_is_no_markup_in_it(client: httpx.Client) -> None:
    """Shown as typed."""
    record = _record(client, _answer(client, "<img src=x onerror=alert(1)> who pays for aftercare?"))
    assert "<img" not in record["html"]
    assert "<img src=x onerror=alert(1)>" in record["text"]


def test_a_record_of_a_later_turn_says_what_was_asked_before(client: httpx.Client) -> None:
    """A message that follows on says nothing alone."""
    record = _record(client, _answer(client, CASE, "and if she is 17?"))
    assert record["earlier"] == [CASE]
    assert record["question"] == "and if she is 17?"


def test_a_record_of_a_question_says_what_is_to_be_found_out(client: httpx.Client) -> None:
    """An open question is no outcome."""
    record = _record(client, _answer(client, "is my patient entitled to s117?"))
    assert record["to_find"].startswith("Have they ever been detained")
    assert "Still to be found out" in record["text"]
    assert "One thing decides it" not in record["outcome"]


def test_a_message_that_identified_a_person_is_in_no_record(client: httpx.Client) -> None:
    """It was not kept."""
    record = _record(client, _answer(client, f"is {NHS} entitled?"))
    assert record["question"] == NOT_KEPT
    assert NHS not in json.dumps(record)


def test_words_that_identify_a_person_are_left_out_even_where_they_were_kept(holdings: Holdings) -> None:
    """What an earlier version let through does not reach a case file."""
    store = MemoryStore()
    with serving(create_app(Settings(), shelf_with(holdings), lambda: TODAY, store=store)) as address:
        client = httpx.Client(base_url=f"{address}/api/v1", timeout=60)
        answer = _answer(client, CASE)
    kept = store.kept(answer)
    assert kept
    kept = replace(kept, exchange=replace(kept.exchange, message=f"Patient {NHS} lived in Hull"))
    record = record_of(Stored(store.sealed(answer), kept), holdings)
    assert record.question == WITHHELD
    assert NHS not in record.text


def test_years_later_the_record_still_says_what_was_decided(holdings: Holdings) -> None:
    """Without staff's own words, which are deleted; it can still be run again, with the same result."""
    with serving(create_app(Settings(), shelf_with(holdings), lambda: TODAY, store=Forgetful())) as address:
        client = httpx.Client(base_url=f"{address}/api/v1", timeout=60)
        answer = _answer(client, CASE)
        record = _record(client, answer)
        again = httpx.get(f"{address}/answers/{answer}/rerun", timeout=60).text
    assert record["question"] == NOT_KEPT
    assert record["outcome"].startswith("The council where they lived")
    assert record["paragraphs"][0]["quote"]
    assert [one["said"] for one in record["facts"]] == ["", "", ""]
    assert "Hull" not in json.dumps(record["facts"])
    assert "Run again: the same result" in again


def test_an_edition_that_is_not_known_is_not_guessed(holdings: Holdings) -> None:
    """Once the documents are others, today's edition is not put to words of then."""
    store = MemoryStore()
    with serving(create_app(Settings(), shelf_with(holdings), lambda: TODAY, store=store)) as address:
        answer = _answer(httpx.Client(base_url=f"{address}/api/v1", timeout=60), CASE)
    newer = replace(holdings, versions=replace(holdings.versions, corpus="another"))
    record = record_of(Stored(store.sealed(answer)), newer)
    assert record.paragraphs[0].edition == ""
    assert "edition not known" in record.text


def test_words_that_were_changed_since_are_in_no_record(holdings: Holdings) -> None:
    """The page says so instead."""
    with serving(create_app(Settings(), shelf_with(holdings), lambda: TODAY, store=Changed())) as address:
        answer = _answer(httpx.Client(base_url=f"{address}/api/v1", timeout=60), CASE)
        response = httpx.get(f"{address}/answers/{answer}/record")
    assert response.status_code == 500
    assert "not as it was sealed" in response.text


def test_an_unknown_answer_has_no_record(client: httpx.Client, browser: httpx.Client) -> None:
    """404, for programs and for people."""
    assert client.get("/answers/none/record").status_code == 404
    assert browser.get("/answers/none/record").status_code == 404
    assert browser.get("/answers/none/rerun").status_code == 404


@pytest.mark.parametrize(("form", "media"), [("txt", "text/plain"), ("html", "text/html")])
def test_a_record_is_downloaded(client: httpx.Client, browser: httpx.Client, form: str, media: str) -> None:
    """As a file whose name is its day and the beginning of its id."""
    answer = _answer(client, CASE)
    file = browser.get(f"/answers/{answer}/record.{form}")
    assert file.headers["content-type"].startswith(media)
    assert re.search(rf'attachment; filename="aftercare-record-\d{{4}}-\d\d-\d\d-{answer[:8]}\.{form}"', str(file.headers))
    assert answer in file.text
    assert browser.get(f"/answers/{answer}/record.pdf").status_code == 422


def test_the_records_page_shows_it_and_leads_back_and_on(client: httpx.Client, browser: httpx.Client) -> None:
    """To the answer, the files, and running it again."""
    answer = _answer(client, CASE)
    back = f"{'a' * 32}.t1"
    page = browser.get(f"/answers/{answer}/record?back={back}").text
    links = {a["href"] for a in Read(page).all("a")}
    assert {f"/ask/{'a' * 32}#t1", f"/answers/{answer}/record.txt", f"/answers/{answer}/rerun?back={back}"} <= links
    assert "Decision support, not a decision." in page
    again = browser.get(f"/answers/{answer}/rerun?back={back}").text
    assert "Run again: the same result" in again


def test_days_are_written_as_people_write_them() -> None:
    """A year alone stays one."""
    assert [day_in_words(day) for day in ("2023-08-01", "2015", "", None)] == ["1 August 2023", "2015", "", ""]
