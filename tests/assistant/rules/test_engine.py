"""Three values: known, not asked, and unknown; what is asked next; what a decision says of itself."""

import json
from datetime import date
from itertools import product

import pytest

from assistant.model import Fact
from assistant.rules.engine import Rulebook, replay
from assistant.rules.errors import FactError
from assistant.rules.model import Kind

TODAY = date(2026, 11, 21)
HOME = {"section": "3", "current_setting": "community", "ended_how": "nothing_said"}


def test_a_decision_needs_only_the_facts_that_can_change_it(rulebook: Rulebook) -> None:
    """Detained on section 3: whether it was ever ended, or what came before, is not asked."""
    decision = rulebook.decide("entitlement", {"section": "3", "current_setting": "detained_hospital"}, TODAY)
    assert (decision.outcome, decision.kind, decision.ask, decision.missing) == ("entitled", Kind.DECIDED, None, ())


def test_unknown_is_never_no(rulebook: Rulebook) -> None:
    """On section 2 with an unknown history nobody is told "not entitled": who can find out is named, and what is certain."""
    facts = {"section": "2", "current_setting": "detained_hospital", "ever_qualifying": "unknown", "ended_how": "nothing_said"}
    decision = rulebook.decide("entitlement", facts, TODAY)
    assert decision.outcome == "not_known"
    assert decision.kind is Kind.REFER
    assert decision.ask is None
    assert set(decision.possible) == {"entitled", "not_on_these_facts"}
    assert [one.fact for one in decision.missing if one.unknown] == ["ever_qualifying"]
    assert "Mental Health Act office (MHLA)" in decision.who
    assert "Mental Health Act office (MHLA)" in decision.words
    assert any("do not treat the person as not entitled" in one.words for one in decision.certain)
    assert all(one.reasons for one in decision.certain)


def test_what_was_answered_unknown_is_not_asked_again(rulebook: Rulebook) -> None:
    """With the entitlement unknown, the detentions are asked about; it is not asked again."""
    decision = rulebook.decide("duty_started", {"entitled": "unknown", "current_setting": "community"}, TODAY)
    assert decision.ask
    assert decision.ask.fact == "ever_qualifying"


def test_a_vague_word_narrows_and_brings_its_own_question(rulebook: Rulebook) -> None:
    """ "Section 37" asks which order, with those two answers; the words say so."""
    ask = rulebook.decide("detention_gateway", {"section": "37"}, TODAY).ask
    assert ask
    assert ask.question == "Is the section 37 a hospital order or a guardianship order?"
    assert [one.value for one in ask.options] == ["37_hospital", "37_guardianship"]
    assert ask.options[0].label == "Section 37 hospital order"


@pytest.mark.parametrize(
    ("age", "outcome"),
    [("child", "children_legal"), (17, "children_legal"), ("adult", "ours"), (40, "ours"), ("young_person", "ask")],
)
def test_a_vague_word_for_a_number_narrows_it(rulebook: Rulebook, age: str | int, outcome: str) -> None:
    """ "Under 18" is enough where no rule parts the years below; "a young person" can be either, and the age is asked."""
    facts = {"lived_before": "north_lincolnshire", "since_first": "nothing", "age": age}
    decision = rulebook.decide("responsible_council", facts, TODAY)
    assert decision.outcome == outcome
    assert (decision.ask.question if decision.ask else "") == ("How old are they?" if outcome == "ask" else "")


def test_what_a_vague_word_leaves_open_is_still_asked(rulebook: Rulebook) -> None:
    """From 16 on the rules of an IMCA apply, so that "under 18" does not settle it; "18 or over" does."""
    asked = rulebook.decide("imca", {"age": "child", "lacks_capacity": "no"}, TODAY)
    settled = rulebook.decide("imca", {"age": "adult", "lacks_capacity": "no"}, TODAY)
    assert asked.ask
    assert (asked.ask.fact, asked.ask.options, settled.ask) == ("age", (), None)


