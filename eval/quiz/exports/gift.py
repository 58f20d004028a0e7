"""GIFT, the plain text that Moodle and many others import."""

import re

from eval.quiz.exports.base import feedback, name_of, stem
from eval.quiz.model import Item, Quiz

SPECIAL = re.compile(r"([\\~=#{}:])")
PLACES = 5  # decimals of a share, as Moodle's fixed list has them


def write(quiz: Quiz) -> bytes:
    """One question after another, with feedback for each option."""
    return "\n".join(_question(item, n) for n, item in enumerate(quiz.items, 1)).encode()


def _question(item: Item, n: int) -> str:
    options = "\n".join(f"{_mark(item, one.right)}{_plain(one.text)}#{_plain(feedback(one))}" for one in item.options)
    overall = f"####{_plain(item.explanation)}" if item.explanation else ""
    return f"::{_plain(name_of(item, n))}::{_plain(stem(item))}{{\n{options}\n{overall}\n}}\n"


def _mark(item: Item, right: bool) -> str:
    """The sign of an option; where several are right, its share of the mark."""
    if not item.multiple:
        return "=" if right else "~"
    count = len(item.right) if right else len(item.options) - len(item.right)
    return f"~%{_share(100 / count if right else -100 / count)}%"


def _share(value: float) -> str:
    return f"{value:.{PLACES}f}".rstrip("0").rstrip(".")


def _plain(text: str) -> str:
    """The text with what GIFT reads as signs escaped, on one line."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))
