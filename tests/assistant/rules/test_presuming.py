"""What a conversation takes as so: only where nothing is said of it, only where it matters, and never unseen."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_metamorphic import DECIDED, cases

from assistant.rules.decision import Decision
from assistant.rules.engine import Rulebook, replay
from assistant.rules.errors import FactError, RuleError
from assistant.rules.given import TAKEN
from assistant.rules.load import rulebook as load_rulebook
from assistant.rules.model import Table

BOOK: Rulebook = load_rulebook()
TODAY = date(2026, 11, 21)
HOME = {"section": "3", "current_setting": "community"}
ELSEWHERE = {"lived_before": "elsewhere_england"}


def told(table: str, **facts: Any) -> Decision:
    """What a conversation that told this much is answered."""
    return BOOK.decide(table, facts, TODAY, presumed=True)


def test_what_is_presumed() -> None:
    """Each with the words that show it; a new one is a decision to take as openly as a new row."""
    assert {fact: one.value for fact, one in BOOK.presumed().items()} == {
        "ended_how": "nothing_said",
        "age_group": "adult",
        "advocate_kind": "not_sure",
        "care_act_age": "adult",
        "discharge_likely": "no",
        "since_first": "nothing",
        "specialised_bed": "no",
        "accommodation_reason": "not_needed",
        "entitled": "yes",
        "ever_qualifying": "yes",
        "current_setting": "community",
        "qualifying_since_ending": "no",
        "entitled_when_charged": "yes",
        "urgent_decision": "no",
        "ground": "no_longer_needs",
        "in_reach_agreed": "no",
        "sentenced_early": "no",
        "lived_before": "elsewhere_england",
        "help_wanted": "aftercare",
        "lacks_capacity": "no",
        "dispute_with": "english_council",
        "on_register": "no",
        "refusal_stage": "refuses",
        "refusal_plan": "no",
        "refusal_at_panel": "no",
        "prevents_deterioration": "yes",
    }
    assert all(one.words for one in BOOK.presumed().values())
    assert BOOK.presumed()["ended_how"].words == "nobody has said that aftercare was ended"


def test_nothing_is_presumed_unless_it_is_wanted() -> None:
    """A decision by itself asks."""
    assert BOOK.decide("entitlement", HOME, TODAY).outcome == "ask"
    assert BOOK.decide("responsible_council", ELSEWHERE, TODAY).presumed == ()


def test_a_presumption_stands_beside_what_rests_on_it() -> None:
    """Among the facts used, marked, in words that make a clause; it came from no turn."""
    decision = told("entitlement", **HOME)
    assert decision.outcome == "entitled"
    assert [(one.fact, one.value, one.label, one.said, one.turn) for one in decision.presumed] == [
        ("ended_how", "nothing_said", "nobody has said that aftercare was ended", TAKEN, 0)
    ]
    assert set(decision.presumed) < set(decision.facts_used)


def test_a_presumption_that_decides_nothing_is_not_shown() -> None:
    """While they are detained it makes no difference whether anyone said that aftercare had ended, nor their age."""
    assert told("entitlement", section="3", current_setting="detained_hospital").presumed == ()
    assert told("entitlement", **HOME, ever_qualifying="yes", ended_how="left_team").presumed == ()


def test_a_presumption_that_leaves_fewer_reasons_is_shown() -> None:
    """The outcome is the same either way, but what is said to be open is not."""
    facts = {"section": "2", "current_setting": "cto"}
    assert BOOK.decide("entitlement", facts, TODAY).rows == ("never_ended", "on_cto")
    decision = told("entitlement", **facts)
    assert decision.rows == ("never_ended",)
    assert {one.fact for one in decision.presumed} == {"ended_how"}


def test_a_checklist_presumes_while_it_still_matters() -> None:
    """An adult's parent is not asked about; once something stops the ending, nobody's age matters."""
    assert {one.fact for one in told("ending").presumed} == {"age_group"}
    assert "parent_told" not in {one.fact for one in told("ending").missing}
    assert told("ending", on_cto="yes").presumed == ()


def test_a_vague_word_is_taken_as_one_thing_by_a_table_that_takes_it() -> None:
    """ "Panel ended it" is both bodies where it is asked whether it can be put back, and shown; elsewhere it is asked about."""
    facts = {"ended_how": "by_panel", "withdrawn_too_soon": "yes", "working_days_since": 4}
    decision = told("reinstatement", **facts)
    assert decision.outcome == "panel"
    assert decision.presumed[0].label == "at that panel both the council and the ICB agreed, as the policy has it"
    assert BOOK.decide("reinstatement", facts, TODAY).outcome == "ask"
    asked = told("entitlement", **HOME, ended_how="by_panel").ask
    assert asked
    assert asked.question.startswith("At that panel, did both the council and the ICB agree")


def test_a_decision_on_a_word_taken_as_one_thing_comes_out_the_same_again() -> None:
    """Its record says what was taken, and a replay takes it too."""
    decision = told("reinstatement", ended_how="by_panel", withdrawn_too_soon="yes", working_days_since=4)
    assert replay(BOOK, decision.as_json())[0]


def test_a_word_is_not_taken_where_it_makes_no_difference() -> None:
    """Once the panel is known not to have been joint, nothing is presumed of it."""
    assert "ended_how" not in {one.fact for one in told("reinstatement", ended_how="one_body").presumed}


def test_a_stop_that_is_told_decides_in_a_conversation() -> None:
    """Whether they are on a CTO cannot turn a no into a yes; a step alone, with nothing presumed, still asks for it."""
    assert told("ending", risk_if_removed="yes").outcome == "still_needed"
    assert BOOK.decide("ending", {"risk_if_removed": "yes"}, TODAY).outcome == "ask"
    assert told("ending", current_setting="prison").outcome == "ask"


def test_who_refuses_is_told_what_to_do_without_a_question() -> None:
    """No plan and no panel are taken as so, and shown: the same question was else asked in turn after turn."""
    assert told("refusal").outcome == "make_plan"
    assert told("refusal", refusal_stage="keeps_refusing", refusal_plan="yes").outcome == "to_panel"
    assert {"refusal_stage", "refusal_plan"} <= {one.fact for one in told("refusal").presumed}


def test_what_would_change_it_counts_a_presumption() -> None:
    """Staff see what follows if it is otherwise."""
    changes = {change.fact: change.outcome for change in told("responsible_council", **ELSEWHERE).would_change}
    assert changes["age_group"] == "children_legal"
    assert "since_first" in changes


def test_what_ran_on_into_the_detention_spoken_of_tells_of_nothing_since() -> None:
    """A 136 and a 2 before the 3 are that detention's own beginning."""
    detentions = [{"section": "136"}, {"section": "2"}, {"section": "3"}]
    assert "since_first" in {one.fact for one in told("responsible_council", **ELSEWHERE, detentions=detentions).presumed}


