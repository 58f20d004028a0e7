"""Places beside the facts, over HTTP and on the command line: two places name two bodies, and what is in doubt is asked."""

import json

import httpx
import pytest
from doors import TODAY
from typer.testing import CliRunner, Result

from api.cli import app
from assistant.holdings import Holdings
from assistant.rules.naming import named_for
from assistant.rules.places import facts_from_places, places_said

ADULT = {"age": 40, "since_first": "nothing"}
CASE = ADULT | {"first_detained_on": "2024-01-05", "specialised_bed": "no"}
TWO = {"lived_before": "Hull", "gp_on_first_day": "Lincoln"}
COUNCIL = "Hull City Council (lived in Hull just before the detention)"
ICB = "NHS Lincolnshire ICB (GP practice in Lincoln)"


def _decide(client: httpx.Client, table: str, facts: dict[str, object], places: dict[str, str]) -> httpx.Response:
    return client.post(f"/decisions/{table}", json={"facts": facts, "places": places})


def _run(*words: str) -> Result:
    return CliRunner().invoke(app, ["decide", *words], env={"COLUMNS": "200"})


def test_two_places_name_two_bodies(client: httpx.Client, holdings: Holdings) -> None:
    """Lived in Hull, GP in Lincoln; each with its kind, the fact it comes from, and how far the names can be relied on."""
    named = _decide(client, "both_bodies", CASE, TWO).json()["named"]
    assert [(one["kind"], one["fact"], one["words"]) for one in named] == [
        ("council", "lived_before", COUNCIL),
        ("icb", "gp_on_first_day", ICB),
    ]
    assert holdings.gazetteer
    assert {one["notice"] for one in named} == {holdings.gazetteer.notice}
    assert "as of April 2025" in named[0]["notice"]


@pytest.mark.parametrize(
    ("table", "words"), [("responsible_council", [COUNCIL]), ("responsible_icb", [ICB]), ("entitlement", [])]
)
def test_each_table_names_its_own_body(client: httpx.Client, table: str, words: list[str]) -> None:
    """The council from where they lived, the ICB from the GP practice; a table about something else names nobody."""
    decision = _decide(client, table, CASE, TWO).json()
    assert [one["words"] for one in decision["named"]] == words


def test_a_place_is_a_fact_with_its_words(client: httpx.Client) -> None:
    """What it makes of the case stands among the facts used, with the place as said."""
    decision = _decide(client, "responsible_council", ADULT, {"lived_before": "Hull"}).json()
    used = decision["facts_used"]["lived_before"]
    assert (used["value"], used["said"]) == ("elsewhere_england", "Hull")


def test_a_fact_that_is_given_goes_before_its_place(client: httpx.Client) -> None:
    """The two contradict: the decision is of the fact, and says that the place is not what was said."""
    decision = _decide(client, "responsible_council", ADULT | {"lived_before": "north_lincolnshire"}, TWO).json()
    (named,) = decision["named"]
    assert decision["outcome"] == "ours"
    assert named["body"] is None
    assert "which is not what the other answers say" in named["words"]


def test_a_place_of_many_is_asked_with_what_it_can_mean(client: httpx.Client) -> None:
    """Each choice names one body when it is given back."""
    (doubt,) = _decide(client, "responsible_council", ADULT, {"lived_before": "Newport"}).json()["named"]
    assert doubt["body"] is None
    assert doubt["ask"].endswith("?")
    first = doubt["choices"][0]
    (named,) = _decide(client, "responsible_council", ADULT, {"lived_before": first}).json()["named"]
    assert named["body"] in first


@pytest.mark.parametrize(
    ("places", "where", "what"),
    [
        ({"section": "Hull"}, "body.places", "Only these facts are answered by a place: lived_before, gp_on_first_day"),
        ({"943 476 5919": "Hull"}, "body.places", "Only these facts are answered by a place: lived_before, gp_on_first_day"),
        ({"lived_before": " "}, "body.places.lived_before", "a place has from 1 to 120 characters"),
        ({"lived_before": "x" * 121}, "body.places.lived_before", "a place has from 1 to 120 characters"),
    ],
)
def test_what_is_no_place_is_refused(client: httpx.Client, places: dict[str, str], where: str, what: str) -> None:
    """A problem that says where and what is allowed, and repeats nothing that was sent but a fact's own name."""
    answered = _decide(client, "responsible_council", ADULT, places)
    assert answered.status_code == 422
    (wrong,) = answered.json()["errors"]
    assert wrong["where"] == where
    assert wrong["what"].startswith(what)
    assert "943 476" not in answered.text
    assert "xxx" not in answered.text


def test_the_command_line_names_both() -> None:
    """With the notice once."""
    facts = [f"{fact}={value}" for fact, value in CASE.items()]
    done = _run("both_bodies", *facts, "--place", "lived_before=Hull", "--place", "gp_on_first_day=Lincoln")
    assert done.exit_code == 0, done.output
    assert f"Council: {COUNCIL}" in done.output
    assert f"ICB: {ICB}" in done.output
    assert done.output.count("The names of councils and ICBs come from a list") == 1


def test_the_command_line_gives_the_same_as_data() -> None:
    """`named` stands beside the decision."""
    done = _run("responsible_council", "age=40", "since_first=nothing", "--place", "lived_before=Hull", "--json")
    assert [one["body"] for one in json.loads(done.stdout)["named"]] == ["Hull City Council"]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("Hull", "Hull: write each place as fact=place, lived_before=Hull"),
        ("section=Hull", "section: it is not answered by a place. These are: lived_before, gp_on_first_day, usually_resident"),
        ("lived_befor=Hull", "lived_befor: it is not answered by a place. Did you mean 'lived_before'?"),
        ("lived_before=", "lived_before: a place has from 1 to 120 characters: a town, a council or an ICB"),
    ],
)
def test_the_command_line_refuses_what_is_no_place(place: str, said: str) -> None:
    """Exit code 2, one line."""
    done = _run("responsible_council", "--place", place)
    assert done.exit_code == 2
    assert done.stderr.startswith(said)


def test_a_place_is_given_once() -> None:
    """Two places for one fact are one too many."""
    done = _run("responsible_council", "--place", "lived_before=Hull", "--place", "lived_before=Leeds")
    assert (done.exit_code, done.stderr) == (2, "lived_before: its place is given twice. Keep one of them\n")


def test_a_turn_names_bodies_from_its_holdings(holdings: Holdings) -> None:
    """As a conversation does it: the places in the message, the facts they settle, the decisions, the names."""
    assert holdings.gazetteer
    places = places_said("she lived in Hull, GP in Lincoln", holdings.gazetteer)
    facts = CASE | facts_from_places(places, holdings.gazetteer)
    made = [
        holdings.rulebook.decide(table, facts, TODAY) for table in ("responsible_council", "responsible_icb", "entitlement")
    ]
    assert [one.words for one in named_for(made, places, holdings)] == [COUNCIL, ICB]
