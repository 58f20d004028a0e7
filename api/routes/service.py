"""The service itself: does it run, can it answer, what does it answer from."""

from fastapi import APIRouter

from api.auth import READER
from api.parts import WithHoldings, WithParts
from api.routes.documents import overdue
from api.schemas import Health, Limits, Meta, Ready, problems
from assistant.steps.accept import LONGEST

router = APIRouter(tags=["service"])


@router.get("/health")
def health() -> Health:
    """The server runs."""
    return Health()


@router.get("/ready", responses=problems(503), dependencies=[READER])
def ready(parts: WithParts) -> Ready:
    """The server can answer; if not, a problem that says what to do."""
    opened = parts.shelf.opened()
    why = " ".join(filter(None, (opened.degraded, parts.shelf.refused))) or None
    return Ready(status="degraded" if why else "ready", generation=opened.generation, rows=opened.rows, degraded=why)


@router.get("/meta", responses=problems(503), dependencies=[READER])
def meta(parts: WithParts, holdings: WithHoldings) -> Meta:
    """What answers are made from."""
    today = parts.desk.today()
    late = [found for source in holdings.sources.documents if (found := overdue(source, today))]
    return Meta(
        area=holdings.area,
        versions=holdings.versions,
        documents=[source.id for source in holdings.sources.documents],
        overdue=late,
        limits=Limits(message_characters=LONGEST, messages=parts.settings.messages),
    )
