"""The rulebook over HTTP: tables to read, cases to decide, and what cannot be decided on."""

import json
import shutil
from dataclasses import fields, replace
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import httpx
import pytest
from doors import TODAY, serving, shelf_with

from api.app import create_app
from api.decisions import record_of
from api.rulebook import RuleShelf, rules_over_index
from api.settings import Settings
from api.shelf import Shelf
from assistant.holdings import Holdings
from assistant.rules.decision import Decision
from assistant.rules.edition import edition
from assistant.rules.engine import replay
from assistant.rules.load import written_rules
from assistant.rules.written import RULES
from ingest.errors import NoIndex
from ingest.yamlfile import YamlError

NHS = "943 476 5919"
PROBLEM = "application/problem+json"
HOME = {"section": "3", "current_setting": "community"}
ENDED = HOME | {"ended_how": "both_bodies", "qualifying_since_ending": "no"}


def _decide(client: httpx.Client, table: str, facts: Any, **more: Any) -> httpx.Response:
    return client.post(f"/decisions/{table}", json={"facts": facts, **more})


def test_every_table_is_listed_with_its_question(client: httpx.Client) -> None:
    """Each with the section of the policy that it rests on, and the edition of the rulebook's files."""
    listed = client.get("/tables").json()
    assert {table["name"] for table in listed["tables"]} == set(written_rules().tables)
    assert all(table["question"].endswith("?") and table["topic"] for table in listed["tables"])
    assert listed["edition"] == edition()


@pytest.mark.parametrize("name", sorted(written_rules().tables))
def test_a_table_shows_all_that_is_written_of_it(client: httpx.Client, name: str) -> None:
    """Rows in their order, each with words that stand where the source says; every fact with what can be answered."""
    written = written_rules().tables[name]
    table = client.get(f"/tables/{name}").json()
    assert table["question"] == written.question
    assert set(written.facts) <= {fact["fact"] for fact in table["facts"]}
    assert [row["id"] for row in table["rows"]] == [
        row.id for row in getattr(written, "rows", getattr(written, "requirements", []))
    ]
    assert all(source["stands"] for row in table["rows"] for source in row["sources"])
    assert all("{" not in row["words"] and row["words"] for row in table["rows"])
    assert len(table["examples"]) == len(written.examples)
    assert table["checked"].keys() == {"by", "day", "edition"}


def test_a_decision_says_its_words_its_row_and_where_they_stand(client: httpx.Client, holdings: Holdings) -> None:
    """Every quote is an exact span of its paragraph; the notices are in words."""
    decision = _decide(client, "entitlement", ENDED).json()
    assert (decision["outcome"], decision["kind"], decision["row"]) == ("ended", "decided", "ended")
    assert decision["words"].startswith("No. Section 117 aftercare was ended")
    assert decision["facts_used"]["section"]["label"] == "Section 3 (treatment)"
    assert decision["citations"]
    for one in decision["citations"]:
        assert holdings.paragraphs[one["paragraph"]].text[one["start"] : one["end"]] == one["quote"]
    assert [one["paragraph"] for one in decision["citations"]] == [reason["cite"] for reason in decision["reasons"]]
    assert {"E29", "L7"} == {notice["id"] for notice in decision["notices"]}
    assert all(len(notice["text"]) > 20 for notice in decision["notices"])
    assert any(change["fact"] == "ended_how" and change["outcome"] == "entitled" for change in decision["would_change"])
    assert decision["versions"]["rules"] == edition()


def test_what_is_not_known_is_asked_with_its_answers(client: httpx.Client) -> None:
    """One question, its help and options; nothing is assumed, and what is certain meanwhile is said."""
    decision = _decide(client, "entitlement", HOME).json()
    assert decision["outcome"] == "ask"
    assert decision["ask"]["fact"] == "ended_how"
    assert decision["ask"]["help"]
    assert {"value": "both_bodies", "label": "The council and the ICB both decided to end it"} in decision["ask"]["options"]
    assert decision["reasons"] == decision["citations"] == []
    assert decision["certain"]


