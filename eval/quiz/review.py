"""Which items of a quiz no longer rest on what they were made from: they leave it, and are listed for review."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.rules.errors import RuleError
from eval.quiz.check import faults
from eval.quiz.desk import Desk
from eval.quiz.kinds.base import versions_of
from eval.quiz.model import Item, Quiz

NAMES = {"tables": "its table", "facts": "the facts it asks", "paragraphs": "a paragraph it rests on"}


@dataclass(frozen=True, slots=True)
class Stale:
    """An item, and what has changed under it."""

    item: Item
    why: str


def stale(desk: Desk, quiz: Quiz) -> Iterator[Stale]:
    """The items that rest on words or rows that have changed, or that no longer hold."""
    for item in quiz.items:
        why = _why(desk, item)
        if why:
            yield Stale(item, why)


def without(quiz: Quiz, gone: list[Stale]) -> Quiz:
    """The quiz without those items."""
    ids = {one.item.id for one in gone}
    return replace(quiz, items=tuple(item for item in quiz.items if item.id not in ids))


def _why(desk: Desk, item: Item) -> str:
    """What has changed; "" where nothing has."""
    if item.table not in desk.rulebook.forms:
        return f"there is no table {item.table} any more"
    now = versions_of(desk.rulebook.versions[item.table])
    changed = [words for name, words in NAMES.items() if item.versions.get(name) != now[name]]
    if changed:
        return f"{' and '.join(changed)} changed since it was made"
    try:
        return next(faults(desk, item), "")
    except (RuleError, KeyError, ValueError, StopIteration):
        return "the rules refuse its facts"
