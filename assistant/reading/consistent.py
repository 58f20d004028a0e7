"""A case in which nothing contradicts anything: where two facts cannot both be, what was said last is believed."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from assistant.model import Fact, Turn
from assistant.rules.errors import FactError
from assistant.rules.given import read_case, with_implied

if TYPE_CHECKING:
    from assistant.rules.engine import Rulebook

Case = Mapping[str, Fact]


def consistent(case: Case, rulebook: "Rulebook", as_at: date) -> dict[str, Fact]:
    """The case without the facts that what was said later contradicts."""
    kept = dict(case)
    while (wrong := _contradicted(kept, rulebook, as_at)) is not None:
        kept.pop(_oldest_that_helps(kept, wrong, rulebook, as_at))
    return kept


def supposing(turn: Turn, supposed: Case, rulebook: "Rulebook") -> Turn:
    """The turn with what is only supposed in it, and what that contradicts set aside meanwhile."""
    both = consistent({**turn.case, **supposed}, rulebook, turn.as_at)
    kept = {name: fact for name, fact in both.items() if name in supposed}
    return turn.but(supposed=kept, set_aside=frozenset(turn.case) - both.keys())


def _oldest_that_helps(case: Case, wrong: str, rulebook: "Rulebook", as_at: date) -> str:
    """The fact said longest ago whose going removes the contradiction; the fact complained of where none alone does."""
    for name in sorted(case, key=lambda name: (case[name].turn, name != wrong)):
        without = {other: fact for other, fact in case.items() if other != name}
        if _contradicted(without, rulebook, as_at) is None:
            return name
    return wrong if wrong in case else min(case, key=lambda name: case[name].turn)


def _contradicted(case: Case, rulebook: "Rulebook", as_at: date) -> str | None:
    """The fact that a contradiction is about, or None."""
    try:
        rulebook.agree(with_implied(rulebook.specs, read_case(rulebook.specs, case.values(), as_at, rulebook.judge)))
    except FactError as error:
        return error.field.partition("[")[0].partition(".")[0]
    return None
