"""A decision names its own body from its own place: the council from where they lived, the ICB from the GP practice."""

from datetime import date
from pathlib import Path

import pytest

from assistant.rules.decision import Decision
from assistant.rules.engine import Rulebook
from assistant.rules.model import Kind
from assistant.rules.naming import Named, bodies_of, name_body, naming
from assistant.rules.places import facts_from_places, places_said
from assistant.rules.written import Written
from ingest.gazetteer import Gazetteer, load_gazetteer
from ingest.gazetteer_file import BodyKind, Nation

TODAY = date(2026, 11, 21)
OWN = "North Lincolnshire Council"
HNY = "NHS Humber and North Yorkshire ICB"
LINCOLNSHIRE = "NHS Lincolnshire ICB"
KNOWN = {"age": 40, "since_first": "nothing", "specialised_bed": "no", "first_detained_on": "2024-01-05"}
TABLES = ("responsible_council", "responsible_icb", "originating_icb")


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load_gazetteer(Path(__file__).parents[3] / "corpus")


def decided(rulebook: Rulebook, table: str, **facts: str) -> Decision:
    return rulebook.decide(table, KNOWN | facts, TODAY)


def named(rulebook: Rulebook, gazetteer: Gazetteer, table: str, places: dict[str, str], **facts: str) -> Named | None:
    return name_body(decided(rulebook, table, **facts), places, gazetteer)


def whole(rulebook: Rulebook, gazetteer: Gazetteer, text: str) -> list[str]:
    """The words for both bodies, from what staff type alone."""
    places = places_said(text, gazetteer)
    facts = facts_from_places(places, gazetteer)
    decisions = [decided(rulebook, table, **facts) for table in TABLES[:2]]
    return [one.words for decision in decisions for one in bodies_of(decision, places, rulebook, gazetteer)]


CASES = [
    (
        "lived in Scunthorpe, GP in Gainsborough, sectioned in Leeds",
        f"{OWN} (lived in Scunthorpe just before the detention)",
        f"{LINCOLNSHIRE} (GP practice in Gainsborough)",
    ),
    (
        "He lived in Hull, his GP was in Lincoln",
        "Hull City Council (lived in Hull just before the detention)",
        f"{LINCOLNSHIRE} (GP practice in Lincoln)",
    ),
    (
        "was living in Gainsborough with a GP practice in Brigg",
        "Lincolnshire County Council (lived in Gainsborough just before the detention)",
        f"{HNY}, which the policy calls the North Lincolnshire Health and Care Partnership (GP practice in Brigg)",
    ),
    (
        "lived in Scunthorpe, GP: Hull",
        f"{OWN} (lived in Scunthorpe just before the detention)",
        f"{HNY} (GP practice in Hull)",
    ),
    (
        "they lived in Newport, Isle of Wight. GP in South Yorkshire",
        "Isle of Wight Council (lived in Newport just before the detention)",
        "NHS South Yorkshire ICB (GP practice in South Yorkshire)",
    ),
]


@pytest.mark.parametrize(("text", "council", "icb"), CASES, ids=[text for text, *_ in CASES])
def test_two_bodies_from_what_staff_type(rulebook: Rulebook, gazetteer: Gazetteer, text: str, council: str, icb: str) -> None:
    """Neither is taken from the other's place, and where they were sectioned names nobody."""
    assert whole(rulebook, gazetteer, text) == [council, icb]


def test_where_they_were_sectioned_is_no_fact(gazetteer: Gazetteer) -> None:
    """Leeds names neither body."""
    text = "lived in Scunthorpe, GP in Gainsborough, sectioned in Leeds"
    assert places_said(text, gazetteer) == {"lived_before": "Scunthorpe", "gp_on_first_day": "Gainsborough"}


def test_the_place_of_the_other_table_is_not_looked_at(rulebook: Rulebook, gazetteer: Gazetteer) -> None:
    """The council is asked for, though the GP practice's place is known; and the other way round."""
    council = named(
        rulebook, gazetteer, "responsible_council", {"gp_on_first_day": "Lincoln"}, lived_before="elsewhere_england"
    )
    icb = named(rulebook, gazetteer, "responsible_icb", {"lived_before": "Hull"}, gp_on_first_day="elsewhere_england")
    assert council
    assert icb
    assert (council.body, council.fact) == (None, "lived_before")
    assert (icb.body, icb.fact) == (None, "gp_on_first_day")
    assert council.ask.startswith("In which town or council's area")
    assert icb.ask.startswith("In which town was the GP practice")


