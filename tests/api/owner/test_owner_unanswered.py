"""Questions without a good answer, by meaning, and what an owner decides about them."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from desks import Desks
from kept import NOW, exchange, keep
from reading import Read

from api.owner.groups import Group, biggest, export_row
from api.owner.ledger import Ledger, ledger_of
from api.owner.questions import Filter, find
from api.owner.sorting import drop_empty, meaning_of, sort_new, waiting
from api.store.base import Feedback
from assistant.holdings import Holdings
from assistant.model import Status
from ingest.asked import Asked

PANEL = ["when is the next s117 panel", "what day does the panel sit", "when is the next panel", "what date is the s117 panel"]
PARKING = ["where can I park at the hospital", "is there parking at the hospital"]


def _ask(desks: Desks, holdings: Holdings, *messages: str, status: Status = Status.NOT_COVERED) -> None:
    """Each in a conversation of its own, looked at."""
    for n, message in enumerate(messages, len(list(desks.store.records()))):
        keep(desks.store, exchange(n, status, message, cited=""))
    _sort(desks, holdings)


def _sort(desks: Desks, holdings: Holdings) -> None:
    meaning, ledger = meaning_of(holdings), ledger_of(desks.store)
    assert meaning
    while sort_new(ledger, meaning):
        pass


def _groups(desks: Desks) -> list[Group]:
    ledger: Ledger = ledger_of(desks.store)
    return ledger.read(lambda connection: biggest(connection, size=None))


def test_questions_that_mean_the_same_stand_together(desks: Desks, holdings: Holdings) -> None:
    """Others apart; those that come later join what is there, and a question with a good answer is in none."""
    _ask(desks, holdings, *PANEL[:2], *PARKING)
    _ask(desks, holdings, "is the care home free?", status=Status.DECIDED)
    _ask(desks, holdings, *PANEL[2:])
    assert [one.count for one in _groups(desks)] == [4, 2]
    assert _groups(desks)[0].example in PANEL
    assert _groups(desks)[0].not_covered == 4


def test_an_answer_that_did_not_help_joins_when_that_is_said(desks: Desks, holdings: Holdings) -> None:
    """It had been looked at before."""
    _ask(desks, holdings, PARKING[0], status=Status.ANSWERED)
    assert _groups(desks) == []
    desks.store.put(Feedback("answer0000", False, (), "", NOW))
    _sort(desks, holdings)
    assert [(one.count, one.low) for one in _groups(desks)] == [(1, 1)]


def test_a_question_put_again_in_other_words_is_noticed(desks: Desks, holdings: Holdings) -> None:
    """Not one that answers a question of ours, nor one about something else, nor a correction, which repeats the words."""
    asks = [exchange(0, message=PANEL[0]), exchange(1, message=PANEL[2]), exchange(2, message=PANEL[2])]
    keep(desks.store, *asks, exchange(3, message="who pays for a care home?"))
    keep(desks.store, exchange(4, Status.NEEDS_FACT, PANEL[0]), exchange(5, message=PANEL[2]))
    _sort(desks, holdings)
    found = ledger_of(desks.store).read(lambda connection: find(connection, Filter()))
    assert [line.answer for line in found.lines if line.again] == ["answer0001"]


def test_looking_twice_changes_nothing(desks: Desks, holdings: Holdings) -> None:
    """Another process may have looked meanwhile: what is kept is kept once."""
    _ask(desks, holdings, *PANEL)
    before = _groups(desks)
    _sort(desks, holdings)
    assert _groups(desks) == before
    assert ledger_of(desks.store).read(waiting) == 0


def test_a_group_whose_questions_are_deleted_goes_unless_it_was_decided_about(desks: Desks, holdings: Holdings) -> None:
    """Nothing of staff's words is left; the owner's name stays for the next who ask the same."""
    _ask(desks, holdings, *PANEL, *PARKING)
    panel, parking = _groups(desks)
    desks.post(f"/owner/unanswered/{panel.id}/name", name="Dates of the panel")
    desks.store.tidy(datetime.now(UTC) + timedelta(days=40))
    ledger_of(desks.store).write(drop_empty)
    assert desks.get(f"/owner/unanswered/{parking.id}").status_code == 404
    page = desks.get(f"/owner/unanswered/{panel.id}").text
    assert "Dates of the panel" in page
    assert PANEL[0] not in page
    _ask(desks, holdings, PANEL[1])
    assert [one.name for one in _groups(desks)] == ["Dates of the panel"]


def test_the_page_shows_groups_and_leads_to_each(desks: Desks, holdings: Holdings) -> None:
    """With counts, and what is still to be looked at, which a press of the button looks at."""
    keep(desks.store, exchange(0, Status.NOT_COVERED, PANEL[0], cited=""))
    assert "1 new question has not been looked at yet" in desks.get("/owner/unanswered").text
    page = desks.post("/owner/unanswered/sort")
    assert "not been looked at" not in page.text
    link = f"/owner/unanswered/{_groups(desks)[0].id}"
    assert link in [one["href"] for one in Read(page.text).all("a")]
    assert PANEL[0] in desks.get(link).text


def test_pages_of_groups_follow_one_another(desks: Desks, holdings: Holdings) -> None:
    """Every group once, the biggest first."""
    _ask(desks, holdings, *PANEL, *PARKING, "what is the canteen's opening time", "who won the football")
    every, ledger = _groups(desks), ledger_of(desks.store)
    seen: list[Group] = []
    for _ in every:
        seen += ledger.read(lambda connection, after=seen[-1].key if seen else "": biggest(connection, after, 1))  # type: ignore[misc]
    assert seen == every
    assert desks.get("/owner/unanswered?after=' OR 1~x").status_code == 200


def test_a_choice_is_kept_with_who_and_when_and_the_one_before_it_too(desks: Desks, holdings: Holdings) -> None:
    """The last holds."""
    _ask(desks, holdings, *PARKING)
    group = _groups(desks)[0].id
    desks.post(f"/owner/unanswered/{group}/choice", choice="guidance", words="Say where staff may park.")
    page = desks.post(f"/owner/unanswered/{group}/choice", who="second", choice="out_of_scope").text
    assert f"chosen by {desks.ids['second']} on" in page
    assert "Say where staff may park." in page
    assert "Out of scope" in desks.get("/owner/unanswered").text
    chosen = _groups(desks)[0].chosen
    assert chosen
    assert (chosen.choice, chosen.by) == ("out_of_scope", desks.ids["second"])


def test_a_way_of_asking_becomes_yaml_that_the_corpus_takes(desks: Desks, holdings: Holdings, corpus: Path) -> None:
    """The paragraph's whole entry as it stands, with the line added to one of its points and nothing else changed."""
    _ask(desks, holdings, *PARKING)
    group, place = _groups(desks)[0].id, "nl-policy/7.7.p4"
    desks.post(f"/owner/unanswered/{group}/choice", choice="asked", words="how soon is the plan looked at: again", place=place)
    page = desks.get("/owner/unanswered/asked")
    assert "how soon is the plan looked at: again" in page.text
    text = desks.get("/owner/unanswered/asked.yaml").text
    entries = Asked.model_validate(yaml.safe_load(text)).root
    assert list(entries) == [place]
    before, after = holdings.points[place], entries[place]
    new = [line for point in after for line in point.asked if line not in {one for was in before for one in was.asked}]
    assert new == ["how soon is the plan looked at: again"]
    assert [point.quote for point in after] == [point.quote for point in before]
    desks.post(f"/owner/unanswered/{group}/choice", choice="out_of_scope")
    assert "None is proposed" in desks.get("/owner/unanswered/asked").text


