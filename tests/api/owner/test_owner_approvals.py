"""Approvals: put forward by one, signed by another; shown on the rulebook's page and in the versions of every answer."""

import httpx
import pytest
from desks import Desks
from doors import TODAY, serving, shelf_with

from api.app import create_app
from api.owner.approvals import approvals_after
from api.owner.signables import groups, row_digests
from api.settings import Settings
from api.store.base import Act, ActKind
from assistant.holdings import Holdings
from tests.api.store.stores import NOW

GROUP = "/owner/approvals/table:charging"
WHY = "Read against the policy"


def _row() -> str:
    return next(iter(row_digests("charging")))


def _do(desks: Desks, step: str, who: str, address: str = GROUP, **fields: str) -> httpx.Response:
    given = {"item": _row(), "step": step, "effective": "2026-03-01", "why": WHY, **fields}
    return desks.post(address, who, **given)


def test_everything_that_is_signed_is_listed(holdings: Holdings) -> None:
    """Every row of every table, every advisory, every term, every approved answer."""
    found = groups(holdings)
    assert len(found["advisories"].items) == len(holdings.notices.advisories)
    assert len(found["glossary"].items) == len(holdings.knowledge.glossary.entries)
    assert sum(len(group.items) for name, group in found.items() if name.startswith("answers:")) == sum(
        map(len, holdings.points.values())
    )
    assert {name.removeprefix("table:") for name in found if name.startswith("table:")} == set(holdings.rulebook.forms)
    assert all(len({item.id for item in group.items}) == len(group.items) for group in found.values())


def test_one_puts_forward_and_another_signs(desks: Desks) -> None:
    """With the reason, the day it holds from, and the edition; the rulebook's page shows it."""
    assert "Put forward" in _do(desks, "proposed", "owner").text
    page = _do(desks, "signed", "second").text
    assert f"igned by {desks.ids['second']}" in page
    assert "1 of " in page
    shown = desks.get("/rules/charging", "reader").text
    assert f"igned by {desks.ids['second']} on" in shown
    assert "from 2026-03-01, against nl-policy 2023-08-01" in shown
    (proposed, signed) = desks.store.acts(ActKind.APPROVAL)
    assert (proposed.who, signed.who, signed.why) == (desks.ids["owner"], desks.ids["second"], WHY)
    assert signed.details["effective"] == "2026-03-01"


def test_every_answer_tells_who_signed_the_rows_it_rests_on(desks: Desks) -> None:
    """In its versions, in the audit and in the record for the case file; another row's answer does not."""
    rows = list(row_digests("who_leads_planning"))
    address = "/owner/approvals/table:who_leads_planning"
    with desks.client() as client, desks.client("second") as second:
        client.post(address, data={"item": rows, "step": "proposed", "why": WHY})
        second.post(address, data={"item": rows, "step": "signed", "effective": "2026-03-01", "why": WHY})
        conversation = client.post("/api/v1/conversations").json()["id"]
        asked = "who leads the planning of aftercare for someone in hospital?"
        made = client.post(f"/api/v1/conversations/{conversation}/messages", json={"message": asked}).json()
    decided = [row for one in made["decisions"] for row in one["rows"] if one["table"] == "who_leads_planning"]
    for row in decided:
        assert f"who_leads_planning/{row} signed by {desks.ids['second']}" in made["versions"]["signed"]
    assert decided or made["versions"]["signed"] == ""


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([("signed", "second", {})], "has not been put forward as it is now"),
        ([("proposed", "owner", {}), ("signed", "owner", {})], "was put forward with your own key"),
        ([("proposed", "owner", {}), ("sent_back", "second", {}), ("signed", "second", {})], "has not been put forward"),
        ([("proposed", "owner", {}), ("signed", "second", {"effective": "soon"})], "must be a day that exists"),
        ([("proposed", "owner", {"why": ""})], "Why is missing"),
        ([("proposed", "owner", {"item": "nothing"})], "Tick what it is about"),
        ([("burnt", "owner", {})], "Choose what to do with it"),
    ],
)
def test_what_may_not_be_signed_is_told(desks: Desks, steps: list[tuple[str, str, dict[str, str]]], said: str) -> None:
    """And nothing is."""
    for step, who, fields in steps:
        page = _do(desks, step, who, **fields)
    assert page.status_code == 422
    assert said in page.text
    assert all(act.choice != "signed" for act in desks.store.acts(ActKind.APPROVAL))


def test_where_two_people_cannot_be_told_apart_nothing_is_signed(holdings: Holdings) -> None:
    """Without keys everybody is anyone."""
    app = create_app(Settings(limit_network=0), shelf_with(holdings), lambda: TODAY)
    with serving(app) as address:
        page = httpx.post(f"{address}{GROUP}", data={"item": _row(), "step": "proposed", "why": WHY})
    assert page.status_code == 422
    assert "Two people cannot be told apart" in page.text


def test_a_signature_does_not_hold_for_other_words(holdings: Holdings) -> None:
    """It is shown as changed since, and is no longer anybody's."""
    group = groups(holdings)["table:charging"]
    details = {"items": {group.items[0].id: "other words"}, "effective": "2026-03-01", "edition": ""}
    now = approvals_after([Act(ActKind.APPROVAL, group.id, "signed", "k", WHY, NOW, details)])
    first = now.standing(group)[0]
    assert (first.changed, first.signature) == (True, None)
    table, _, row = group.items[0].id.partition("/")
    assert now.of_row(table, row) is None


def test_a_group_that_is_not_there_is_not_found(desks: Desks) -> None:
    """404, in words."""
    assert desks.get("/owner/approvals/table:nothing").status_code == 404
