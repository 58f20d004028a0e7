"""A checklist made ready to decide by: what each requirement can still be, as bits, for all requirements at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from assistant.rules.compiled import Column, Compiled, Form, Mask, alike, derived_facts, mask_of
from assistant.rules.facts import FactSpec
from assistant.rules.given import Case
from assistant.rules.model import Checklist, Kind, Question, Requirement


@dataclass(frozen=True, slots=True)
class State:
    """Bits, one a requirement: what each can still be. Only those that can apply are in `not_yet` and `stop`.

    failed  certainly not met; stopped: certainly stops; open: can be met or not
    """

    not_yet: Mask
    stop: Mask
    failed: Mask
    stopped: Mask
    open: Mask


@dataclass(frozen=True, eq=False)
class CompiledChecklist(Form):
    """A checklist ready to decide by."""

    checklist: Checklist
    always: Mask  # requirements that apply in every case

    @property
    def question(self) -> Question:
        """The checklist as written."""
        return self.checklist

    @property
    def start(self) -> Mask:
        """Nothing: each fact adds what it can still make of the requirements."""
        return 0

    @staticmethod
    def join(one: Mask, other: Mask) -> Mask:
        """What either makes possible."""
        return one | other

    def state(self, case: Case) -> State:
        """What each requirement can still be for a case."""
        return self._state(self.live(case))

    def _state(self, bits: Mask) -> State:
        met, not_yet, stop, applies, spared = (self._part(bits, n) for n in range(5))
        applies |= self.always
        certain = applies & ~spared
        failed = (not_yet | stop) & ~met & certain
        return State(
            not_yet=not_yet & applies,
            stop=stop & applies,
            failed=failed,
            stopped=stop & ~met & ~not_yet & certain,
            open=(not_yet | stop) & applies & ~failed,
        )

    def _part(self, bits: Mask, n: int) -> Mask:
        size = len(self.checklist.requirements)
        return bits >> n * size & (1 << size) - 1

    def outcomes_of(self, live: Mask) -> tuple[str, ...]:
        """The outcomes still possible, in the order written."""
        state = self._state(live)
        found = {one.stops_with for one in self.requirements(state.stop & _up_to_first(state.stopped))}
        if not state.stopped:
            found |= {self.checklist.not_yet} if state.failed | state.not_yet else set()
            found |= set() if state.failed else {self.checklist.done}
        return tuple([name for name in self.checklist.outcomes if name in found])

    def is_not_yet(self, case: Case) -> bool:
        """Whether a step is known not to be done and nothing is known to stop it: not yet, whatever is still open."""
        state = self.state(case)
        return self.checklist.not_yet_first and bool(state.failed & ~state.stop) and not state.stopped

    def stop_told(self, case: Case) -> str | None:
        """The outcome of the first requirement known to stop it, where the table itself decides that, whatever is open."""
        if not self.checklist.not_yet_first:
            return None
        outcome = next((one.stops_with for one in self.requirements(self.state(case).stopped)), None)
        return outcome if outcome and self.checklist.outcomes[outcome].kind is Kind.DECIDED else None

    def requirements(self, bits: Mask) -> Iterator[Requirement]:
        """The requirements of a set, in the order written."""
        return (one for n, one in enumerate(self.checklist.requirements) if bits >> n & 1)

    def next_fact(self, case: Case) -> Iterator[str]:
        """The facts worth asking, best first: hard stops before the rest, each in the order written."""
        state = self.state(case)
        for bits in (state.open & state.stop & _up_to_first(state.stopped), 0 if state.stopped else state.open):
            for one in self.requirements(bits):
                yield from (fact for fact in (*one.applies_when, one.fact) if self._is_open(fact, case))

    def _is_open(self, fact: str, case: Case) -> bool:
        values = self.values(fact, case)
        return values is None or len(values) > 1


def _up_to_first(stopped: Mask) -> Mask:
    """All bits up to the first that is set; every bit where none is."""
    return stopped ^ (stopped - 1) if stopped else -1


def compile_checklist(
    name: str, checklist: Checklist, specs: Mapping[str, FactSpec], done: Mapping[str, Compiled]
) -> CompiledChecklist:
    """The checklist ready to decide by; `done` holds the tables its derived facts come from."""
    columns = {fact: _column(fact, specs[fact], checklist) for fact in checklist.facts}
    always = sum(1 << n for n, one in enumerate(checklist.requirements) if not one.applies_when)
    return CompiledChecklist(name, columns, derived_facts(checklist.facts, specs, done), checklist, always)


def _column(fact: str, spec: FactSpec, checklist: Checklist) -> Column:
    """Bits in five parts: met, not yet, stop, applies, does not apply; in each, one a requirement."""
    of_value = {value: _bits(fact, value, checklist.requirements) for value in spec.choices}
    anything = reduce(or_, of_value.values())
    return Column(fact, tuple(alike(of_value)), anything, of_value)


def _bits(fact: str, value: str, requirements: Sequence[Requirement]) -> Mask:
    own = [one if one.fact == fact else None for one in requirements]
    wanted = [one.applies_when.get(fact) for one in requirements]
    parts = [
        [one is not None and value in one.met for one in own],
        [one is not None and value in one.not_yet for one in own],
        [one is not None and value in one.stop for one in own],
        [when is not None and value in when for when in wanted],
        [when is not None and value not in when for when in wanted],
    ]
    return mask_of(bit for part in parts for bit in part)
