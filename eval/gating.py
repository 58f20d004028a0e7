"""The gate: the scenarios of a set asked, or a kept run taken, and held to the baseline."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from eval.errors import EvalError
from eval.gate import BASELINE, Base, Held, accept, hold, measured, read_baseline
from eval.kept import Run, find_run
from eval.running import FAST_ONE_IN, Choice, How, Watch, make_run
from eval.scoring import Scored, score
from eval.worked import FOLDER, load_placed

Which = Literal["whole", "fast"]
CHOICES: dict[Which, Choice] = {"whole": Choice(), "fast": Choice(every=FAST_ONE_IN)}


@dataclass(frozen=True, slots=True)
class Gated:
    """A run at the gate. `held` is filled in where there is a baseline to hold it to."""

    which: Which
    run: Run
    scored: Sequence[Scored]
    base: Base
    held: Sequence[Held] = ()
    notes: Sequence[str] = ()

    @property
    def passed(self) -> bool:
        """Whether it may go through."""
        return all(one.passed for one in self.held)

    def as_json(self) -> dict[str, Any]:
        """All of it, in JSON's types."""
        lines = [{**asdict(one), "now": one.now.value, "of": one.now.of, "passed": one.passed} for one in self.held]
        return {"run": self.run.name, "set": self.which, "passed": self.passed, "held": lines, "notes": list(self.notes)}


def asked_or_kept(how: How, name: str | None, which: Which, watch: Watch) -> Gated:
    """The run to be held: made now, or one that is kept. EvalError where the kept one is of other scenarios, or not whole."""
    run = find_run(how.home, None if name == "last" else name) if name else make_run(how, CHOICES[which], None, watch)
    _check_choice(run, which)
    scored, stale = score(run, load_placed(FOLDER))
    left = len(run.about.scenarios) - len(scored)
    if left:
        mend = "make a new one" if stale else f"go on with it: aftercare eval run --resume {run.name}"
        raise EvalError(f"{run.name}: {left} of its scenarios have no answer that can be scored, so it cannot be held; {mend}")
    return Gated(which, run, scored, measured(scored))


def check_baseline(which: Which, file: Path = BASELINE) -> Base:
    """What the baseline says of a set. EvalError where there is none."""
    sets = read_baseline(file).sets
    if which not in sets:
        fast = " --fast" if which == "fast" else ""
        raise EvalError(f"{file}: it has nothing for the {which} set. Make it: aftercare eval gate{fast} --accept")
    return sets[which]


def held_to(gated: Gated, file: Path = BASELINE) -> Gated:
    """It, held to the baseline. EvalError where there is none for this set."""
    base = check_baseline(gated.which, file)
    notes = []
    if base.scenarios != gated.base.scenarios:
        was, now = (sum(one.scenarios.values()) for one in (base, gated.base))
        notes = [f"The baseline is of {was} scenarios, and these are {now}: shares are compared. Accept it anew when it suits"]
    return Gated(gated.which, gated.run, gated.scored, gated.base, hold(gated.scored, base), notes)


def accepted(gated: Gated, file: Path = BASELINE) -> Path:
    """Writes what it came to as the baseline."""
    accept(gated.which, gated.base, gated.run.about.versions, file)
    return file


def _check_choice(run: Run, which: Which) -> None:
    wanted = CHOICES[which]
    chosen = {name: run.about.choice.get(name) for name in ("split", "only", "every")}
    if chosen != {"split": wanted.split, "only": wanted.only, "every": wanted.every}:
        raise EvalError(
            f"{run.name}: it is not a run of the {which} set (chosen by {_told(chosen)}). Hold one that asked every "
            f"scenario, or, with --fast, one made with --every {FAST_ONE_IN}"
        )


def _told(chosen: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in chosen.items() if value)
