"""Another table answers where the reason alone settles an ending, or what is told of an ending has settled it before."""

from datetime import date
from functools import partial

import pytest

from assistant.model import Fact
from assistant.rules.decision import Decision
from assistant.rules.engine import Rulebook
from assistant.rules.instead import answering, goes_on, instead, without_told
from assistant.rules.load import rulebook as load_rulebook

BOOK: Rulebook = load_rulebook()


def answered_by(table: str, **told: str) -> str:
    """The table that answers."""
    facts = {name: Fact(name, value, "said", 1) for name, value in told.items()}
    decide: partial[Decision] = partial(BOOK.decide, facts=facts.values(), as_at=date(2026, 11, 21), presumed=True)
    return instead(table, facts, decide)


def all_that_answer(**told: str) -> tuple[str, ...]:
    """The tables that answer whether somebody is entitled."""
    facts = {name: Fact(name, value, "said", 1) for name, value in told.items()}
    decide: partial[Decision] = partial(BOOK.decide, facts=facts.values(), as_at=date(2026, 11, 21), presumed=True)
    return answering("entitlement", facts, decide)


@pytest.mark.parametrize("known", [{}, {"on_cto": "no"}, {"current_setting": "prison"}])
def test_a_reason_that_is_not_enough_needs_nothing_more(known: dict[str, str]) -> None:
    """Whether they are on a CTO and where they are cannot make it enough."""
    assert answered_by("ending", ground="moved_area", **known) == "insufficient_grounds"


def test_a_reason_is_answered_in_its_own_words() -> None:
    """Though the whole list would say no to it as well, once everything else is done."""
    assert BOOK.decide("ending", {"ground": "refuses"}, date(2026, 11, 21), presumed=True).outcome == "ground_not_enough"
    assert answered_by("ending", ground="refuses", on_cto="no", current_setting="community") == "insufficient_grounds"


def test_a_reason_beside_a_need_that_has_gone_is_not_the_reason() -> None:
    """ "He is in prison and no longer needs it": the whole list is gone through."""
    assert answered_by("ending", ground="custody", no_longer_needs="yes") == "ending"


@pytest.mark.parametrize("table", ["ending", "insufficient_grounds"])
def test_a_cto_comes_before_any_reason(table: str) -> None:
    """Whichever was asked first."""
    assert answered_by(table, ground="moved_area", on_cto="yes") == "ending"


def test_what_one_of_them_did_alone_leaves_them_entitled() -> None:
    """The letter asks whether it is over; with a section it is whether they are entitled, without one whether it was ended."""
    assert answered_by("ending", ended_how="clinician_or_team", section="3") == "entitlement"
    assert answered_by("insufficient_grounds", ended_how="clinician_or_team") == "ended_before"


def test_a_new_detention_answers_whether_it_has_to_be_put_back() -> None:
    """ "117 got closed, now on a 3": they are entitled, whoever closed it, and nobody asks who did."""
    told = {"ended_how": "rescinded", "section": "3", "current_setting": "detained_hospital"}
    assert answered_by("reinstatement", **told, qualifying_since_ending="yes") == "entitlement"
    assert answered_by("reinstatement", **told) == "reinstatement"


def test_what_somebody_ended_alone_needs_no_history() -> None:
    """ "The manager filed it as ended, valid?": no, whatever they were detained under."""
    assert answered_by("entitlement", ended_how="clinician_or_team") == "ended_before"
    assert answered_by("entitlement", ended_how="left_team") == "entitlement"


def test_on_a_cto_the_reason_given_is_answered_too() -> None:
    """ "Take him off 117 as the CTO comes off": not while on it, and coming off it is no reason."""
    facts = {name: Fact(name, value, "said", 1) for name, value in {"on_cto": "yes", "ground": "off_cto_or_leave"}.items()}
    decide: partial[Decision] = partial(BOOK.decide, facts=facts.values(), as_at=date(2026, 11, 21), presumed=True)
    assert answering("ending", facts, decide) == ("ending", "insufficient_grounds")


def test_a_cto_that_is_over_is_no_ending_of_aftercare() -> None:
    """ "Is he on a CTO?" "It ended last year": whether aftercare may be ended is still what is asked."""
    facts = {"on_cto": Fact("on_cto", "no", "cto ended", 2), "ended_how": Fact("ended_how", "off_section", "cto ended", 2)}
    decide: partial[Decision] = partial(BOOK.decide, facts=facts.values(), as_at=date(2026, 11, 21), presumed=True)
    assert instead("ending", facts, decide) == "ending"


