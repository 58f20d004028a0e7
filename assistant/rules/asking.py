"""The one fact worth asking next: the one that leads to a decision in the fewest further questions, on average.

Every answer that is still possible counts as equally likely; where two facts are as good, the one the table names first.
A table may name facts to `ask_first`.
A fact that can no longer change what is decided is never asked.
"""

from collections.abc import Callable

from assistant.rules.compiled import Column, Compiled, Group, Mask
from assistant.rules.given import Case, Values

Open = tuple[tuple[str, tuple[Group, ...]], ...]  # each fact that may be asked, with the answers it can still have
UNDECIDED = 100.0  # a question is worth asking while it makes a decision likelier; more than any chain of questions
KEPT = 20_000  # states remembered a table


class Asking:
    """Which of a table's facts to ask; what it has worked out once, it remembers."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self._costs: dict[tuple[Mask, Open], float] = {}
        self._bests: dict[tuple[Mask, Open], str | None] = {}

    def next_fact(self, live: Mask, case: Case, may_ask: Callable[[str], bool]) -> str | None:
        """The fact to ask next, or None where no question helps."""
        groups: Open = tuple(
            (fact, left)
            for fact, column in self.compiled.columns.items()
            if len(left := groups_left(column, self.compiled.values(fact, case))) > 1 and may_ask(fact)
        )
        key = (live, groups)
        if key not in self._bests:
            self._bests[key] = self._best(live, groups)
        return self._bests[key]

    def _best(self, live: Mask, open_facts: Open) -> str | None:
        costs = {fact: self._cost_of_asking(live, open_facts, fact) for fact, _ in open_facts}
        worth = {fact: cost for fact, cost in costs.items() if cost < UNDECIDED}
        first = next((fact for fact in self.compiled.table.ask_first if fact in worth), None)
        return first or min(worth, key=worth.__getitem__, default=None)

    def _cost(self, live: Mask, open_facts: Open) -> float:
        """Questions still to come, on average, from this state."""
        if len(self.compiled.outcomes_of(live)) <= 1:
            return 0.0
        key = (live, open_facts)
        if key not in self._costs:
            if len(self._costs) > KEPT:
                self._costs.clear()
            asked = (self._cost_of_asking(live, open_facts, fact) for fact, _ in open_facts)
            self._costs[key] = min(UNDECIDED, min(asked, default=UNDECIDED))
        return self._costs[key]

    def _cost_of_asking(self, live: Mask, open_facts: Open, fact: str) -> float:
        rest: Open = tuple(pair for pair in open_facts if pair[0] != fact)
        answers = dict(open_facts)[fact]
        if all(live & answer.mask == live for answer in answers):
            return UNDECIDED
        weights = [(len(one.values), live & one.mask) for one in answers if live & one.mask]
        total = sum(weight for weight, _ in weights)
        return 1.0 + sum(weight * self._cost(left, rest) for weight, left in weights) / total


def groups_left(column: Column, values: Values | None) -> tuple[Group, ...]:
    """The groups of a column that a fact can still be in."""
    if values is None:
        return column.groups
    if values and isinstance(values[0], int):
        return tuple(dict.fromkeys(column.group_of(value) for value in values if isinstance(value, int)))
    return tuple(group for group in column.groups if any(value in group.values for value in values))
