"""What owners have paused and signed, as last read from the audit's chain: nobody who asks waits for the database.

Each process looks every second whether there is a newer act, which is one small query; whoever decides something at the desk
looks at once. What was changed by hand in the database is not guessed at: then nobody is answered.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Lock

from api.owner.approvals import NOTHING_SIGNED, Approvals, approvals_after
from api.owner.switches import NOTHING_PAUSED, Switches, switches_after
from api.problems import ActNotAsSealed, Problem, Unavailable
from api.regularly import regularly
from api.store.base import Act, ActKind, Acts
from assistant.holdings import Holdings
from assistant.model import Answer
from assistant.rules.load import written_rules
from assistant.rules.written import quotes_of

LOG = logging.getLogger("aftercare")
LOOK_EVERY = 1.0  # seconds


class Board:
    """Holds what was decided at the desk."""

    def __init__(self, acts: Acts) -> None:
        self._acts, self._lock, self._seen = acts, Lock(), -1
        self._switches, self._approvals = NOTHING_PAUSED, NOTHING_SIGNED
        self._broken: Problem | None = None

    @property
    def switches(self) -> Switches:
        """What is paused now; raises ActNotAsSealed where that cannot be told."""
        if self._broken is not None:
            raise self._broken
        return self._switches

    @property
    def approvals(self) -> Approvals:
        """What is signed now."""
        return self._approvals

    def decide(self, act: Act) -> None:
        """Keeps an act for good; this process goes by it at once, others within a second."""
        self._acts.act(act)
        self.look()

    def look(self) -> None:
        """Reads what was decided, where there is something newer. A database that does not answer leaves what was read."""
        with self._lock:
            try:
                last = self._acts.last_act()
                if last != self._seen:
                    self._read()
                    self._seen = last
            except ActNotAsSealed as problem:
                if self._broken is None:
                    LOG.error("%s", problem.detail)
                self._broken = problem
            except Unavailable as problem:
                LOG.error("what is paused could not be read: %s", problem.detail)

    def _read(self) -> None:
        switches = switches_after(self._acts.acts(ActKind.SWITCH))
        self._approvals = approvals_after(self._acts.acts(ActKind.APPROVAL))
        self._switches, self._broken = switches, None

    def finished(self, made: Answer, holdings: Holdings) -> Answer:
        """An answer as it may go out, its versions telling who signed what it rests on; raises Paused where its topic is."""
        switches = self.switches
        if switches.topics:
            switches.check_topics(topics_of(made, holdings, switches.topics))
        signed = self._approvals.of_answer(made) if self._approvals.signed else ""
        return replace(made, versions=replace(made.versions, signed=signed)) if signed else made

    @contextmanager
    def watching(self, every: float = LOOK_EVERY) -> Iterator[None]:
        """Looks now, and then every so many seconds in a thread of its own."""
        self.look()
        with regularly(lambda stop: self.look(), every, "board"):
            yield


def topics_of(made: Answer, holdings: Holdings, wanted: Iterable[str]) -> Iterator[str]:
    """Which tables an answer is of: those that decided, and those under them; where none did, those of the wanted that rest on
    the paragraph it cites first."""
    forms = holdings.rulebook.forms
    for decision in made.decisions:
        yield from (one.name for one in forms[decision["table"]].closure)
    if made.citations and not made.decisions:
        first, tables = made.citations[0].paragraph, written_rules().tables
        yield from (name for name in wanted if any(quote.cite == first for quote in quotes_of(tables[name])))
