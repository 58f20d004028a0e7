"""Two texts beside one another on a terminal."""

from collections.abc import Iterator
from itertools import zip_longest
from textwrap import wrap

from api.commands.paper import width

BETWEEN = " | "


def columns(left: str, right: str) -> Iterator[str]:
    """Both, line beside line, as wide as the terminal."""
    half = (width() - len(BETWEEN)) // 2
    for one, other in zip_longest(_lines(left, half), _lines(right, half), fillvalue=""):
        yield f"{one:<{half}}{BETWEEN}{other}".rstrip()


def _lines(text: str, columns: int) -> list[str]:
    return [line for paragraph in text.splitlines() for line in (wrap(paragraph, columns) or [""])]