def test_our_own_bodies_need_no_place(rulebook: Rulebook, gazetteer: Gazetteer) -> None:
    """By their names, and by what the policy calls them."""
    ours = "north_lincolnshire"
    decision = decided(rulebook, "both_bodies", lived_before=ours, gp_on_first_day=ours)
    council, icb = bodies_of(decision, {}, rulebook, gazetteer)
    assert council.words == f"{OWN} (lived in its area just before the detention)"
    assert icb.words == (
        f"{HNY}, which the policy calls the North Lincolnshire Health and Care Partnership (a GP practice of that ICB)"
    )


def test_every_name_comes_with_the_notice(rulebook: Rulebook, gazetteer: Gazetteer) -> None:
    """That the list is not checked and that names change; there is none where nobody is named."""
    body = named(rulebook, gazetteer, "responsible_council", {"lived_before": "Hull"}, lived_before="elsewhere_england")
    asked = named(rulebook, gazetteer, "responsible_council", {}, lived_before="elsewhere_england")
    assert body
    assert body.notice == gazetteer.notice
    assert asked
    assert asked.notice == ""


def test_our_icb_beyond_our_area_says_so(rulebook: Rulebook, gazetteer: Gazetteer) -> None:
    """A practice in Hull is of the same ICB, but not of the partnership that the policy names."""
    body = named(rulebook, gazetteer, "responsible_icb", {"gp_on_first_day": "Hull"}, gp_on_first_day="north_lincolnshire")
    assert body
    assert body.words == f"{HNY} (GP practice in Hull)"
    assert (
        body.note == "It covers more than North Lincolnshire. Which of its local partnerships arranges the care, the ICB says."
    )


def test_a_decision_on_both_bodies_names_both(rulebook: Rulebook, gazetteer: Gazetteer) -> None:
    """Each by its own table, from its own place; what one of them still asks does not hide the other."""
    places = {"lived_before": "Hull", "gp_on_first_day": "Lincoln"}
    both = decided(rulebook, "both_bodies", **facts_from_places(places, gazetteer))
    assert [(one.table, one.kind, one.body) for one in bodies_of(both, places, rulebook, gazetteer)] == [
        ("both_bodies", BodyKind.COUNCIL, "Hull City Council"),
        ("both_bodies", BodyKind.ICB, LINCOLNSHIRE),
    ]
    half = decided(rulebook, "both_bodies", lived_before="elsewhere_england")
    assert [one.body for one in bodies_of(half, {"lived_before": "Hull"}, rulebook, gazetteer)] == ["Hull City Council"]


@pytest.mark.parametrize(
    ("place", "why"), [("Newport", "can mean more than one"), ("Nowhereby", "is not in the list of places")]
)
def test_a_place_that_settles_nothing_says_why(rulebook: Rulebook, gazetteer: Gazetteer, place: str, why: str) -> None:
    """The table asks where they lived; beside it stands why the place that was given did not answer that."""
    places = {"lived_before": place}
    asked = decided(rulebook, "responsible_council", **facts_from_places(places, gazetteer))
    (doubt,) = bodies_of(asked, places, rulebook, gazetteer)
    assert asked.ask
    assert (doubt.fact, doubt.body) == (asked.ask.fact, None)
    assert why in doubt.words
    assert doubt.ask


def test_a_place_is_not_asked_about_while_something_else_is(rulebook: Rulebook, gazetteer: Gazetteer) -> None:
    """One thing at a time."""
    asked = rulebook.decide("responsible_icb", {}, TODAY)
    assert list(bodies_of(asked, {"lived_before": "Newport"}, rulebook, gazetteer)) == []


ASKED = [
    ("Nowhereby", "“Nowhereby” is not in the list of places, so nothing is concluded from it.", ()),
    ("Crewe and Hull", "“Crewe and Hull” can mean more than one place or body.", ("Crewe (Cheshire East Council)",)),
    ("Norton", "“Norton” can mean more than one place or body.", ("Norton (Stockton-on-Tees Borough Council)",)),
    ("Merseyside", "“Merseyside” can mean more than one place or body.", ("Knowsley Council",)),
    ("Cardiff", "Cardiff is outside England, where there is no such body.", ()),
    ("Lincolnshire ICB", "“Lincolnshire ICB” does not say which body it is.", ()),
    (
        "Scunthorpe",
        f"Scunthorpe is in the area of {OWN}, which is not what the other answers say. Check which of them is right.",
        (),
    ),
]