def test_a_vague_word_is_not_asked_about_when_it_makes_no_difference(rulebook: Rulebook) -> None:
    """Section 49 goes with 47 or 48, and both qualify."""
    assert rulebook.decide("detention_gateway", {"section": "49"}, TODAY).outcome == "qualifies"


def test_the_first_question_is_whether_there_was_ever_a_qualifying_detention(rulebook: Rulebook) -> None:
    """With nothing known, and with a section 2, the history is asked first."""
    for facts in ({}, {"section": "2"}, {"section": "informal", "current_setting": "community"}):
        ask = rulebook.decide("entitlement", facts, TODAY).ask
        assert ask
        assert ask.fact == "ever_qualifying"


def test_a_decision_explains_itself(rulebook: Rulebook) -> None:
    """It has its row, the words it rests on, the facts with where they were said, and its versions."""
    facts = [Fact("section", "3", "on a three", 1), Fact("current_setting", "community", "home now", 2)]
    decision = rulebook.decide("entitlement", [*facts, Fact("ended_how", "nothing_said", "no", 3)], TODAY)
    assert decision.row == "never_ended"
    assert decision.words.startswith("Yes. They are entitled to section 117 aftercare")
    assert decision.reasons[0].cite == "nl-policy/2.1.p1"
    assert decision.citations == ("nl-policy/2.1.p1", "nl-policy/7.2.p2", "nl-policy/7.1.p1")
    used = {one.fact: one for one in decision.facts_used}
    assert (used["section"].said, used["section"].turn, used["section"].label) == ("on a three", 1, "Section 3 (treatment)")
    assert all((decision.versions.tables, decision.versions.facts, decision.versions.paragraphs))


def test_words_name_the_section_asked_about(rulebook: Rulebook) -> None:
    """The first sentence answers and names it; while the section is not known it is "this detention"."""
    assert rulebook.decide("detention_gateway", {"section": "2"}, TODAY).words.startswith("No. Section 2 (assessment) does not")
    words = rulebook.decide("detention_gateway", {"section": "prison_transfer"}, TODAY).words
    assert words.startswith("Yes. A transfer from prison leads to")


def test_every_single_change_that_flips_the_outcome_is_named(rulebook: Rulebook) -> None:
    """Each named change gives the outcome it says, and each value not named gives the same outcome as now."""
    for table, facts in (
        ("entitlement", HOME),
        ("entitlement", {"section": "2", "current_setting": "cto", "ended_how": "nothing_said"}),
        ("leave_plan", {"section": "3", "current_setting": "leave_overnight", "age": 18}),
        ("responsible_council", {"lived_before": "north_lincolnshire", "since_first": "nothing", "age": 40}),
    ):
        decision = rulebook.decide(table, facts, TODAY)
        named = {(one.fact, value): one.outcome for one in decision.would_change for value in one.to}
        for fact in facts:
            for value in rulebook.specs[fact].choices:
                implied = {name for name, spec in rulebook.specs.items() if spec.implied_by and spec.implied_by.fact == fact}
                changed = {name: known for name, known in facts.items() if name not in implied} | {fact: value}
                assert rulebook.decide(table, changed, TODAY).outcome == named.get((fact, value), decision.outcome)


def test_a_table_can_tell_a_fact_only_sometimes(rulebook: Rulebook) -> None:
    """A CTO shows a qualifying detention where nobody knows of one; being at home neither shows it nor rules it out."""
    facts = {"section": "2", "ever_qualifying": "unknown"}
    assert rulebook.decide("qualifying_history", facts | {"current_setting": "cto"}, TODAY).outcome == "some"
    home = rulebook.decide("qualifying_history", facts | {"current_setting": "community"}, TODAY)
    assert (home.outcome, home.possible) == ("not_known", ("some", "none_known"))
    assert rulebook.decide("qualifying_history", {"section": "2", "ever_qualifying": "no"}, TODAY).outcome == "none_known"