CONTRADICTED = [
    ("entitlement", HOME | {"ended": "yes"}, "ended_how"),
    ("entitlement", HOME | {"ended_how": "both_bodies"}, "ended_how"),
    ("entitlement", HOME | {"ended_how": "unknown"}, "ended_how"),
    ("charging", HOME | {"entitled": "no"}, "ended_how"),
    ("entitlement", HOME | {"ended_on": "2024-01-01"}, "ended_how"),
    ("responsible_council", ELSEWHERE | {"age": 15}, "age_group"),
    ("responsible_council", ELSEWHERE | {"age": "unknown"}, "age_group"),
    ("responsible_council", ELSEWHERE | {"age_group": "child"}, "age_group"),
    ("responsible_council", ELSEWHERE | {"ever_qualifying": "yes"}, "since_first"),
    ("responsible_council", ELSEWHERE | {"placed_by": "theirs"}, "since_first"),
    ("responsible_council", ELSEWHERE | {"detentions": [{"section": "3"}, {"section": "2"}]}, "since_first"),
    ("responsible_council", ELSEWHERE | {"detentions": [{"section": "informal"}, {"section": "3"}]}, "since_first"),
    ("responsible_icb", {"gp_on_first_day": "temporary", "specialised_bed": "yes"}, "specialised_bed"),
]


@pytest.mark.parametrize(("table", "facts", "fact"), CONTRADICTED)
def test_what_is_said_goes_before_what_is_presumed(table: str, facts: dict[str, Any], fact: str) -> None:
    """Said, said not to be known, ruled out by what was said, or made doubtful by it: then it is not presumed."""
    assert fact not in {one.fact for one in told(table, **facts).presumed}


def test_one_detention_is_the_one_spoken_of() -> None:
    """It says nothing of another; two do."""
    decision = told("responsible_council", **ELSEWHERE, detentions=[{"section": "3", "start": "2024-01-05"}])
    assert decision.outcome == "theirs"
    assert "since_first" in {one.fact for one in decision.presumed}


def test_facts_that_contradict_are_refused_all_the_same() -> None:
    """The presumption is not what is at fault."""
    with pytest.raises(FactError, match="on_cto: 'no' was given, but current_setting makes it 'yes'"):
        told("entitlement", current_setting="cto", on_cto="no")


def test_where_they_lived_is_presumed_only_after_a_recall_that_followed_a_move() -> None:
    """The council's legal team decides then, wherever it was; else it is the first thing asked."""
    assert told("responsible_council", since_first="recalled_after_move").outcome == "legal"
    assert told("responsible_council", since_first="recalled_after_move", lived_before="wales").outcome == "cross_border"
    asked = told("responsible_council", since_first="moved").ask
    assert asked is not None
    assert asked.fact == "lived_before"


def test_what_is_presumed_is_not_asked() -> None:
    """The question goes to what nobody presumes."""
    asked = told("responsible_icb").ask
    assert asked
    assert asked.fact not in BOOK.presumed()


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_presumption_only_fills_a_gap(data: st.DataObject) -> None:
    """What is decided without any is decided the same with them, and what rests on one replays to the letter."""
    name = data.draw(st.sampled_from(DECIDED))
    facts = data.draw(cases(name))
    try:
        alone = BOOK.decide(name, facts, TODAY)
    except RuleError:
        return
    filled = told(name, **facts)
    if alone.outcome not in ("ask", "not_known"):
        assert filled.outcome == alone.outcome
    form = BOOK.form(name).question
    taken = {fact for fact, words in (form.takes if isinstance(form, Table) else {}).items() if facts.get(fact) in words}
    assert not {one.fact for one in filled.presumed} & (set(facts) - taken)
    assert replay(BOOK, filled.as_json()) == (True, filled)
    others = {one.fact: one.label for one in filled.presumed if one.fact not in taken}
    assert others.items() <= {fact: presumed.words for fact, presumed in BOOK.presumed().items()}.items()


def test_a_table_presumes_more_with_what_it_names() -> None:
    """Who is charged once both bodies ended it is not asked whether they were detained again; whether they are entitled is."""
    charged = told("charging", ended_how="both_bodies")
    assert charged.outcome == "may_charge"
    assert "qualifying_since_ending" in {one.fact for one in charged.presumed}
    assert told("entitlement", ended_how="both_bodies", ever_qualifying="yes").ask is not None
