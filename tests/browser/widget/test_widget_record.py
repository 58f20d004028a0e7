"""What staff take away: the record for the case file, copies, the transcript."""

import json
from pathlib import Path

import pytest
from canned import COUNCIL, LONG_ID, QUESTION, QUOTE, answer
from desk import Desk
from played import as_json, exchange, problem
from playwright.sync_api import expect

CLIPBOARD = """async () => {
  const [item] = await navigator.clipboard.read();
  const read = async kind => (await item.getType(kind)).text();
  return [await read('text/plain'), await read('text/html')];
}"""
PRINTS = """() => {
  const found = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow');
  Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {get() {
    const paper = found.get.call(this);
    paper.print = () => { window.printed = this.contentDocument.body.innerText; };
    return paper;
  }});
}"""


@pytest.fixture
def record(desk: Desk) -> Desk:
    """The record of an answer, open."""
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.ask()
    desk.button("Record for the case file").click()
    expect(desk.turn.locator(".record")).to_be_visible()
    return desk


def test_the_record_is_a_dated_note(record: Desk) -> None:
    """Question, facts relied on, outcome, paragraphs quoted, editions, the answer's id, and what it is not."""
    sheet = record.turn.locator(".sheet")
    for words in (
        "Decision support, not a decision.",
        "2 March 2026",
        QUESTION,
        "In another council's area in England (“lived in Hull”)",
        COUNCIL,
        "Is she entitled?",
        "On what day did the detention begin?",
        "Section 117 aftercare policy, edition 1 August 2023, 7.7 Ordinary residence",
        QUOTE,
        "The policy is overdue for review.",
        LONG_ID,
        "rules r1",
    ):
        expect(sheet).to_contain_text(words)


def test_the_record_is_copied_as_text_and_as_rich_text(record: Desk) -> None:
    """Both at once, as the service wrote them."""
    record.button("Copy").click()
    expect(record.status).to_have_text("Copied.")
    text, html = record.page.evaluate(CLIPBOARD)
    assert text == f"RECORD\n{COUNCIL}\n[1] {QUOTE}"
    assert f"<blockquote>{QUOTE}</blockquote>" in html


def test_the_record_is_downloaded(record: Desk, tmp_path: Path) -> None:
    """As a text file that names the answer."""
    with record.page.expect_download() as download:
        record.button("Download").click()
    assert download.value.suggested_filename == "aftercare-record-answer-1.txt"
    download.value.save_as(tmp_path / "record.txt")
    assert COUNCIL in (tmp_path / "record.txt").read_text(encoding="utf-8")


def test_the_record_is_printed_alone(record: Desk) -> None:
    """Nothing of the page around it."""
    record.page.evaluate(PRINTS)
    record.button("Print").click()
    printed = record.page.evaluate("window.printed")
    assert COUNCIL in printed
    assert "Ask the policy" not in printed


@pytest.mark.parametrize(("same", "said"), [(True, "the result is the same"), (False, "the result is not the same")])
def test_the_record_is_run_again(record: Desk, same: bool, said: str) -> None:
    """From its id, with what it was made from."""
    record.service.replies["rerun"] = as_json({"same": same, "answer": answer()})
    record.button("Run it again").click()
    expect(record.turn.locator(".record")).to_contain_text(said)


def test_the_record_is_closed_where_it_was_opened(record: Desk) -> None:
    """The focus comes back to its button."""
    record.button("Close the record").click()
    expect(record.turn.locator(".record")).to_have_count(0)
    assert record.focused == "Record for the case file"


def test_a_record_that_is_no_longer_kept_says_so(desk: Desk) -> None:
    """The answer stays on screen."""
    desk.service.replies["record"] = problem(503, "unavailable")
    desk.ask()
    desk.button("Record for the case file").click()
    expect(desk.turn).to_contain_text("The record could not be made. Answers are not available at the moment.")


def test_an_answer_is_copied_with_its_references(desk: Desk) -> None:
    """As text and as rich text, with links that lead back to the words."""
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.ask()
    desk.button("Copy answer").click()
    expect(desk.status).to_have_text("Copied.")
    text, html = desk.page.evaluate(CLIPBOARD)
    assert text.startswith(QUESTION)
    assert "[1] Section 117 aftercare policy: 7.7 Ordinary residence" in text
    assert f'href="{desk.address}/paragraphs/nl-policy/7.7.p1"' in html


def test_copying_works_where_the_page_is_not_served_securely(desk: Desk) -> None:
    """There a page has no clipboard of its own; the old command does."""
    desk.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.ask()
    read = "navigator.clipboard.read.bind(navigator.clipboard)"
    desk.page.evaluate(f"() => {{ window.kept = {read}; window.ClipboardItem = undefined; }}")
    desk.button("Copy answer").click()
    expect(desk.status).to_have_text("Copied.")
    text = desk.page.evaluate("async () => (await (await window.kept())[0].getType('text/plain')).text()")
    assert text.startswith(QUESTION)


def test_the_transcript_is_exported(desk: Desk, tmp_path: Path) -> None:
    """Everything that was said, with its references, and what it is not; a message that was not kept is not there."""
    said = [exchange(QUESTION, answer()), exchange("", answer(id="answer-2", text="It was not kept."))]
    desk.service.replies["transcript"] = as_json({"id": "conversation-1", "exchanges": said})
    desk.ask()
    with desk.page.expect_download() as download:
        desk.button("Export").click()
    download.value.save_as(tmp_path / "transcript.txt")
    text = (tmp_path / "transcript.txt").read_text(encoding="utf-8")
    for words in ("Decision support, not a decision.", f"You asked: {QUESTION}", COUNCIL, "(a message that was not kept)"):
        assert words in text


def test_nothing_of_the_words_is_told_to_the_page(desk: Desk) -> None:
    """Events carry ids and states: the page around may be anybody's."""
    desk.listen("answer", "citation-open")
    desk.ask().locator(".marker").first.click()
    expect(desk.turn.locator(".passage mark")).to_be_visible()
    opened = {"answer": "answer-1", "n": 1, "paragraph": "nl-policy/7.7.p1"}
    assert desk.told == [["answer", {"id": "answer-1", "status": "decided"}], ["citation-open", opened]]
    assert COUNCIL not in json.dumps(desk.told)