def test_a_decision_over_http_can_be_replayed(client: httpx.Client, holdings: Holdings) -> None:
    """What a door gives holds the engine's whole record."""
    rulebook = rules_over_index(written_rules(), holdings).rulebook
    for facts in (HOME, ENDED, {"section": "37"}, {}):
        record = record_of(_decide(client, "entitlement", facts).json())
        assert record.keys() == {one.name for one in fields(Decision)}
        same, again = replay(rulebook, record)
        assert same, again


def test_the_day_decides_which_advisories_are_shown_and_which_days_have_been(client: httpx.Client) -> None:
    """A1 came with the Act of December 2025; a day after the one asked as at is refused."""
    facts = {"on_cto": "yes"}
    now = {notice["id"] for notice in _decide(client, "ending", facts).json()["notices"]}
    then = {notice["id"] for notice in _decide(client, "ending", facts, as_at="2024-01-01").json()["notices"]}
    assert now - then == {"A1"}
    assert _decide(client, "entitlement", {"ended_on": "2025-06-01"}).status_code == 200
    assert _decide(client, "entitlement", {"ended_on": "2025-06-01"}, as_at="2025-05-31").status_code == 422


def test_a_list_of_detentions_is_taken_in_any_order(client: httpx.Client) -> None:
    """With days or without."""
    detentions = [
        {"section": "3", "start": "2021-02-01", "end": "2021-05-03"},
        {"section": "2", "start": "2024-01-01", "end": None},
    ]
    outcomes = {
        _decide(client, "qualifying_history", {"detentions": one}).json()["outcome"] for one in (detentions, detentions[::-1])
    }
    assert outcomes == {"some"}


def _detained(*days: str, section: Any = "3") -> dict[str, Any]:
    return {"detentions": [{"section": section, "start": days[n], "end": days[n + 1]} for n in range(0, len(days), 2)]}


@pytest.mark.parametrize(
    ("facts", "where", "allowed"),
    [
        ({"sektion": "3"}, "body.facts", "lists a table's facts"),
        ({NHS: "3"}, "body.facts", "lists a table's facts"),
        ({"": 1}, "body.facts", "lists a table's facts"),
        ({"section": NHS}, "body.facts.section", "one of: 2, 3, 4"),
        ({"section": [NHS]}, "body.facts.section", "one of: 2, 3, 4"),
        ({"section": {NHS: NHS}}, "body.facts.section", "one of: 2, 3, 4"),
        ({"section": "x" * 20_000}, "body.facts.section", "one of: 2, 3, 4"),
        ({"ever_qualifying": "perhaps"}, "body.facts.ever_qualifying", "one of: yes, no, unknown"),
        ({"age": 200}, "body.facts.age", "from 0 to 120"),
        ({"age": -1}, "body.facts.age", "from 0 to 120"),
        ({"age": 17.5}, "body.facts.age", "from 0 to 120"),
        ({"age": "9" * 5000}, "body.facts.age", "from 0 to 120"),
        ({"age": NHS}, "body.facts.age", "from 0 to 120"),
        ({"ended_on": "2025-02-30"}, "body.facts.ended_on", "a day that exists"),
        ({"ended_on": "2030-01-01"}, "body.facts.ended_on", "not after the day"),
        ({"ended_on": f"2025-01-01 {NHS}"}, "body.facts.ended_on", "a day that exists"),
        ({"detentions": NHS}, "body.facts.detentions", "a list of detentions"),
        ({"detentions": [{NHS: "3"}]}, "body.facts.detentions[0]", "section, start and end only"),
        ({"detentions": [{"start": "2021-01-01"}]}, "body.facts.detentions[0].section", "one of: 2, 3, 4"),
        (_detained("2021-01-01", "2021-02-01", section=NHS), "body.facts.detentions[0].section", "one of: 2, 3, 4"),
        (_detained("2021-01-01", "2021-02-30"), "body.facts.detentions[0].end", "Each day exists"),
        (_detained("2021-02-01", "2021-01-01"), "body.facts.detentions[0]", "none ends before it starts"),
        (_detained("2021-01-01", "2030-01-01"), "body.facts.detentions[0].end", "not after the day"),
        (_detained("2021-01-01", "2021-06-01", "2021-03-01", "2021-08-01"), "body.facts.detentions", "no two overlap"),
        ({"ever_qualifying": "no", "detentions": [{"section": "3"}]}, "body.facts.ever_qualifying", "contradicts"),
    ],
)
def test_what_cannot_be_is_a_problem_that_names_the_field_and_repeats_nothing(
    client: httpx.Client, facts: dict[str, Any], where: str, allowed: str
) -> None:
    """422: where, and what is allowed; never a decision, never what was sent."""
    response = _decide(client, "entitlement", facts)
    assert response.status_code == 422, response.text
    assert response.headers["content-type"] == PROBLEM
    error = response.json()["errors"][0]
    assert error["where"] == where
    assert allowed in error["what"]
    assert error["what"] in response.json()["detail"]
    assert not [sent for sent in (NHS, "sektion", "perhaps", "2025-02-30", "xxxx", "9999") if sent in response.text]