def test_every_other_question_is_answered_by_its_own_table() -> None:
    """Nothing else is changed."""
    assert answered_by("ending") == "ending"
    assert answered_by("refusal", ended_how="clinician_or_team") == "refusal"
    assert answered_by("ending", ground="no_longer_needs", no_longer_needs="yes") == "ending"


def test_beside_entitlement_stands_why_what_was_told_has_not_ended_it() -> None:
    """A reason that is not enough, or what one body or a clinician did alone; nothing beside what does not say so."""
    assert all_that_answer(section="3", ground="refuses") == ("entitlement", "insufficient_grounds")
    assert all_that_answer(section="3", ended_how="one_body") == ("entitlement", "ended_before")
    assert all_that_answer(section="3", ended_how="off_section") == ("entitlement",)
    assert all_that_answer(ground="refuses") == ("entitlement",)


def test_a_provisional_discharge_is_no_ground_for_ending_nor_a_refusal() -> None:
    """ "Can the ICB say no": what is told is what the tribunal decided, and no reason or refusal of the person's."""
    for table in ("ending", "insufficient_grounds", "refusal"):
        assert answered_by(table, hearing="provisional") == "tribunal_preparation"
    assert answered_by("insufficient_grounds", hearing="provisional", ground="cost") == "insufficient_grounds"


def test_a_hearing_that_is_over_is_not_prepared_for() -> None:
    """The tribunal took them off section: what is left is whether they are entitled."""
    assert answered_by("tribunal_preparation", ended_how="off_section", section="3") == "entitlement"
    assert answered_by("tribunal_preparation", hearing="arranged", section="3") == "tribunal_preparation"


def test_a_childs_leave_is_about_the_leave() -> None:
    """Which council or ICB is asked only where one is asked about."""
    assert answered_by("children_responsibility", leave_overnight="no", age="14") == "leave_plan"
    assert answered_by("children_responsibility", age="14") == "children_responsibility"
    assert answered_by("children_responsibility", leave_overnight="no", body_asked="icb") == "children_responsibility"


def test_what_staff_told_themselves_is_not_asked_for_where_another_table_decides() -> None:
    """Whether it is aftercare was said; what the need is makes no difference to the charge."""
    facts = {name: Fact(name, value, "said", 1) for name, value in {"service_is_aftercare": "no", "age": 13}.items()}
    service, charge = (BOOK.decide(table, facts.values(), date(2026, 11, 21)) for table in ("is_it_aftercare", "charging"))
    assert without_told((service, charge), facts, BOOK.specs) == (charge,)
    assert without_told((service,), facts, BOOK.specs) == (service,)
    assert without_told((service, charge), {}, BOOK.specs) == (service, charge)


@pytest.mark.parametrize(
    ("told", "table"),
    [
        ({"same_disorder": "yes", "ground": "readmitted", "entitled": "yes"}, "different_disorder"),
        ({"same_disorder": "no", "ground": "readmitted", "entitled": "yes"}, "different_disorder"),
        ({"same_disorder": "no", "readmitted_as": "not_qualifying", "entitled": "yes"}, "different_disorder"),
        ({"same_disorder": "yes", "readmitted_as": "qualifying", "entitled": "yes"}, "different_disorder"),
        ({"same_disorder": "yes", "ground": "readmitted"}, "entitlement"),
        ({"same_disorder": "yes", "ground": "readmitted", "entitled": "no"}, "entitlement"),
        ({"same_disorder": "yes", "entitled": "yes"}, "entitlement"),
        ({"ground": "readmitted", "entitled": "yes"}, "entitlement"),
        ({"same_disorder": "yes", "ground": "readmitted", "entitled": "yes", "ended_how": "both_bodies"}, "entitlement"),
    ],
)
def test_whether_aftercare_goes_on_needs_no_history(told: dict[str, str], table: str) -> None:
    """Of somebody said to be entitled who is back for the same disorder or another; what was ended has a history."""
    facts = {name: Fact(name, value, "said", 1) for name, value in told.items()}
    assert goes_on("entitlement", facts) == table
    assert goes_on("rent", facts) == "rent"