WRONG = [
    ({}, "Choose what is to be done"),
    ({"choice": "nonsense"}, "Choose what is to be done"),
    ({"choice": "rule", "words": "  "}, "What the rule should decide is missing"),
    ({"choice": "asked", "words": "where do I park"}, "Choose the paragraph"),
    ({"choice": "asked", "words": "where do I park", "place": "nl-policy/none"}, "Choose the paragraph"),
    ({"choice": "guidance", "words": "x" * 500}, "at most 400"),
    ({"choice": "guidance", "words": "ask Mrs Margaret Pemberton, NHS 943 476 5919"}, "Nothing has been kept"),
]


@pytest.mark.parametrize(("fields", "why"), WRONG)
def test_a_choice_that_cannot_be_kept_says_why_and_loses_nothing(
    desks: Desks, holdings: Holdings, fields: dict[str, str], why: str
) -> None:
    """What was typed stands in the form; nothing is kept."""
    _ask(desks, holdings, *PARKING)
    group = _groups(desks)[0].id
    page = desks.post(f"/owner/unanswered/{group}/choice", **fields)
    assert page.status_code == 422
    assert why in page.text
    assert fields.get("words", "").strip() in page.text
    assert _groups(desks)[0].chosen is None


def test_an_export_hides_small_counts_and_runs_no_formula(desks: Desks, holdings: Holdings) -> None:
    """Nor does it repeat what fewer than five asked, unless the owner has put a name to it."""
    _ask(desks, holdings, *PARKING)
    rows = list(csv.reader(desks.get("/owner/unanswered/export.csv").text.lstrip("\ufeff").splitlines()))
    assert rows[1][:3] == ["(not shown: fewer than 5 asked it)", "fewer than 5", "fewer than 5"]
    assert PARKING[0] not in str(rows)
    desks.post(f"/owner/unanswered/{_groups(desks)[0].id}/name", name="=1+1")
    rows = list(csv.reader(desks.get("/owner/unanswered/export.csv").text.lstrip("\ufeff").splitlines()))
    assert rows[1][0] == "'=1+1"


def test_counts_of_five_and_none_are_told() -> None:
    """Five is enough to tell; none gives nobody away."""
    assert export_row(Group("g", "", 5, 4, 0, 1, "where is it"))[:5] == [
        "where is it",
        "5",
        "fewer than 5",
        "0",
        "fewer than 5",
    ]
