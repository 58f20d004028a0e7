"""`aftercare ask`: one question, one answer. Nothing heavy is imported, so that the answer is there at once."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import date
from uuid import uuid4

import typer

from api.commands.paper import answer_lines, say, say_json, width
from api.settings import Settings
from assistant import words
from assistant.conversation import answer
from assistant.holdings import open_holdings
from assistant.model import Turn
from assistant.reading.worked_out import WORKED_OUT
from assistant.steps.accept import LONGEST
from assistant.warm import read_words


def run(text: str, as_at: date | None, json: bool, settings: Settings) -> None:
    """Prints the answer; exits with 2 where nothing was asked or too much was sent."""
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    _check(text)
    with WORKED_OUT.opened(), ThreadPoolExecutor(1) as beside:
        opening = beside.submit(open_holdings, settings.home, settings.area)  # most of it is reading and checking of files
        read_words()
        made = answer(Turn(text, uuid4().hex, as_at or date.today(), opening.result()))
    if json:
        say_json(asdict(made))
    else:
        say("\n".join(answer_lines(made, width(), sys.stdout.isatty() and "NO_COLOR" not in os.environ)))


def _check(text: str) -> None:
    wrong = None
    if not text.strip():
        wrong = words.say("endings", "empty")
    if len(text) > LONGEST:
        wrong = words.say("endings", "too_long", found=f"{len(text):,}", limit=f"{LONGEST:,}")
    if wrong:
        typer.echo(wrong, err=True)
        raise typer.Exit(2)
