"""A run made, or gone on with: what is chosen is checked, then asked, and every conversation is kept as soon as it is held."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from time import perf_counter

from assistant.holdings import Holdings, open_holdings
from eval.again import AGAIN, say_again
from eval.asking import ask_beside, ask_here
from eval.checking import check
from eval.errors import EvalError
from eval.kept import About, Conversation, Run, find_run, ids, new_run
from eval.messages import GENERATED, tell
from eval.messages import SEED as MESSAGES
from eval.questions import Split
from eval.rates import SEED
from eval.search import QUESTIONS, search
from eval.worked import FOLDER, Placed, load_placed

AS_AT = date(2026, 11, 21)  # the day the scenarios are written for
FAST_ONE_IN = 10
Watch = Callable[[int, int], None]  # how many are done, of how many


@dataclass(frozen=True, slots=True)
class How:
    """How it is asked: of which index, for which area, by how many processes, as at which day."""

    home: Path
    area: str
    jobs: int = 1
    as_at: date = AS_AT


@dataclass(frozen=True, slots=True)
class Choice:
    """Which scenarios.

    split  one half only; only: with this in their id; every: one in so many, the same ones each time
    folder where they stand
    """

    split: Split | None = None
    only: str = ""
    every: int = 1
    folder: Path = FOLDER

    def of(self, scenarios: Sequence[Placed]) -> list[Placed]:
        """Those chosen. EvalError where there are none."""
        found = [placed for placed in scenarios if self._takes(placed)]
        if not found:
            raise EvalError(
                f"{self.folder}: none of its {len(scenarios)} scenarios is chosen. Leave out --split, --only or --every"
            )
        return found

    def _takes(self, placed: Placed) -> bool:
        name = placed.scenario.id
        drawn = int(sha256(f"fast {name}".encode()).hexdigest(), 16) % self.every == 0
        return drawn and self.only in name and self.split in (None, placed.scenario.split)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is measured beside the scenarios: the questions of staff, so many generated messages of each half, so many said
    again."""

    questions: bool = False
    generated: int = 0
    again: int = 0


NOTHING = Beside()


def make_run(how: How, choice: Choice, name: str | None, watch: Watch, beside: Beside = NOTHING) -> Run:
    """A new run, asked to its end, and what is measured beside it. YamlError for faults in the scenarios, EvalError for the
    rest."""
    run = new_run(how.home, name)
    placed = load_placed(choice.folder)
    holdings = open_holdings(how.home, how.area)
    check(placed, holdings.rulebook, holdings.paragraphs)
    chosen = choice.of(placed)
    names = tuple(one.scenario.id for one in chosen)
    begun = datetime.now(UTC).isoformat(timespec="seconds")
    settings = {**asdict(choice), "folder": choice.folder.name}
    seeds = {"intervals": SEED, "generated messages": MESSAGES}
    about = About(begun, how.as_at, how.area, how.jobs, settings, names, asdict(holdings.versions), seeds)
    run.begin(about, {one.id: one.text for one in holdings.paragraphs.values()})
    made = _asked(run, how.home, holdings, chosen, watch)
    if beside.questions:
        made.keep_beside(QUESTIONS, search(holdings))
    if beside.generated:
        made.keep_beside(GENERATED, tell(holdings, beside.generated))
    if beside.again:
        made.keep_beside(AGAIN, say_again(holdings, beside.again))
    return made


def go_on(how: How, name: str | None, folder: Path, watch: Watch) -> Run:
    """What is left of a run, asked as it was begun; a damaged line is set aside and asked again. EvalError where the versions
    are others now."""
    run = find_run(how.home, name)
    holdings = open_holdings(how.home, run.about.area)
    now = asdict(holdings.versions)
    if now != dict(run.about.versions):
        raise EvalError(
            f"{run.folder}: it was begun with other versions ({_told(run.about.versions)}; now {_told(now)}), and answers "
            f"of two versions would be mixed. Begin a new one: aftercare eval run"
        )
    run.mend()
    done, wanted = ids(run.conversations()), set(run.about.scenarios)
    left = [one for one in load_placed(folder) if one.scenario.id in wanted - done]
    run.note(replace(run.about, jobs=how.jobs))
    return _asked(Run(run.folder), how.home, holdings, left, watch)


def _asked(run: Run, home: Path, holdings: Holdings, left: Sequence[Placed], watch: Watch) -> Run:
    began, total = perf_counter(), len(run.about.scenarios)
    done = total - len(left)
    watch(done, total)
    for one in _held(run, home, holdings, left):
        run.keep(one)
        done += 1
        watch(done, total)
    run.note(replace(run.about, seconds=round((run.about.seconds or 0.0) + perf_counter() - began, 1)))
    return Run(run.folder)


def _held(run: Run, home: Path, holdings: Holdings, left: Sequence[Placed]) -> Iterator[Conversation]:
    scenarios, about = [one.scenario for one in left], run.about
    if about.jobs == 1 or len(left) < 2:
        return ask_here(holdings, scenarios, about.as_at)
    return ask_beside(home, about.area, about.jobs, scenarios, about.as_at)


def _told(versions: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in versions.items())
