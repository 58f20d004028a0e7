"""`aftercare quiz practice`: practice in the terminal, kept beside everything else under the home folder."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from functools import cache, partial

from api.commands.paper import say
from api.commands.quiz import answer_to, asked_lines, told_lines
from api.quiz.practice import Current, Marked, Practice, Put, back_in
from api.quiz.practised import PracticeStore
from api.settings import Settings
from api.store.opened import open_store
from eval.quiz.desk import open_desk

PERSON = "terminal"  # no browser's: theirs are hashes


def run(settings: Settings, topic: str, items: int) -> None:
    """Puts so many questions, the weakest row first; stops where the input ends."""
    with closing(open_store(settings)) as store:
        practice = Practice(PracticeStore(store.tables), Current(cache(partial(open_desk, settings.corpus))))
        for n in range(1, items + 1):
            put = practice.next(PERSON, topic)
            if put is None or not _took(practice, put, f"Question {n} of {items}"):
                break
        known = practice.standing(PERSON, {})
        say(f"\n{known.seen} of {known.of} rows seen; {known.due} due to be seen again now.")


def _took(practice: Practice, put: Put, head: str) -> bool:
    """Whether a question was answered; an empty line is an answer that is not right."""
    say("\n".join(["", f"{head}{', seen before' if put.due else ''}", *asked_lines(put.item)]))
    chosen = answer_to(put.item)
    if chosen is None:
        return False
    marked = practice.answer(PERSON, put.row, put.answered, put.item, chosen, unsure=False)
    say("\n".join([*told_lines(put.item, chosen), *_again(marked, practice.now)]))
    return True


def _again(marked: Marked, now: Callable[[], datetime]) -> list[str]:
    return [f"You will see this row again in {back_in(marked.again, now())}."] if marked.again else []