def test_an_answer_that_would_contradict_is_not_offered(rulebook: Rulebook) -> None:
    """On a CTO and never detained otherwise: the section cannot be 2, so it is not among the answers."""
    asked = rulebook.decide("entitlement", {"ever_qualifying": "no", "current_setting": "cto"}, TODAY).ask
    assert asked
    assert asked.fact == "section"
    offered = {option.value for option in asked.options}
    assert "17A" in offered
    assert "2" not in offered


def test_a_change_that_would_contradict_is_not_named(rulebook: Rulebook) -> None:
    """On a CTO "never detained" cannot be, so it is no change that could flip the outcome; at home it is one."""
    facts = {"section": "2", "ever_qualifying": "yes", "ended_how": "nothing_said"}
    for setting, changes in (("cto", False), ("community", True)):
        decision = rulebook.decide("entitlement", facts | {"current_setting": setting}, TODAY)
        assert ("ever_qualifying" in {one.fact for one in decision.would_change}) == changes


@pytest.mark.parametrize("place", [{"current_setting": "cto"}, {"on_cto": "yes"}])
def test_nobody_on_a_cto_has_been_ended(rulebook: Rulebook, place: dict[str, str]) -> None:
    """Whatever else is given or answered, entitlement is never "ended" while on a CTO: statute, not policy."""
    places, ways = rulebook.specs["current_setting"].choices, rulebook.specs["ended_how"].choices
    for section, ended, since, setting in product(["2", "3", "17A", "insanity_order"], ways, ["yes", "no", "unknown"], places):
        facts = {"section": section, "ended_how": ended, "qualifying_since_ending": since, "current_setting": setting}
        assert outcome(rulebook, facts | place) != "ended"


def outcome(rulebook: Rulebook, facts: dict[str, str]) -> str:
    """The entitlement, or the name of the fact that contradicts the others."""
    try:
        return rulebook.decide("entitlement", facts, TODAY).outcome
    except FactError as refused:
        return refused.field


def test_a_change_of_age_is_given_as_a_period(rulebook: Rulebook) -> None:
    """At 18 the plan for leave is an adult's; from 0 to 17 it is a child's."""
    decision = rulebook.decide("leave_plan", {"entitled": "yes", "leave_overnight": "yes", "age": 18}, TODAY)
    assert ("age", ("0 to 17",), "full_child") in [(one.fact, one.to, one.outcome) for one in decision.would_change]


def test_what_follows_from_detentions_says_so(rulebook: Rulebook) -> None:
    """A fact worked out from the list of detentions names it as its source."""
    facts = {"section": "2", "detentions": [{"section": "3", "start": "2009-01-01", "end": "2009-02-01"}]}
    used = {one.fact: one for one in rulebook.decide("qualifying_history", facts, TODAY).facts_used}
    assert used["ever_qualifying"].follows_from == ("detentions",)
    assert used["detentions"].label == "Section 3 (treatment), 1 January 2009 to 1 February 2009"


def test_the_council_and_the_icb_can_be_of_different_areas(rulebook: Rulebook) -> None:
    """Lived in North Lincolnshire with a GP in Doncaster: our council, another ICB, each named on its own."""
    facts = {
        "lived_before": "north_lincolnshire", "since_first": "nothing", "age": 40,
        "first_detained_on": "2024-01-05", "specialised_bed": "no", "gp_on_first_day": "elsewhere_england",
    }  # fmt: skip
    council = rulebook.decide("responsible_council", facts, TODAY)
    icb = rulebook.decide("responsible_icb", facts, TODAY)
    assert (council.outcome, icb.outcome) == ("ours", "theirs")
    assert council.words.startswith("North Lincolnshire Council is responsible")
    assert icb.words.startswith("Another ICB is responsible")
    assert all("Nothing necessary is delayed" in one.words for one in (council, icb))


