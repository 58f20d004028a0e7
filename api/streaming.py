"""An answer as server-sent events: accepted, stage ..., citation ..., block ..., done; or error.

The stages are told as they begin. The words are not: citations and blocks are sent once the whole answer has been checked.
"""

import json
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from threading import Thread
from typing import Any

from fastapi.encoders import jsonable_encoder
from fastapi.sse import format_sse_event

from api.problems import Problem, failed
from assistant.model import Answer

OnStep = Callable[[str], None]


def events(conversation: str, ask: Callable[[OnStep], Answer]) -> Iterator[bytes]:
    """The events of one turn. The turn is finished and kept even if nobody listens to the end."""
    told: SimpleQueue[str | Answer | Problem] = SimpleQueue()
    Thread(target=_turn, args=(ask, told.put), daemon=False).start()
    yield _event("accepted", {"conversation_id": conversation})
    while isinstance(said := told.get(), str):
        yield _event("stage", {"stage": said})
    yield from _refused(said) if isinstance(said, Problem) else _answered(said)


def _turn(ask: Callable[[OnStep], Answer], tell: Callable[[str | Answer | Problem], None]) -> None:
    try:
        tell(ask(tell))
    except Problem as problem:
        tell(problem)
    except Exception as error:
        tell(failed(error))


def _answered(answer: Answer) -> Iterator[bytes]:
    for citation in answer.citations:
        yield _event("citation", citation)
    for block in answer.blocks:
        yield _event("block", block)
    yield _event("done", answer)


def _refused(problem: Problem) -> Iterator[bytes]:
    yield _event("error", problem.document())


def _event(name: str, data: Any) -> bytes:
    return format_sse_event(event=name, data_str=json.dumps(jsonable_encoder(data), ensure_ascii=False))