@pytest.mark.parametrize(("place", "why", "first"), ASKED, ids=[place for place, *_ in ASKED])
def test_a_place_in_doubt_is_asked(
    rulebook: Rulebook, gazetteer: Gazetteer, place: str, why: str, first: tuple[str, ...]
) -> None:
    """Nobody is named; it says why, asks, and offers what the place can mean."""
    body = named(rulebook, gazetteer, "responsible_council", {"lived_before": place}, lived_before="elsewhere_england")
    assert body
    assert (body.body, body.words, body.choices[:1]) == (None, why, first)
    assert body.ask


def test_a_place_outside_contradicts_our_own(rulebook: Rulebook, gazetteer: Gazetteer) -> None:
    """ "In North Lincolnshire" and "Hull" cannot both be."""
    body = named(rulebook, gazetteer, "responsible_council", {"lived_before": "Hull"}, lived_before="north_lincolnshire")
    assert body
    assert (body.body, body.words) == (
        None,
        "Hull is in the area of Hull City Council, which is not what the other answers say. Check which of them is right.",
    )


def test_a_name_of_several_places_is_settled_by_an_answer_that_it_is_ours(rulebook: Rulebook, gazetteer: Gazetteer) -> None:
    """Staff said North Lincolnshire, and one Kirton is there."""
    body = named(rulebook, gazetteer, "responsible_council", {"lived_before": "Kirton"}, lived_before="north_lincolnshire")
    assert body
    assert body.words == f"{OWN} (lived in Kirton just before the detention)"


def test_with_no_gp_practice_the_icb_is_of_where_they_were_usually_resident(rulebook: Rulebook, gazetteer: Gazetteer) -> None:
    """The practice's place, if one was said all the same, names nobody."""
    places = {"gp_on_first_day": "Lincoln", "usually_resident": "Leeds"}
    facts = {"gp_on_first_day": "none", "usually_resident": "elsewhere_england"}
    for table in TABLES[1:]:
        body = named(rulebook, gazetteer, table, places, **facts)
        assert body
        assert body.words == "NHS West Yorkshire ICB (usually resident in Leeds, with no GP practice)"


@pytest.mark.parametrize(
    ("facts", "place"),
    [
        ({"gp_on_first_day": "temporary"}, "Doncaster"),
        ({"gp_on_first_day": "elsewhere_england", "since_first": "redetained"}, "Doncaster"),
    ],
)
def test_what_is_to_be_confirmed_says_so(rulebook: Rulebook, gazetteer: Gazetteer, facts: dict[str, str], place: str) -> None:
    """A temporary resident's practice, and where the policy says two things."""
    body = named(rulebook, gazetteer, "responsible_icb", {"gp_on_first_day": place}, **facts)
    assert body
    assert body.words == "NHS South Yorkshire ICB (GP practice in Doncaster), to be confirmed with that body"


def test_a_temporary_practice_of_our_own(rulebook: Rulebook, gazetteer: Gazetteer) -> None:
    """It can be ours as well as another's."""
    body = named(rulebook, gazetteer, "responsible_icb", {"gp_on_first_day": "Brigg"}, gp_on_first_day="temporary")
    assert body
    assert body.body == HNY


def test_an_icb_said_by_its_name(rulebook: Rulebook, gazetteer: Gazetteer) -> None:
    """It is no place to have a practice in."""
    places = {"gp_on_first_day": "lincolnshire icb"}
    body = named(rulebook, gazetteer, "responsible_icb", places, gp_on_first_day="elsewhere_england")
    assert body
    assert body.words == f"{LINCOLNSHIRE} (a GP practice of that ICB)"


@pytest.mark.parametrize(
    ("table", "facts"),
    [
        ("responsible_council", {"lived_before": "wales"}),
        ("responsible_council", {"lived_before": "no_settled_home"}),
        ("responsible_council", {"age": "15"}),
        ("responsible_council", {}),
        ("responsible_icb", {"specialised_bed": "yes"}),
        ("responsible_icb", {"first_detained_on": "2020-01-01"}),
        ("charging", {}),
    ],
)
def test_a_decision_that_means_no_single_body_names_none(
    rulebook: Rulebook, gazetteer: Gazetteer, table: str, facts: dict[str, str]
) -> None:
    """Referred, silent, still asked, or about something else."""
    places = {"lived_before": "Hull", "gp_on_first_day": "Lincoln"}
    decision = rulebook.decide(table, KNOWN | facts if table != "charging" else {}, TODAY)
    assert name_body(decision, places, gazetteer) is None


