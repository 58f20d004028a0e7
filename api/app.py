"""The web app: everything under /api/v1, the pages for people, and what they share."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date
from typing import Any

from fastapi import APIRouter, FastAPI
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api import problems, rulebook_page
from api.auth import READER
from api.desk import Desk
from api.guard import Guard
from api.owner.board import Board
from api.owner.failing import LastRun
from api.owner.sorting import sorting
from api.parts import Parts
from api.routes import answers, conversations, documents, paragraphs, search, service, tables
from api.rulebook import RuleShelf
from api.schemas import ProblemOut
from api.schemas import problems as problem_documents
from api.settings import Settings
from api.shelf import Shelf
from api.store.base import Store
from api.store.memory import MemoryStore
from api.store.tidying import tidying
from api.web import pages, widget
from api.web.owner import desk
from api.web.quiz import pages as quiz_pages
from api.web.quiz.door import Quizzes, opened_quizzes
from assistant.rules.load import written_rules
from assistant.rules.written import Written

API = "/api/v1"
ROUTERS = [conversations.router, answers.router, paragraphs.router, documents.router, search.router, service.router]
ROUTERS += [tables.router]
PAGES = [quiz_pages.router, widget.router, pages.router, rulebook_page.router, desk.router]  # a room of learners first


class App(FastAPI):
    """A FastAPI app whose contract describes the problem document, which no address returns by itself."""

    def openapi(self) -> dict[str, Any]:
        """The contract."""
        described = super().openapi()
        described["components"]["schemas"]["ProblemOut"] = ProblemOut.model_json_schema()
        return described


def create_app(
    settings: Settings,
    shelf: Shelf,
    today: Callable[[], date] = date.today,
    rules: Written | None = None,
    store: Store | None = None,
) -> FastAPI:
    """The app over a shelf; `today` is the day that answers are given as at. YamlError for a damaged rulebook.

    What is said is kept in the store, which stays open; in memory where none is given.
    """
    store = store or MemoryStore()
    board, quizzes = Board(store), opened_quizzes(store, settings)
    app = App(
        title="Aftercare",
        description="Answers about section 117 aftercare from the local policy, with the exact words.",
        version="1",
        openapi_url=f"{API}/openapi.json",
        docs_url=None,  # its page loads scripts from elsewhere
        redoc_url=None,
        lifespan=_watching(shelf, store, board, quizzes),
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.state.parts = Parts(settings, shelf, Desk(shelf, store, settings.messages, today, board.finished), store, board)
    app.state.last_run = LastRun(settings.home)
    app.state.rules = RuleShelf(rules or written_rules(), settings.corpus)
    app.state.quizzes = quizzes
    problems.install(app, pages.respond)
    app.include_router(_api())
    for found in PAGES:
        app.include_router(found, dependencies=[READER])
    app.add_middleware(Guard, settings=settings)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.trusted_proxies))  # outermost: who the client is
    return app


def _watching(
    shelf: Shelf, store: Store, board: Board, quizzes: Quizzes
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with (
            shelf.watching(),
            board.watching(),
            tidying(store),
            tidying(quizzes.room.store, at_once=True),
            tidying(quizzes.practice.store),
            sorting(store, shelf),
        ):
            yield

    return lifespan


def _api() -> APIRouter:
    """Every router of the contract."""
    api = APIRouter(
        prefix=API,
        responses=problem_documents(400, 401, 403, 422, 429, 500),
        generate_unique_id_function=lambda route: route.name,
    )
    for router in ROUTERS:
        api.include_router(router)
    return api
