"""A server with quizzes made by hand on it, and somebody with a browser."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex

import httpx

from api.app import create_app
from api.limiting import Limiter
from api.quiz.making import EDITION
from api.quiz.model import Mode, Session, Terms
from api.settings import Settings
from api.store.base import Store
from api.store.opened import open_store
from api.web.quiz.door import Quizzes
from assistant.holdings import Holdings
from tests.api.doors import TODAY, serving, shelf_with
from tests.api.quiz.papers import paper, session


@dataclass
class House:
    """A server, and what its quizzes are kept in."""

    address: str
    quizzes: Quizzes

    def share(self, mode: Mode = Mode.SELF_PACED, seconds: int = 0, items: int = 3, **but: object) -> Session:
        """A quiz made by hand that holds with the documents as they are."""
        made, kept = datetime.now(UTC), self.quizzes
        code = kept.room.free_code()
        known = replace(session(token_hex(8), mode), code=code, made=made, closes=made + timedelta(days=1))
        shared = replace(known, terms=Terms(mode, 66, seconds), **but)  # type: ignore[arg-type]
        kept.room.store.share(shared, replace(paper(items), versions={EDITION: kept.maker.edition()}))
        return shared

    def now(self, one: Session) -> Session:
        """A session as it is."""
        return self.quizzes.room.store.session(one.id)

    def browser(self) -> "Somebody":
        """A browser that has not been here."""
        return Somebody(httpx.Client(base_url=self.address, timeout=60, follow_redirects=True))


@dataclass
class Somebody:
    """A person before a browser without scripts."""

    client: httpx.Client

    def join(self, one: Session, nickname: str, **more: str) -> httpx.Response:
        """Sends the form."""
        return self.client.post("/quiz/join", data={"code": one.code, "nickname": nickname, **more})

    def send(self, one: Session, what: str, **form: object) -> httpx.Response:
        """Presses a button of the quiz."""
        return self.client.post(f"/quiz/play/{one.code}/{what}", data=form)

    def answer(self, one: Session, place: int, *chosen: int) -> httpx.Response:
        """Answers a question made by hand."""
        data = {"place": str(place), "item": f"item{place}", "choice": [str(n) for n in chosen]}
        return self.client.post(f"/quiz/play/{one.code}/answer", data=data)

    def see(self, one: Session, what: str = "") -> httpx.Response:
        """Opens the quiz."""
        return self.client.get(f"/quiz/play/{one.code}{what}")


@contextmanager
def house(holdings: Holdings, settings: Settings, store: Store, limits: dict[str, int] | None = None) -> Iterator[House]:
    """A running server; nothing is limited unless it is said."""
    app = create_app(settings, shelf_with(holdings), lambda: TODAY, store=store)
    if limits is None:
        app.state.quizzes = replace(app.state.quizzes, limiter=Limiter({}))
    with serving(app) as address:
        yield House(address, app.state.quizzes)


@contextmanager
def kept_house(holdings: Holdings, folder: Path, limits: dict[str, int] | None = None) -> Iterator[House]:
    """The same over a database in a folder."""
    settings = Settings(home=folder, limit_network=0)
    store = open_store(settings)
    try:
        with house(holdings, settings, store, limits) as found:
            yield found
    finally:
        store.close()
