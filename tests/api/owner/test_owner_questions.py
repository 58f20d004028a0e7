"""What was asked and what was answered, as an owner looks at it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from desks import Desks
from kept import NOW, exchange, keep
from reading import Read

from api.owner.ledger import ledger_of
from api.owner.questions import Filter, Found, Rating, find
from api.store.base import Feedback, Reason
from api.store.desk_tables import marks, summaries
from assistant.model import Status


def _find(desks: Desks, wanted: Filter) -> list[str]:
    return [line.answer for line in ledger_of(desks.store).read(lambda connection: find(connection, wanted)).lines]


def test_every_filter_finds_what_it_names_and_nothing_else(desks: Desks) -> None:
    """Alone and together."""
    keep(
        desks.store,
        exchange(1, Status.DECIDED, "is the care home free?"),
        exchange(2, Status.NOT_COVERED, "where do I park 100%_there?", cited=""),
        exchange(3, cited="code/33.3.p1"),
    )
    desks.store.put(Feedback("answer0002", False, (Reason.WRONG,), "", NOW))
    desks.store.put(Feedback("answer0003", True, (), "", NOW))
    day = NOW.date()
    found = {
        Filter(): [3, 2, 1],
        Filter(status=Status.DECIDED): [1],
        Filter(table="charging"): [1],
        Filter(paragraph="nl-policy/7.6.3"): [1],
        Filter(paragraph="nl-policy/7.6.3.p1"): [1],
        Filter(paragraph="nl-policy/7.6"): [],
        Filter(paragraph="code/33.3"): [3],
        Filter(document="nl-policy", table="charging", paragraph="nl-policy/7.6.3"): [1],
        Filter(document="nl-policy", status=Status.NOT_COVERED): [],
        Filter(since=day, until=day): [3, 2, 1],
        Filter(since=day + timedelta(days=1)): [],
        Filter(until=day - timedelta(days=1)): [],
        Filter(rating=Rating.LOW): [2],
        Filter(rating=Rating.GOOD): [3],
        Filter(rating=Rating.NONE): [1],
        Filter(text="CARE home"): [1],
        Filter(text="it says"): [3, 2, 1],
        Filter(text="100%_there"): [2],
        Filter(text="%"): [2],
    }
    for wanted, numbers in found.items():
        assert _find(desks, wanted) == [f"answer{n:04}" for n in numbers], wanted


def test_pages_follow_one_another_without_a_gap_or_a_line_twice(desks: Desks) -> None:
    """Also where several were answered at the same moment."""
    keep(desks.store, *(replace(exchange(n), at=NOW + timedelta(minutes=n // 4)) for n in range(23)))
    seen: list[str] = []
    page: Found | None = None
    while page is None or page.older:
        after = page.older if page else None
        page = ledger_of(desks.store).read(lambda connection, after=after: find(connection, Filter(), after, 5))  # type: ignore[misc]
        seen += [line.answer for line in page.lines]
        assert page.total == 23
    assert len(seen) == len(set(seen)) == 23
    assert seen[0] == "answer0022"


def test_the_page_says_what_was_asked_and_leads_to_the_answer_and_to_older_ones(desks: Desks) -> None:
    """The newest 25 first; the link to the older ones keeps the filters."""
    keep(desks.store, *(exchange(n, message=f"who attends {n}?") for n in range(27)))
    page = desks.get("/owner/questions?document=nl-policy")
    assert "27 questions" in page.text
    assert "who attends 26?" in page.text
    assert "who attends 1?" not in page.text
    older = next(link["href"] for link in Read(page.text).all("a") if "after=" in (link["href"] or ""))
    assert "document=nl-policy" in str(older)
    assert "who attends 1?" in desks.get(str(older)).text


@pytest.mark.parametrize("query", ["since=2026-02-30", "until=x", "status=nonsense", "rating=5"])
def test_a_filter_that_cannot_be_meant_says_so_beside_its_field(desks: Desks, query: str) -> None:
    """What was typed stands there still; nothing is shown as if it had been meant."""
    page = desks.get(f"/owner/questions?{query}&text=kept")
    assert page.status_code == 422
    fields = [*Read(page.text).all("input"), *Read(page.text).all("select")]
    assert [one["name"] for one in fields if one.get("aria-invalid")] == [query.partition("=")[0]]
    assert 'value="kept"' in page.text


@pytest.mark.parametrize("after", ["x", "~", "2026-99-99~a", "2026-03-02T09:30:00+00:00~' OR 1=1"])
def test_a_place_that_is_none_of_ours_breaks_nothing(desks: Desks, after: str) -> None:
    """The page is shown."""
    keep(desks.store, exchange(1))
    assert desks.get(f"/owner/questions?after={after.replace('+', '%2B')}").status_code == 200


def test_a_section_may_be_typed_without_its_document(desks: Desks) -> None:
    """7.6.3 is the policy's."""
    keep(desks.store, exchange(1), exchange(2, cited="code/33.3.p1"))
    assert "1 question<" in desks.get("/owner/questions?paragraph=7.6.3").text