def test_every_fact_that_is_wrong_is_named_at_once(client: httpx.Client) -> None:
    """So that nobody mends them one by one."""
    errors = _decide(client, "entitlement", {"age": 200, "section": "33", "current_setting": "community"}).json()["errors"]
    assert [error["where"] for error in errors] == ["body.facts.age", "body.facts.section"]
    assert "unknown" in errors[1]["allowed"].split(", ")


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b'{"facts": []}',
        b'{"facts": {}, "943 476 5919": 1}',
        b'{"facts": {}, "as_at": "2026-02-30"}',
        b'{"facts": {"\\ud800": 1}}',
        b'{"facts": {"section": "\\ud800"}}',
        b'{"facts": {"age": NaN}}',
        b'{"facts": {"age": ' + b"9" * 5000 + b"}}",
        b'{"facts": {"section": ' + b"[" * 5000 + b"]" * 5000 + b"}}",
        b"{",
    ],
)
def test_a_body_that_is_not_the_contract_is_refused(client: httpx.Client, body: bytes) -> None:
    """400 or 422, a problem document, and none of what was sent."""
    response = client.post("/decisions/entitlement", content=body, headers={"content-type": "application/json"})
    assert response.status_code in (400, 422), response.text
    assert response.headers["content-type"] == PROBLEM
    assert "943 476" not in response.text


@pytest.mark.parametrize("name", ["entitlment", NHS, "..%2ffacts", "entitlement.yaml", "x" * 4000, "__class__"])
def test_an_unknown_table_is_404_and_repeats_nothing(client: httpx.Client, name: str) -> None:
    """To read it or to decide by it."""
    for response in (client.get(f"/tables/{name}"), _decide(client, name, {"sektion": NHS})):
        assert response.status_code == 404
        assert response.headers["content-type"] == PROBLEM
        assert NHS not in response.text


def test_a_long_list_of_detentions_is_decided_quickly(client: httpx.Client) -> None:
    """As many as a body holds."""
    detentions = [{"section": "3"}] * 1_500
    began = perf_counter()
    assert _decide(client, "qualifying_history", {"detentions": detentions}).json()["outcome"] == "some"
    assert perf_counter() - began < 60  # a second when the machine is quiet; minutes if it grew with the square


def test_without_an_index_the_rules_answer_from_the_documents() -> None:
    """A decision needs no search."""

    def nothing() -> Any:
        raise NoIndex("Nothing is served here")

    shelf = Shelf(lambda: None, nothing)
    with serving(create_app(Settings(), shelf, lambda: TODAY)) as address:
        response = httpx.post(f"{address}/api/v1/decisions/entitlement", json={"facts": ENDED}, timeout=60)
    assert response.json()["outcome"] == "ended"


