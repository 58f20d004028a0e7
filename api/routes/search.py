"""Search, without an answer."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.auth import READER
from api.parts import WithHoldings
from api.pausing import RUNNING
from api.schemas import Result, Results, problems
from assistant.model import Passage
from assistant.steps.accept import LONGEST
from ingest.characters import visible

router = APIRouter(tags=["documents"])


@router.get("/search", responses=problems(503), dependencies=[READER, RUNNING])
def search(
    holdings: WithHoldings,
    q: Annotated[str, Query(max_length=LONGEST)],
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> Results:
    """The passages that speak to some words, best first."""
    words = visible(q).strip()
    found = holdings.retriever.search(words, limit) if words else []
    return Results(results=[_out(passage) for passage in found[:limit]])


def _out(p: Passage) -> Result:
    return Result(document=p.document, paragraph=p.paragraph, heading=p.heading, text=p.text, score=p.score)
