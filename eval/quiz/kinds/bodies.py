"""Which bodies are responsible? The council and the ICB are decided by different rules, each by its own table."""

from assistant.rules.decision import Decision
from eval.quiz.cases import Facts
from eval.quiz.keys import source_of
from eval.quiz.kinds.base import Draft, item_of
from eval.quiz.model import Item, Kind, Option
from eval.quiz.story import tell

COUNCIL, ICB = "responsible_council", "responsible_icb"
COUNCIL_FACT, ICB_FACT = "council_is", "icb_is"
SETTLED = ("ours", "theirs")
PAIRS = [(council, icb) for council in SETTLED for icb in SETTLED]


def make(draft: Draft) -> Item | None:
    """An item of a case of the council's table, told with what the ICB's table asks."""
    desk = draft.desk
    if draft.table != COUNCIL:
        return None
    drawn = _drawn(draft)
    if not drawn:
        return None
    facts, council, icb, settled = drawn
    forms = [desk.rulebook.form(COUNCIL), desk.rulebook.form(ICB)]
    story = tell(desk, forms, facts, draft.random)
    if not story:
        return None
    options = [_option(draft, chosen, settled, council, icb) for chosen in PAIRS]
    question = "Which council and which ICB are responsible for the section 117 aftercare?"
    made = item_of(draft, Kind.BODIES, story, question, options, facts=facts)
    return made.but(
        rows=(*council.rows, *icb.rows), explanation=f"{council.words} {icb.words}", notices=(*council.notices, *icb.notices)
    )


def _drawn(draft: Draft) -> tuple[Facts, Decision, Decision, tuple[str, str]] | None:
    """The case with what the ICB's table asks, so that both bodies are settled."""
    desk = draft.desk
    council = draft.decision
    groups = list(desk.cases.covering(ICB).cases)
    draft.random.shuffle(groups)
    for one in groups if council.outcome in SETTLED else ():
        facts = {**(desk.cases.told(ICB, one, draft.random) or {}), **draft.facts}
        holds = desk.cases.holds(facts) and desk.possible(ICB, facts) in (("ours",), ("theirs",))
        icb = desk.decide(ICB, facts) if holds else None
        settled = _settled(draft, council, icb) if icb else None
        if icb and settled:
            return facts, council, icb, settled
    return None


def _settled(draft: Draft, council: Decision, icb: Decision) -> tuple[str, str] | None:
    """Each body as ours or another's, where both are one or the other."""
    specs = draft.desk.rulebook.specs
    found = [
        next((value for value, outcomes in specs[fact].values.items() if decision.outcome in outcomes), "")
        for fact, decision in ((COUNCIL_FACT, council), (ICB_FACT, icb))
    ]
    return (found[0], found[1]) if all(value in SETTLED for value in found) else None


def _option(draft: Draft, chosen: tuple[str, str], right: tuple[str, str], council: Decision, icb: Decision) -> Option:
    specs = draft.desk.rulebook.specs
    text = f"{specs[COUNCIL_FACT].options[chosen[0]]}, and {_small(specs[ICB_FACT].options[chosen[1]])}"
    wrong = [one for one, is_, was in ((council, chosen[0], right[0]), (icb, chosen[1], right[1])) if is_ != was]
    reason = " ".join(one.words for one in wrong) if wrong else f"Right. {council.words} {icb.words}"
    source = source_of(draft.desk, wrong[0] if wrong else council)
    return Option(text, chosen == right, "/".join(chosen), reason, source)


def _small(text: str) -> str:
    return text[0].lower() + text[1:] if text.startswith("Another") else text
