"""Worked scenarios that can be asked as they stand: one message, one table, one outcome that its author expects.

Only those of the tune half are shown to anybody: the other half stays unseen.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.model import Status
from eval.worked import Scenario, load_scenarios


@dataclass(frozen=True, slots=True)
class Worked:
    """A scenario's first message, and the outcome that its author expects."""

    id: str
    say: str
    outcome: str


def worked_by_table() -> Mapping[str, Sequence[Worked]]:
    """The scenarios by table. YamlError for a mistake in one."""
    found: dict[str, list[Worked]] = defaultdict(list)
    for scenario in load_scenarios():
        one = _askable(scenario) if scenario.split == "tune" else None
        if one:
            found[one[0]].append(one[1])
    return found


def _askable(scenario: Scenario) -> tuple[str, Worked] | None:
    first = scenario.turns[0]
    if first.status != [Status.DECIDED] or len(first.decides) != 1:
        return None
    ((table, outcomes),) = first.decides.items()
    return (table, Worked(scenario.id, first.say, outcomes[0])) if len(outcomes) == 1 else None
