"""A handout to print, with its marking sheet on pages of its own; whole in one file."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from eval.quiz.exports.base import LETTERS
from eval.quiz.model import Quiz


def write(quiz: Quiz) -> bytes:
    """The page."""
    return template("printed.html").render(quiz=quiz, letters=LETTERS).encode()


@cache
def template(name: str) -> Template:
    """A template of this folder; markup in any text is shown, never run."""
    loader = FileSystemLoader(Path(__file__).parent)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template(name)
