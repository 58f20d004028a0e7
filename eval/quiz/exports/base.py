"""What every export is: a quiz in, one file's bytes out."""

import html
from collections.abc import Callable

from eval.quiz.model import Item, Option, Quiz

Write = Callable[[Quiz], bytes]
LETTERS = "ABCDEFGH"


def feedback(option: Option) -> str:
    """What is said once an option is chosen: whether it is right, why, and the words with their place."""
    verdict = "" if option.reason.startswith("Right") else "Right. " if option.right else "Not right. "
    return f"{verdict}{option.reason} The words: “{option.source.quote}” ({option.source.cite})."


def stem(item: Item) -> str:
    """The story and the question."""
    return " ".join(filter(None, (item.story, item.question)))


def name_of(item: Item, n: int) -> str:
    """A name that no other item of a quiz has."""
    return f"{n:03d} {item.table.replace('_', ' ')} {item.id}"


def as_html(item: Item) -> str:
    """The story and the question as two paragraphs of HTML."""
    parts = [item.story, item.question]
    return "".join(f"<p>{html.escape(part)}</p>" for part in parts if part)


def feedback_html(option: Option, site: str = "") -> str:
    """The same with a link to the paragraph, where the quiz is served from a site."""
    cite = html.escape(option.source.cite)
    place = f'<a href="{html.escape(site + option.source.link)}">{cite}</a>' if site else cite
    verdict = "" if option.reason.startswith("Right") else "Right. " if option.right else "Not right. "
    return f"<p>{html.escape(verdict + option.reason)}</p><blockquote>{html.escape(option.source.quote)} ({place})</blockquote>"
