"""Anki, by the text file that its own import reads: a note for each item, known again by its id."""

import html

from eval.quiz.exports.base import LETTERS, as_html, feedback_html
from eval.quiz.model import Item, Quiz

TAB = "\t"


def write(quiz: Quiz) -> bytes:
    """Lines of guid, front, back and tags, after the heads that Anki reads."""
    deck = quiz.title.replace(":", " -")
    heads = ["#separator:tab", "#html:true", "#notetype:Basic", f"#deck:{deck}", "#guid column:1", "#tags column:4"]
    return "\n".join([*heads, *(TAB.join(_note(item)) for item in quiz.items), ""]).encode()


def _note(item: Item) -> list[str]:
    options = "".join(f"<li>{html.escape(option.text)}</li>" for option in item.options)
    front = f'{as_html(item)}<ol type="A">{options}</ol>'
    answers = "".join(f"<p><b>{LETTERS[n]}.</b></p>{feedback_html(option)}" for n, option in enumerate(item.options))
    right = ", ".join(LETTERS[place] for place in item.right)
    back = f"<p><b>{right}</b></p>{answers}"
    tags = " ".join(["section117", item.topic, item.table, item.kind])
    return [item.id, *map(_field, (front, back)), tags]


def _field(text: str) -> str:
    """On one line, quoted as Anki reads it."""
    return '"' + " ".join(text.split()).replace('"', '""') + '"'