def test_words_that_have_changed_in_the_index_are_said_beside_the_decision(holdings: Holdings) -> None:
    """The notice names the paragraph; the quotation keeps no place."""
    changed = _with_changed(holdings, "nl-policy/7.1.p4.b6")
    with serving(create_app(Settings(), shelf_with(changed), lambda: TODAY)) as address:
        decision = httpx.post(f"{address}/api/v1/decisions/entitlement", json={"facts": ENDED}, timeout=60).json()
    assert decision["notices"][0]["kind"] == "changed"
    assert decision["notices"][0]["id"] == "nl-policy/7.1.p4.b6"
    assert [one["stands"] for one in decision["citations"]] == [False, True]
    assert decision["citations"][0]["start"] is None


def _with_changed(holdings: Holdings, name: str) -> Holdings:
    paragraph = replace(holdings.paragraphs[name], text="Something else altogether")
    return replace(holdings, paragraphs={**holdings.paragraphs, name: paragraph})


def test_conversations_and_decisions_share_one_rulebook(holdings: Holdings) -> None:
    """Its files are read once, and what is asked either way is decided by the same tables."""
    assert rules_over_index(written_rules(), holdings).rulebook is holdings.rulebook
    assert written_rules() is written_rules(RULES)


def test_the_rules_are_made_ready_once_for_each_index(holdings: Holdings) -> None:
    """The same while the index is the same; new ones for a new index."""
    shelf = RuleShelf(written_rules(), Settings().corpus)
    first = shelf.over(holdings)
    assert shelf.over(holdings) is first
    assert shelf.over(replace(holdings)) is not first


@pytest.mark.parametrize(
    ("file", "was", "now", "said"),
    [
        ("tables/entitlement.yaml", "rows:", "rows: [", "entitlement.yaml:"),
        ("tables/entitlement.yaml", "then: entitled\n", "then: entiteld\n", "entiteld"),
        ("facts.yaml", "facts:", "fakts:", "facts.yaml:"),
    ],
)
def test_a_damaged_rulebook_stops_the_start(tmp_path: Path, file: str, was: str, now: str, said: str) -> None:
    """With the file, the line, and what to do."""
    folder = _copied(tmp_path)
    damaged = folder / file
    damaged.write_text(damaged.read_text("utf-8").replace(was, now, 1), "utf-8")
    with pytest.raises(YamlError) as caught:
        written_rules(folder)
    lines = str(caught.value).splitlines()
    assert any(said in line for line in lines)
    assert all(line.startswith(f"{folder}/") and line.split(":")[1].isdigit() for line in lines)


def test_the_edition_is_cheap_and_follows_every_file(tmp_path: Path) -> None:
    """A few milliseconds; another byte or another name gives another."""
    folder = _copied(tmp_path)
    before = edition(folder)
    assert before == edition(shutil.copytree(folder, tmp_path / "elsewhere"))
    began = process_time()
    for _ in range(10):
        edition(folder)
    assert (process_time() - began) / 10 < 0.05  # 2 ms when the machine is quiet
    (folder / "tables" / "rent.yaml").rename(folder / "tables" / "rents.yaml")
    renamed = edition(folder)
    with (folder / "facts.yaml").open("a") as file:
        file.write("#")
    assert len({before, renamed, edition(folder)}) == 3


def _copied(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    shutil.copy(RULES / "facts.yaml", folder)
    shutil.copy(RULES / "words.yaml", folder)
    shutil.copytree(RULES / "tables", folder / "tables")
    return folder


def test_a_decision_is_the_same_each_time(client: httpx.Client) -> None:
    """Byte for byte."""
    assert (
        _decide(client, "entitlement", ENDED).content == _decide(client, "entitlement", json.loads(json.dumps(ENDED))).content
    )
