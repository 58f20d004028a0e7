"""One list shows a whole turn."""

from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

from assistant.answering import answering
from assistant.model import Answer, Turn
from assistant.steps.accept import accept
from assistant.steps.compose import compose
from assistant.steps.cover import cover
from assistant.steps.decide import decide
from assistant.steps.grant import grant
from assistant.steps.notices import notices
from assistant.steps.privacy import privacy
from assistant.steps.read import read
from assistant.steps.reconsider import reconsider
from assistant.steps.retrieve import retrieve
from assistant.steps.scope import scope
from assistant.steps.verify import verify

Step = Callable[[Turn], Turn | Answer]

STEPS: list[Step] = [
    privacy,  # does it identify a person? then nothing of it goes further
    accept,  # is there a question that can be read?
    grant,  # does it take for granted what is not so?
    scope,  # is it for the documents to answer? what only claims to be policy is left out
    read,  # what does it say of the case, and which tables does it ask about?
    decide,  # what do those tables say of the case?
    retrieve,  # which passages speak to what no table has decided?
    cover,  # do they answer it?
    reconsider,  # where nothing has answered yet: is it somebody's case after all?
    compose,  # the answer first, then the exact words
    verify,  # every citation resolves, every figure stands in what it cites
    notices,  # what staff must know beside it
]


def answer(turn: Turn, on_step: Callable[[str], None] = lambda name: None) -> Answer:
    """The answer to a turn; `on_step` hears the name of each step as it begins."""
    timings: dict[str, float] = {}
    with answering:
        for step in STEPS:
            on_step(step.__name__)
            started = perf_counter()
            result = step(turn)
            timings[step.__name__] = round((perf_counter() - started) * 1000, 3)
            if isinstance(result, Answer):
                return replace(result, timings_ms=timings)
            turn = result
    return replace(turn.answer(), timings_ms=timings)
