"""Two runs side by side: which answers are not the same, the worst first."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from assistant.model import Answer
from eval.errors import EvalError
from eval.kept import Run
from eval.metrics.outcome import decided
from eval.scoring import Scored, score
from eval.worked import Placed


class Change(IntEnum):
    """What became of a scenario; the worst first."""

    NOW_DECIDED_WRONGLY = 0
    NOW_FAILS = 1
    FAILS_OTHERWISE = 2
    OTHER_WORDS = 3
    NOW_PASSES = 4

    @property
    def told(self) -> str:
        """In plain words."""
        return TOLD[self]


TOLD = {
    Change.NOW_DECIDED_WRONGLY: "decides wrongly now, and did not",
    Change.NOW_FAILS: "fails now, and passed",
    Change.FAILS_OTHERWISE: "failed and still fails, with another answer",
    Change.OTHER_WORDS: "passes as before, with another answer",
    Change.NOW_PASSES: "passes now, and failed",
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A scenario whose answers differ. `turns`: those that do, from 1."""

    before: Scored
    after: Scored
    turns: tuple[int, ...]

    @property
    def placed(self) -> Placed:
        """The scenario."""
        return self.after.placed

    @property
    def change(self) -> Change:
        """What became of it."""
        if self.after.wrongly_decided and not self.before.wrongly_decided:
            return Change.NOW_DECIDED_WRONGLY
        match self.before.passed, self.after.passed:
            case True, False:
                return Change.NOW_FAILS
            case False, True:
                return Change.NOW_PASSES
            case False, False:
                return Change.FAILS_OTHERWISE
            case _:
                return Change.OTHER_WORDS


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs.

    pairs    the scenarios answered otherwise, the worst first
    same     how many were answered the same, word for word
    only_before, only_after  ids of scenarios that one run has and the other has not, or of which the messages changed
    settings what the runs were made with and is not the same, a line each
    """

    before: Run
    after: Run
    pairs: tuple[Pair, ...]
    same: int
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    settings: tuple[str, ...]

    def of(self, change: Change) -> list[Pair]:
        """Those of which this became."""
        return [pair for pair in self.pairs if pair.change is change]

    def as_json(self, shown: Collection[str]) -> dict[str, Any]:
        """All of it, in JSON's types; single scenarios of the halves shown."""
        pairs = [_as_json(pair) for pair in self.pairs if pair.placed.scenario.split in shown]
        counts = {change.told: len(self.of(change)) for change in Change}
        only = {"before": list(self.only_before), "after": list(self.only_after)}
        return {"same": self.same, "counts": counts, "changed": pairs, "only_in": only, "settings": list(self.settings)}


def compare(before: Run, after: Run, scenarios: Sequence[Placed]) -> Comparison:
    """What the runs have in common is compared, and the rest is named; EvalError where they have nothing in common."""
    first, second = (_by_id(run, scenarios) for run in (before, after))
    common = [name for name in second if name in first and first[name].conversation.said == second[name].conversation.said]
    if not common:
        raise EvalError(
            f"{before.name} and {after.name} have no scenario in common ({len(first)} and {len(second)}), so there is "
            f"nothing to compare. Choose two runs of the same scenarios; each one's folder says in run.json what was chosen"
        )
    pairs = [Pair(first[name], second[name], turns) for name in common if (turns := _differing(first[name], second[name]))]
    ordered = tuple(sorted(pairs, key=lambda pair: (pair.change, pair.placed.scenario.id)))
    gone, new = (tuple(sorted(set(one) - set(common))) for one in (first, second))
    return Comparison(before, after, ordered, len(common) - len(pairs), gone, new, tuple(_settings(before, after)))


def _as_json(pair: Pair) -> dict[str, Any]:
    answers = zip(pair.before.conversation.answers, pair.after.conversation.answers, strict=True)
    both = [{"before": was.text, "after": now.text} for was, now in answers]
    turns = [{"turn": turn, **both[turn - 1]} for turn in pair.turns]
    return {"scenario": pair.placed.scenario.id, "change": pair.change.told, "turns": turns}


def outcome_of(answer: Answer) -> tuple[Any, ...]:
    """What an answer comes to: what must be the same for it to count as unchanged."""
    return answer.status, answer.text, dict(decided(answer)), answer.ask.fact if answer.ask else None


def _by_id(run: Run, scenarios: Sequence[Placed]) -> Mapping[str, Scored]:
    return {one.placed.scenario.id: one for one in score(run, scenarios)[0]}


def _differing(before: Scored, after: Scored) -> tuple[int, ...]:
    both = zip(before.conversation.answers, after.conversation.answers, strict=True)
    return tuple(number for number, (was, now) in enumerate(both, 1) if outcome_of(was) != outcome_of(now))


def _settings(before: Run, after: Run) -> Iterator[str]:
    told = [_told(run) for run in (before, after)]
    yield from (f"{name}: {was}, then {told[1][name]}" for name, was in told[0].items() if told[1].get(name) != was)


def _told(run: Run) -> Mapping[str, str]:
    about = run.about
    chosen = ", ".join(f"{name} {value}" for name, value in about.choice.items() if value not in (None, ""))
    return {"asked as at": str(about.as_at), "area": about.area, "chosen": chosen, **about.versions}