def test_a_new_section_3_opens_the_council_question_and_not_the_icb_question(rulebook: Rulebook) -> None:
    """The council is worked out afresh from the latest detention; the ICB stays, with the policy's two texts shown."""
    facts = {
        "lived_before": "elsewhere_england", "since_first": "redetained", "age": 40,
        "first_detained_on": "2023-01-05", "specialised_bed": "no", "gp_on_first_day": "north_lincolnshire",
    }  # fmt: skip
    assert rulebook.decide("responsible_council", facts, TODAY).outcome == "theirs"
    icb = rulebook.decide("responsible_icb", facts, TODAY)
    assert (icb.outcome, icb.kind) == ("ours_two_texts", Kind.CONFLICT)
    assert {"nl-policy/7.7.p6.b3", "nl-policy/7.7.p11"} == set(icb.citations)
    assert "X3" in icb.notices


def test_no_ending_on_a_cto_is_labelled_statute(rulebook: Rulebook) -> None:
    """The policy does not say it, and the decision says so; it stops there whatever else is done."""
    decision = rulebook.decide("ending", {"current_setting": "cto", "council_agrees": "yes", "icb_agrees": "yes"}, TODAY)
    assert decision.outcome == "on_cto"
    assert decision.statute == "Mental Health Act 1983, section 117(2) (the policy does not say it)"
    assert decision.row == "no_cto"


def test_a_checklist_names_every_requirement_not_met_and_what_is_not_known(rulebook: Rulebook) -> None:
    """Once the hard stops are passed, all that is missing is named at once."""
    facts = {
        "on_cto": "no", "current_setting": "community", "ground": "no_longer_needs", "risk_if_removed": "no",
        "no_longer_needs": "yes", "rc_agrees": "yes", "care_team_agrees": "yes", "council_agrees": "no", "icb_agrees": "no",
    }  # fmt: skip
    decision = rulebook.decide("ending", facts, TODAY)
    assert decision.outcome == "not_yet"
    assert [one.requirement for one in decision.unmet] == ["council", "icb"]
    assert "review_meeting_held" in [one.fact for one in decision.missing]


def test_a_step_that_is_not_done_decides_before_the_stops_are_asked(rulebook: Rulebook) -> None:
    """Whatever stops it besides, aftercare cannot be ended yet without panel; what is open is named beside it."""
    decision = rulebook.decide("ending", {"panel_considered": "no", "rc_agrees": "yes"}, TODAY, presumed=True)
    assert (decision.outcome, [one.requirement for one in decision.unmet]) == ("not_yet", ["panel"])
    assert "on_cto" in [one.fact for one in decision.missing]
    assert replay(rulebook, decision.as_json())[0]
    assert rulebook.decide("ending", {"panel_considered": "no"}, TODAY).outcome == "ask"
    assert rulebook.decide("ending", {"panel_considered": "no", "on_cto": "yes"}, TODAY, presumed=True).outcome == "on_cto"


@pytest.mark.parametrize("order", [list(HOME), list(reversed(HOME))])
def test_the_record_does_not_depend_on_the_order_facts_were_given_in(rulebook: Rulebook, order: list[str]) -> None:
    """The same facts make the same record."""
    assert rulebook.decide("entitlement", {name: HOME[name] for name in order}, TODAY) == rulebook.decide(
        "entitlement", HOME, TODAY
    )


def test_a_stored_decision_replays_and_a_changed_one_does_not(rulebook: Rulebook) -> None:
    """A record that was altered, or made from other tables, does not come out the same."""
    record = json.loads(json.dumps(rulebook.decide("entitlement", [Fact("section", "3", "on a three", 1)], TODAY).as_json()))
    same, again = replay(rulebook, record)
    assert same
    assert again.as_json() == record
    assert not replay(rulebook, record | {"words": "No."})[0]
    assert not replay(rulebook, record | {"versions": {"tables": "", "facts": "", "paragraphs": ""}})[0]
