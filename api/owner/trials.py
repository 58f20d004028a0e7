"""From an answer to a worked scenario: begun by one press, put right by a person, confirmed by another, exported as YAML."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from api.auth import ANYONE
from api.owner.typed import typed
from api.problems import Invalid, Problem, UnknownAnswer
from api.store.base import Exchange, Feedback, Store
from api.store.desk_tables import trials
from api.store.reader import DatabaseReader
from assistant.holdings import Holdings
from eval.checking import check
from eval.errors import EvalError
from eval.pending import Said, skeleton
from eval.worked import FOLDER, Scenario, load_placed, load_scenarios
from ingest.yamlfile import YamlError

FILE = "test.yaml"  # what the text is called in what is said of it
COMMENT = re.compile(r"\A(?:#[^\n]*\n)+")
NO_ANSWER = "There is no answer with this id. `id` in what the API and `aftercare chat --json` give is meant"
NO_WORDS = "The words of this answer are no longer kept (AFTERCARE_RETENTION_DAYS), so no scenario can be made of it"
NAMED = "A message of this conversation was not kept, because it named a person. Write the scenario by hand"


class UnknownTrial(Problem):
    """No test on its way has this name."""

    type, status, title = "unknown-test", 404, "No such test"

    def __init__(self) -> None:
        super().__init__("There is no test of this name on its way. Somebody may have thrown it away")


class NotYours(Problem):
    """A second person has to confirm it."""

    type, status, title = "second-person-wanted", 409, "Another person has to confirm this"


@dataclass(frozen=True, slots=True)
class Trial:
    """A scenario on its way. `made_by` wrote it last; `confirmed_by` is "" until somebody else has confirmed it."""

    id: str
    answer: str
    written: str
    made_by: str
    made_at: datetime
    confirmed_by: str
    confirmed_at: datetime | None


def said_up_to(store: Store | DatabaseReader, answer: str) -> Sequence[Said]:
    """What was said up to an answer; EvalError where it cannot be had whole."""
    try:
        store.sealed(answer)
    except UnknownAnswer:
        raise EvalError(NO_ANSWER) from None
    kept = store.kept(answer)
    said = store.exchanges(kept.conversation)[: kept.turn] if kept else ()
    if not said:
        raise EvalError(NO_WORDS)
    if not all(one.message for one in said):
        raise EvalError(NAMED)
    return [_said(one) for one in said if not one.corrected or one.answer.id == answer]


def _said(exchange: Exchange) -> Said:
    return Said(exchange.message, exchange.answer, exchange.given)


def name_of(answer: str) -> str:
    """What the scenario of an answer is called until somebody calls it otherwise."""
    return f"kept-{answer[:8].lower()}"


def begun(store: Store, answer: str, by: str, now: datetime) -> Trial:
    """The scenario of an answer, which says what was answered. Raises Invalid where its words cannot be had."""
    try:
        written = skeleton(name_of(answer), said_up_to(store, answer))
    except EvalError as error:
        raise Invalid(str(error)) from None
    about = f"about: {_about(store.feedback(answer), now)}\n"
    return Trial(name_of(answer), answer, re.sub(r"about: ''\n", lambda found: about, written, count=1), by, now, "", None)


def _about(given: Feedback | None, now: datetime) -> str:
    said = "" if given is None else ", which helped" if given.helpful else ", which did not help"
    if given and given.reasons:
        said += f" ({', '.join(one.replace('_', ' ') for one in given.reasons)})"
    return f"Made on {now.date().isoformat()} from an answer that was given{said}"


def keep(connection: Connection, trial: Trial) -> None:
    """Keeps a scenario that was begun; one of the same answer that is there already stays as it is."""
    if connection.execute(select(trials.c.id).where(trials.c.id == trial.id)).first() is None:
        values = {"answer": trial.answer, "written": trial.written, "made_by": trial.made_by, "made_at": trial.made_at}
        connection.execute(insert(trials).values(id=trial.id, confirmed_by="", confirmed_at=None, **values))


def all_trials(connection: Connection) -> list[Trial]:
    """Every scenario on its way, the latest first."""
    return [_trial(row) for row in connection.execute(select(trials).order_by(trials.c.made_at.desc(), trials.c.id))]


def trial_of(connection: Connection, name: str) -> Trial:
    """One of them; raises UnknownTrial."""
    row = connection.execute(select(trials).where(trials.c.id == name)).first()
    if row is None:
        raise UnknownTrial
    return _trial(row)


def write(connection: Connection, name: str, written: str, by: str) -> None:
    """Keeps what somebody wrote; whoever confirmed what was there before did not confirm this."""
    values = {"written": written, "made_by": by, "made_at": datetime.now(UTC), "confirmed_by": "", "confirmed_at": None}
    trial_of(connection, name)
    connection.execute(update(trials).where(trials.c.id == name).values(**values))


def confirm(connection: Connection, name: str, by: str) -> None:
    """A second person says that it is right. Raises NotYours for the first, and where nobody can tell two people apart."""
    if by == ANYONE.name:
        raise NotYours("Without keys nobody can tell two people apart: set AFTERCARE_AUTH=keys, and give each owner a key")
    if trial_of(connection, name).made_by == by:
        raise NotYours("You wrote it last. Ask another owner to look it over and confirm it")
    connection.execute(update(trials).where(trials.c.id == name).values(confirmed_by=by, confirmed_at=datetime.now(UTC)))


def drop(connection: Connection, name: str) -> None:
    """Throws one away."""
    connection.execute(delete(trials).where(trials.c.id == name))


def checked(written: str, name: str, holdings: Holdings) -> Scenario:
    """The scenario as written. Raises Invalid with a line for each mistake, PersonalData where it identifies somebody."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / FILE
        file.write_text(written, encoding="utf-8")
        try:
            placed = load_placed(Path(folder))
            check(placed, holdings.rulebook, holdings.paragraphs)
        except YamlError as error:
            raise Invalid("\n".join(line.replace(f"{folder}/", "") for line in error.problems)) from None
    if [one.scenario.id for one in placed] != [name]:
        raise Invalid(f"{FILE}: it is one scenario, and its id stays {name}")
    if any(one.id == name for one in load_scenarios(FOLDER)):
        raise Invalid(f"{FILE}: eval/scenarios has {name} already. Throw this one away, or give that one another id")
    texts = [paragraph.text for paragraph in holdings.paragraphs.values()]
    for words in (placed[0].scenario.about, *(turn.say for turn in placed[0].scenario.turns)):
        typed(words, "What stands in it", texts, most=len(words))
    return placed[0].scenario


def exported(found: Iterable[Trial]) -> str:
    """The confirmed ones as a file for eval/scenarios, each with who confirmed it."""
    sure = [one for one in found if one.confirmed_by]
    return "\n".join(f"# Confirmed by {one.confirmed_by}\n{COMMENT.sub('', one.written).strip()}\n" for one in sure)


def _trial(row: Any) -> Trial:
    return Trial(row.id, row.answer, row.written, row.made_by, row.made_at, row.confirmed_by, row.confirmed_at)
