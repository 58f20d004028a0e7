"""What each step of a turn came to, in plain words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from assistant.conversation import STEPS
from assistant.model import Answer
from assistant.words import say

ENDED = "The turn ended here."


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step: what it asks, what it came to, and how long it took. `ms` is None for a step that was not reached."""

    asks: str
    came_to: str
    ms: float | None


def steps_of(answer: Answer) -> Iterator[StepShown]:
    """Every step in its order, also those after the one that ended the turn."""
    last = next(reversed(list(answer.timings_ms)), "")
    for step in STEPS:
        asks, came_to = STEP_WORDS[step.__name__]
        if step.__name__ not in answer.timings_ms:
            yield StepShown(asks, "Not reached.", None)
            continue
        ended = step.__name__ == last != STEPS[-1].__name__
        words = f"{say('statuses', answer.status)} {ENDED}" if ended else came_to(answer)
        yield StepShown(asks, words, answer.timings_ms[step.__name__])


def _read(answer: Answer) -> str:
    count = len(answer.case)
    return (
        f"{_counted(count, 'thing is', 'things are')} known of the case; they stand above." if count else "Nothing of a case."
    )


def _retrieve(answer: Answer) -> str:
    held = dict.fromkeys(one.paragraph for one in answer.citations)
    return f"{_counted(len(held), 'paragraph', 'paragraphs')} came into the answer: {', '.join(held)}." if held else "No words."


def _decide(answer: Answer) -> str:
    if not answer.decisions:
        return "It is about no table."
    return " ".join(f"{one['question']} {one['words']} ({_row(one)})" for one in answer.decisions)


def _row(decision: Mapping[str, object]) -> str:
    row = decision.get("row")
    return f"table {decision['table']}, row {row}" if row else f"table {decision['table']}, no row yet"


def _verify(answer: Answer) -> str:
    count = len(answer.citations)
    return f"{_counted(count, 'quotation stands', 'quotations stand')} word for word in their paragraphs."


def _notices(answer: Answer) -> str:
    return f"{_counted(len(answer.notices), 'notice', 'notices')} beside the answer." if answer.notices else "None."


def _counted(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


STEP_WORDS: Mapping[str, tuple[str, Callable[[Answer], str]]] = {
    "privacy": ("Does it identify a person?", lambda answer: "Nothing of the kind was found."),
    "accept": ("Is it a question that can be read?", lambda answer: "Yes."),
    "grant": ("Does it take for granted what is not so?", lambda answer: "Looked at; what was found is said in the answer."),
    "scope": ("Is it for the documents to answer?", lambda answer: "Yes."),
    "read": ("What does it say of the case?", _read),
    "decide": ("What do the tables say?", _decide),
    "retrieve": ("Which passages speak to it?", _retrieve),
    "cover": ("Do they answer it?", lambda answer: say("statuses", answer.status)),
    "reconsider": ("Is it somebody's case after all?", lambda answer: "Looked at, where nothing had answered yet."),
    "compose": ("How is it put?", lambda answer: "The answer first, then the exact words."),
    "verify": ("Does everything stand in what it cites?", _verify),
    "notices": ("What must staff know beside it?", _notices),
}