def test_what_was_typed_is_words(desks: Desks) -> None:
    """In the question and in a filter."""
    keep(desks.store, exchange(1, message="<script>alert(1)</script>"))
    page = Read(desks.get("/owner/questions?text=%3Cscript%3E").text)
    assert not page.all("script")
    assert "<script>alert(1)</script>" in "".join(page.text)


def _ask(desks: Desks, message: str) -> str:
    with desks.client("reader") as client:
        conversation = client.post("/api/v1/conversations").json()["id"]
        return str(client.post(f"/api/v1/conversations/{conversation}/messages", json={"message": message}).json()["id"])


def test_an_answer_is_told_step_by_step(desks: Desks) -> None:
    """Every step with what it came to, the facts, the sources, what was said of it."""
    answer = _ask(desks, "She is on a section 3. Is she entitled to section 117?")
    desks.store.put(Feedback(answer, False, (Reason.OUT_OF_DATE,), "an old edition?", NOW))
    page = desks.get(f"/owner/questions/{answer}").text
    for words in ("Does it identify a person?", "What do the tables say?", "row ", "What was understood", "an old edition?"):
        assert words in page
    assert "Out of date" in page
    assert "Not reached." not in page


def test_a_message_that_named_a_person_is_nowhere(desks: Desks) -> None:
    """The turn is told without it: which step ended it, and that the others were not reached."""
    answer = _ask(desks, "Mrs Margaret Pemberton, NHS number 943 476 5919, is on a section 3")
    for path in ("/owner/questions", f"/owner/questions/{answer}"):
        page = desks.get(path)
        assert page.status_code == 200
        assert "Pemberton" not in page.text
        assert "943 476" not in page.text
    assert "The turn ended here." in page.text
    assert "Not reached." in page.text


def test_of_an_answer_whose_words_are_deleted_the_page_says_so(desks: Desks) -> None:
    """And shows what the audit keeps; its line is gone with them."""
    answer = _ask(desks, "She is on a section 3. Is she entitled to section 117?")
    desks.store.tidy(datetime.now(UTC) + timedelta(days=40))
    page = desks.get(f"/owner/questions/{answer}")
    assert "Words are deleted after 30 days" in page.text
    assert "is she entitled" not in page.text.lower()
    assert "0 questions" in desks.get("/owner/questions").text
    assert desks.get("/owner/questions/none").status_code == 404


def test_an_exchange_of_an_earlier_version_gets_its_line_when_the_store_is_opened(desks: Desks) -> None:
    """With what was said of it; and no exchange gets two."""
    from api.store.summing import sum_up_earlier  # noqa: PLC0415

    keep(desks.store, exchange(1), exchange(2))
    desks.store.put(Feedback("answer0002", True, (), "", NOW))
    ledger = ledger_of(desks.store)
    ledger.write(lambda connection: [connection.execute(one.delete()) for one in (marks, summaries)])
    assert _find(desks, Filter()) == []
    sum_up_earlier(desks.store._writes)  # type: ignore[attr-defined]
    assert _find(desks, Filter(rating=Rating.GOOD)) == ["answer0002"]
    assert _find(desks, Filter()) == ["answer0002", "answer0001"]
