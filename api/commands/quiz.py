"""`aftercare quiz`: make a quiz from the tables, play it in the terminal, write it out for the systems trainers have."""

# ruff: noqa: PLR0917 - one parameter for each option
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.paper import say, say_json, width

if TYPE_CHECKING:
    from eval.quiz.model import Item, Option, Quiz

HELP = "Quizzes for trainers, their answers computed by the rules: make one, play it, write it out."
BAD_INPUT = 2
LETTERS = "ABCDEFGH"
quiz = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)

Seed = Annotated[int, typer.Option(help="The same seed gives the same quiz.")]
Items = Annotated[int, typer.Option(help="How many items.")]
Topics = Annotated[list[str] | None, typer.Option("--topic", help="A topic; give it again for another.", show_default=False)]
FOR_WHOM = "ward, social_care, commissioning or childrens; anyone unless given."
OneTopic = Annotated[str, typer.Option("--topic", help="A topic; all unless given.", show_default=False)]
Audience = Annotated[str, typer.Option(help=FOR_WHOM, show_default=False)]
Difficulty = Annotated[str, typer.Option(help="easy, medium or hard; any unless given.", show_default=False)]
KIND = "A kind of item; give it again for another."
Kinds = Annotated[list[str] | None, typer.Option("--kind", help=KIND, show_default=False)]
Out = Annotated[Path | None, typer.Option(help="The file to write; printed unless given.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
WRITTEN = "A quiz that `make --out` wrote; a new one unless given."
File = Annotated[Path | None, typer.Argument(help=WRITTEN, show_default=False)]


@quiz.command()
def make(
    seed: Seed = 1,
    items: Items = 10,
    topic: Topics = None,
    audience: Audience = "",
    difficulty: Difficulty = "",
    kind: Kinds = None,
    out: Out = None,
    json: Json = False,
) -> None:
    """Make a quiz; exits with 2 where no table matches, or more items are asked for than there are."""
    made = _made(seed, items, topic, audience, difficulty, kind)
    if out:
        _write(out, _as_bytes(made))
        say(f"{out}: {len(made.items)} items written. Play it with `aftercare quiz play {out}`")
    elif json:
        say_json(made.as_json())
    else:
        say("\n".join(_paper(made)))


@quiz.command()
def play(file: File = None, seed: Seed = 1, items: Items = 5, topic: Topics = None, audience: Audience = "") -> None:
    """Play a quiz: answer by letter (several as "AC"), an empty line passes over; the score and why come at once."""
    played = _current(file) if file else _made(seed, items, topic, audience, "", None)
    score = 0
    for n, item in enumerate(played.items, 1):
        say("\n".join(["", f"Question {n} of {len(played.items)}", *asked_lines(item)]))
        chosen = answer_to(item)
        if chosen is None:
            say(f"Stopped. {score} of {n - 1} right.")
            raise typer.Exit(0)
        score += chosen == item.right
        say("\n".join(told_lines(item, chosen)))
    share = round(100 * score / len(played.items))
    say(f"\n{score} of {len(played.items)} right ({share} %). {'Passed.' if share >= played.pass_mark else 'Not passed yet.'}")


@quiz.command()
def practice(topic: OneTopic = "", items: Items = 10) -> None:
    """Practise: what you get wrong comes back first, what you know comes back later; it is kept until the next time."""
    from api.commands.practising import run  # noqa: PLC0415 - each command imports what it needs when it is run
    from api.settings import SettingsError, load_settings  # noqa: PLC0415 - as above
    from api.store.migrate import StoreError  # noqa: PLC0415 - as above
    from eval.quiz.plan import plan  # noqa: PLC0415 - as above

    if topic and topic not in plan().topics:
        _refuse(f"there is no topic {topic!r}. Choose of {', '.join(plan().topics)}")
    try:
        run(load_settings(), topic, items)
    except (SettingsError, StoreError) as error:
        _refuse(str(error))


@quiz.command()
def export(
    format: Annotated[str, typer.Option(help="scorm, moodle, gift, csv, xlsx, anki or html.")],
    file: File = None,
    seed: Seed = 1,
    items: Items = 10,
    topic: Topics = None,
    audience: Audience = "",
    out: Out = None,
) -> None:
    """Write a quiz out for another system; exits with 2 for a format there is not, or a file that is no quiz."""
    from eval.quiz.exports import EXPORTS  # noqa: PLC0415 - each command imports what it needs when it is run

    if format not in EXPORTS:
        _refuse(f"there is no format {format!r}. Choose of {', '.join(EXPORTS)}")
    chosen = EXPORTS[format]
    written = _current(file) if file else _made(seed, items, topic, audience, "", None)
    target = out or Path(f"quiz-{written.seed}{chosen.ending}")
    _write(target, chosen.write(written))
    say(f"{target} written: {len(written.items)} items as {chosen.about}")


def _made(
    seed: int, items: int, topics: Sequence[str] | None, audience: str, difficulty: str, kinds: Sequence[str] | None
) -> "Quiz":
    from eval.quiz.desk import open_desk  # noqa: PLC0415 - as above
    from eval.quiz.make import Request, make  # noqa: PLC0415 - as above
    from eval.quiz.model import QuizError  # noqa: PLC0415 - as above

    request = Request(items, tuple(topics or ()), audience, difficulty, tuple(kinds or ()))
    try:
        return make(open_desk(), request, seed)
    except QuizError as error:
        _refuse(str(error))
        raise


def _read(file: Path) -> "Quiz":
    """The quiz in a file; exits with 2 for any other."""
    from eval.quiz.model import QuizError, quiz_of  # noqa: PLC0415 - as above

    try:
        return quiz_of(json.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        _refuse(f"{file}: it cannot be read ({error.strerror})")
    except (ValueError, RecursionError):
        _refuse(f"{file}: this is not a quiz. Give a file that `aftercare quiz make --out` wrote")
    except QuizError as error:
        _refuse(f"{file}: {error}")
    raise AssertionError


def _current(file: Path) -> "Quiz":
    """The quiz in a file without the items that rest on something that changed; those are named."""
    from eval.quiz.desk import open_desk  # noqa: PLC0415 - as above
    from eval.quiz.review import stale, without  # noqa: PLC0415 - as above

    found = _read(file)
    gone = list(stale(open_desk(), found))
    for one in gone:
        typer.echo(f"left out, for review: item {one.item.id} of {one.item.table}: {one.why}", err=True)
    if len(gone) == len(found.items):
        _refuse(f"{file}: no item is left. Make the quiz again")
    return without(found, gone)


def _as_bytes(made: "Quiz") -> bytes:
    return json.dumps(made.as_json(), indent=1, ensure_ascii=False, default=str).encode()


def _write(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        _refuse(f"{out}: it cannot be written ({error.strerror}). Choose another place with --out")


def _refuse(why: str) -> None:
    typer.echo(why, err=True)
    raise typer.Exit(BAD_INPUT)


def _paper(made: "Quiz") -> Iterable[str]:
    yield made.title
    for n, item in enumerate(made.items, 1):
        yield from ("", f"{n}. ({item.kind.replace('_', ' ')}, {item.difficulty})", *asked_lines(item))
    yield from ("", "Right answers")
    for n, item in enumerate(made.items, 1):
        yield f"  {n}. {_letters(item.right)}  {item.table}: {', '.join(item.rows)}"


def asked_lines(item: "Item") -> Iterable[str]:
    """A question with its options."""
    if item.story:
        yield _hung(item.story)
    yield _hung(item.question)
    for letter, option in zip(LETTERS, item.options, strict=False):
        yield _hung(option.text, f"  {letter}. ", "     ")


def told_lines(item: "Item", chosen: tuple[int, ...]) -> Iterable[str]:
    """Whether it was right, and why."""
    yield "Right." if chosen == item.right else f"Not right: it is {_letters(item.right)}."
    for n, option in enumerate(item.options):
        if option.right or n in chosen:
            yield from _why(LETTERS[n], option)


def _why(letter: str, option: "Option") -> Iterable[str]:
    yield _hung(option.reason, f"  {letter}. ", "     ")
    yield _hung(option.source.quote, "     | ", "     | ")
    yield f"       {option.source.cite}"


def answer_to(item: "Item") -> tuple[int, ...] | None:
    """The places chosen, asked for until they are letters of this item; () to pass over, None at the end of the input."""
    allowed = LETTERS[: len(item.options)]
    while True:
        sys.stdout.write("> ")
        sys.stdout.flush()
        line = sys.stdin.readline()
        if not line:
            return None
        letters = sorted(set("".join(line.upper().replace(",", " ").split())))
        if all(letter in allowed for letter in letters):
            return tuple(allowed.index(letter) for letter in letters)
        say(f"Answer with {', '.join(allowed)}.")


def _letters(places: Iterable[int]) -> str:
    return ", ".join(LETTERS[place] for place in places)


def _hung(text: str, first: str = "", rest: str = "") -> str:
    return fill(text, width(), initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, break_long_words=False)
