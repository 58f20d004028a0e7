"""Scenarios asked, by as many processes as wanted; each conversation is handed over as soon as it is held."""

from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from assistant.conversation import answer
from assistant.holdings import Holdings, open_holdings
from assistant.model import Answer, Earlier, Status, Turn
from eval.kept import Conversation
from eval.worked import Scenario

_opened: dict[str, Holdings] = {}  # of a worker process: opened once


def hold(holdings: Holdings, scenario: Scenario, as_at: date) -> Conversation:
    """One conversation, on its own."""
    began = perf_counter()
    answers = tuple(turns(holdings, scenario, as_at))
    return Conversation(scenario.id, scenario.said, answers, round(perf_counter() - began, 3))


def ask_here(holdings: Holdings, scenarios: Sequence[Scenario], as_at: date) -> Iterator[Conversation]:
    """Every conversation, one after the other."""
    for scenario in scenarios:
        yield hold(holdings, scenario, as_at)


def ask_beside(home: Path, area: str, jobs: int, scenarios: Sequence[Scenario], as_at: date) -> Iterator[Conversation]:
    """Every conversation, several at once, in whatever order they are done."""
    with ProcessPoolExecutor(jobs, get_context("spawn"), _open, (home, area)) as pool:
        waiting: set[Future[Conversation]] = {pool.submit(_held, scenario, as_at) for scenario in scenarios}
        try:
            while waiting:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (one.result() for one in done)
        finally:
            for one in waiting:
                one.cancel()


def next_turn(holdings: Holdings, conversation: str, earlier: tuple[Earlier, ...], message: str, as_at: date) -> Turn:
    """The next turn of a conversation, as a door makes it."""
    case = {fact.fact: fact for fact in earlier[-1].answer.case} if earlier else {}
    shown = frozenset(notice.id for one in earlier for notice in one.answer.notices)
    return Turn(message, conversation, as_at, holdings, shown, earlier, case)


def turns(holdings: Holdings, scenario: Scenario, as_at: date) -> Iterator[Answer]:
    """The answers of a conversation, one after the other."""
    earlier: tuple[Earlier, ...] = ()
    for expected in scenario.turns:
        made = answer(next_turn(holdings, scenario.id, earlier, expected.say, as_at))
        yield made
        kept = "" if made.status is Status.PERSONAL_DATA else expected.say
        earlier = (*earlier, Earlier(kept, made))


def _open(home: Path, area: str) -> None:
    _opened["holdings"] = open_holdings(home, area)


def _held(scenario: Scenario, as_at: date) -> Conversation:
    return hold(_opened["holdings"], scenario, as_at)