SAID = [
    ("never lived in Hull", {}),
    ("lived in Hull, then lived in Leeds", {}),
    ("now lives in Hull", {}),
    ("moved from Hull to Leeds", {}),
    ("lived in Hull and moved to Leeds", {"lived_before": "Hull"}),
    ("was living in Kirton in Lindsey", {"lived_before": "Kirton in Lindsey"}),
    ("lived in Newport (Isle of Wight)", {"lived_before": "Newport (Isle of Wight"}),
    ("lived in Hull, Lincoln GP", {"lived_before": "Hull"}),
    ("registered in Goole", {"gp_on_first_day": "Goole"}),
    ("usually lived in Leeds", {"lived_before": "Leeds"}),
    ("usually resident in Leeds", {"usually_resident": "Leeds"}),
    ("section 3 in Leeds", {}),
]


@pytest.mark.parametrize(("text", "places"), SAID, ids=[text for text, _ in SAID])
def test_a_place_is_taken_only_with_words_that_say_what_it_is(gazetteer: Gazetteer, text: str, places: dict[str, str]) -> None:
    """Two places for one fact, or a denial, leave it to be asked."""
    assert places_said(text, gazetteer) == places


FOLLOWS = [
    ("lived_before", "Brigg", "north_lincolnshire"),
    ("lived_before", "Gainsborough", "elsewhere_england"),
    ("lived_before", "Merseyside", "elsewhere_england"),
    ("lived_before", "Swansea", "wales"),
    ("lived_before", "Glasgow", "scotland_ni"),
    ("lived_before", "Belfast", "scotland_ni"),
    ("lived_before", "Humberside", None),
    ("lived_before", "Kirton", None),
    ("lived_before", "Nowhereby", None),
    ("gp_on_first_day", "Grimsby", "north_lincolnshire"),
    ("gp_on_first_day", "Doncaster", "elsewhere_england"),
    ("gp_on_first_day", "Essex", "elsewhere_england"),
    ("gp_on_first_day", "North Yorkshire", None),
    ("gp_on_first_day", "Cardiff", "welsh_or_scottish"),
    ("usually_resident", "Wrexham", "outside_england"),
]


@pytest.mark.parametrize(("fact", "place", "value"), FOLLOWS)
def test_what_a_place_makes_of_a_fact(gazetteer: Gazetteer, fact: str, place: str, value: str | None) -> None:
    """Only what it settles; a place in doubt settles nothing."""
    assert facts_from_places({fact: place}, gazetteer) == ({fact: value} if value else {})


def test_the_names_in_the_file_are_those_of_the_rulebook(written: Written) -> None:
    """Tables, outcomes, facts and values; a table's decided outcomes are all named."""
    for name, spec in naming().facts.items():
        assert set(spec.values) == {"own", "elsewhere", *set(Nation) - {Nation.ENGLAND}}
        assert {*spec.values.values(), *spec.also} <= set(written.specs[name].choices)
    for name, table in naming().tables.items():
        outcomes = written.tables[name].outcomes
        meant = {*table.own, *table.other, *table.either}
        assert meant | set(table.confirm) <= set(outcomes)
        assert {key for key, one in outcomes.items() if one.kind is Kind.DECIDED} <= meant
        assert set(table.by) <= set(naming().facts)


def test_a_table_names_one_kind_of_body() -> None:
    """Never the council and the ICB in one."""
    kinds = {name: {naming().facts[fact].kind for fact in table.by} for name, table in naming().tables.items()}
    assert kinds == {
        "responsible_council": {BodyKind.COUNCIL},
        "responsible_icb": {BodyKind.ICB},
        "originating_icb": {BodyKind.ICB},
    }


def test_the_examples_place_practices_where_they_are(written: Written, gazetteer: Gazetteer) -> None:
    """ "GP in Doncaster" is a practice of another ICB in the facts of its example too, "GP in Grimsby" one of ours."""
    sides = naming().facts["gp_on_first_day"].values
    told = [
        (example.facts["gp_on_first_day"], follow["gp_on_first_day"], example.name)
        for table in written.tables.values()
        for example in table.examples
        if example.facts.get("gp_on_first_day") in (sides["own"], sides["elsewhere"])
        and "gp_on_first_day" in (follow := facts_from_places(places_said(example.name, gazetteer), gazetteer))
    ]
    assert len(told) > 10
    assert [one for one in told if one[0] != one[1]] == []
