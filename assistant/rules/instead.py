"""Which table answers what another is asked: the reason alone may settle it, or what is told may have settled it before.

"Can we end it, he moved away" asks whether aftercare may be ended: that takes a score of facts, and its reason only one.
"""

from collections.abc import Callable, Mapping
from typing import Any

from assistant.model import Fact
from assistant.rules.decision import Decision
from assistant.rules.facts import FactSpec
from assistant.rules.model import Kind

ENDING, REASON, ENTITLEMENT, ENDED = "ending", "insufficient_grounds", "entitlement", "ended_before"
WHO_ENDS, BY, BOTH = "who_ends", "ending_by", "both_bodies"
OF_AN_ENDING = frozenset([ENDING, REASON, ENDED, WHO_ENDS, "ending_one_service"])  # who ends it is asked of one of these
REFUSAL, REFUSED_FOR, REFUSED_BY = "refusal", "refused_for_another", "refused_by"
REINSTATEMENT, SINCE = "reinstatement", "qualifying_since_ending"
NOT_ENOUGH, ON_AN_ORDER, GROUND_NOT_ENOUGH = "not_enough", "on_cto", "ground_not_enough"
TOLD = ("off_section", "left_hospital", "left_team", "clinician_or_team", "one_body", "lapsed", "no_evidence")  # of ended_how
ALONE = ("clinician_or_team", "one_body")
ENTITLED = ("entitled", "entitled_again")
TRIBUNAL, HEARING, PROVISIONAL = "tribunal_preparation", "hearing", "provisional"
OFF_SECTION = "off_section"
CHILDREN, BODY = "children_responsibility", "body_asked"
DIFFERENT, SAME, GROUND, READMITTED = "different_disorder", "same_disorder", "ground", "readmitted"
LEAVE, LEAVE_FACTS = "leave_plan", ("leave_overnight",)

Decide = Callable[[str], Decision]


def answering(table: str, facts: Mapping[str, Fact], decide: Decide) -> tuple[str, ...]:
    """The tables that answer a question for `table`, as `instead`; beside entitlement, why what was told has not ended it."""
    answer = instead(table, facts, decide)
    if answer == ENDING and decide(answer).outcome == ON_AN_ORDER and decide(REASON).outcome == NOT_ENOUGH:
        return answer, REASON
    if answer != ENTITLEMENT or decide(answer).outcome not in ENTITLED:
        return (answer,)
    if "ground" in facts and decide(REASON).outcome == NOT_ENOUGH:
        return answer, REASON
    return (answer, ENDED) if _value(facts, "ended_how") in ALONE else (answer,)


def without_told(made: tuple[Decision, ...], facts: Mapping[str, Fact], specs: Mapping[str, FactSpec]) -> tuple[Decision, ...]:
    """Without what would only ask for what staff themselves told, where another table needs nothing more.

    "Washing isn't in the plan, are they charged?" asks of no need. specs: every fact, by name.
    """
    told = {spec.table for name, spec in specs.items() if spec.table and name in facts}
    return tuple(one for one in made if one.kind is not Kind.ASK or one.table not in told) or made


def instead(table: str, facts: Mapping[str, Fact], decide: Decide) -> str:
    """The table that answers a question for `table`, which may be itself.

    facts   what is known of the case
    decide  what a table says of it
    """
    if table == REASON and _value(facts, "on_cto") == "yes":
        return ENDING
    settled = _settled_already if table in (REINSTATEMENT, ENTITLEMENT) else _told_of
    if other := settled(table, facts, decide):
        return other
    made = decide(table) if table in (ENDING, REASON) else None
    if made is None or (made.kind is Kind.DECIDED and made.outcome != GROUND_NOT_ENOUGH):
        return table
    reason = decide(REASON)
    if (reason.outcome == NOT_ENOUGH or reason.kind is Kind.POLICY_SILENT) and "no_longer_needs" not in facts:
        return REASON
    if made.kind is Kind.ASK and _value(facts, "ended_how") in TOLD and "ground" not in facts and not _of_the_order(facts):
        return ENTITLEMENT if decide(ENTITLEMENT).kind is not Kind.ASK else ENDED
    return table


def goes_on(table: str, facts: Mapping[str, Fact]) -> str:
    """The table that says whether aftercare goes on, where somebody said to be entitled is back in hospital for the same or
    another disorder and it is asked whether they are: their case from the beginning would ask for what was told."""
    back = _value(facts, GROUND) == READMITTED or "readmitted_as" in facts
    entitled = _value(facts, "entitled") == "yes" and "ended_how" not in facts
    return DIFFERENT if table == ENTITLEMENT and SAME in facts and back and entitled else table


def _settled_already(table: str, facts: Mapping[str, Fact], decide: Decide) -> str:
    """What needs nothing asked: a new detention entitles anew, whoever ended it; what somebody ended alone was theirs."""
    new, alone = _value(facts, SINCE) == "yes", _value(facts, "ended_how") in ALONE
    if not (new if table == REINSTATEMENT else alone) or decide(table).kind is not Kind.ASK:
        return table
    return ENTITLEMENT if table == REINSTATEMENT else ENDED


def _of_the_order(facts: Mapping[str, Fact]) -> bool:
    """Whether what is said to be over is the order that was asked about: "is he on one?", "no, ended last year"."""
    order, ended = facts.get("on_cto"), facts["ended_how"]
    return order is not None and order.turn == ended.turn and bool(order.said) and order.said in ended.said


def _told_of(table: str, facts: Mapping[str, Fact], decide: Decide) -> str | None:
    """The table of what was told, where the one asked would ask for what the message does not speak of: "we've no money,
    can they say no" of a provisional discharge gives no ground for ending, and a hearing that is over is not arranged."""
    if table in (REASON, ENDING, REFUSAL):
        told = "ground" in facts or "refusal_stage" in facts
        return TRIBUNAL if _value(facts, HEARING) == PROVISIONAL and not told else None
    if table not in (TRIBUNAL, CHILDREN) or decide(table).kind is not Kind.ASK:
        return None
    if table == TRIBUNAL:
        return ENTITLEMENT if HEARING not in facts and _value(facts, "ended_how") == OFF_SECTION else None
    return LEAVE if BODY not in facts and any(name in facts for name in LEAVE_FACTS) else None


def _value(facts: Mapping[str, Fact], name: str) -> Any:
    return facts[name].value if name in facts else None
