"""What changes in a live session, for everybody who looks on: one looks at the database, and tells all.

Everything is in the database, so it makes no difference which process took a step, or whether it has been restarted since.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field

from api.problems import failed
from api.quiz.model import State

EVERY = 0.3  # seconds between looks
ALIVE = 15.0  # seconds after which a listener is told that nothing has changed
Look = Callable[[str], State]


@dataclass
class _Watched:
    """A session that somebody looks at."""

    task: "asyncio.Task[None] | None" = None
    listeners: int = 0
    state: State | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, state: State) -> None:
        """Wakes everybody where something is new."""
        if state != self.state:
            self.state, before, self.changed = state, self.changed, asyncio.Event()
            before.set()


class Watch:
    """Looks at sessions as long as somebody listens."""

    def __init__(self, look: Look, every: float = EVERY, alive: float = ALIVE) -> None:
        self._look, self._every, self._alive = look, every, alive
        self._watched: dict[str, _Watched] = {}

    async def states(self, session: str) -> AsyncGenerator[State | None, None]:
        """What the session is like, now and whenever it changes; None every so often where it does not."""
        watched = self._watched.setdefault(session, _Watched())
        watched.listeners += 1
        watched.task = watched.task or asyncio.create_task(self._keep_looking(session, watched))
        try:
            while True:
                changed, state = watched.changed, watched.state
                if state is not None:
                    yield state
                while not await self._woken(changed):
                    yield None
        finally:
            self._leave(session, watched)

    async def _woken(self, changed: asyncio.Event) -> bool:
        try:
            await asyncio.wait_for(changed.wait(), self._alive)
        except TimeoutError:
            return False
        return True

    async def _keep_looking(self, session: str, watched: _Watched) -> None:
        """A database that cannot be read at the moment is looked at again."""
        while True:
            try:
                watched.tell(await asyncio.to_thread(self._look, session))
            except Exception as error:
                failed(error)
            await asyncio.sleep(self._every)

    def _leave(self, session: str, watched: _Watched) -> None:
        watched.listeners -= 1
        if not watched.listeners and watched.task:
            watched.task.cancel()
            self._watched.pop(session, None)
