"""`aftercare`: the command line. Nothing is imported here that a command does not need: an answer is wanted at once.

Exit codes: 0 done; 1 it could not be done; 2 the input was not right.
"""

# ruff: noqa: PLC0415 - each command imports what it needs when it is run
# ruff: noqa: PLR0917 - one parameter for each option
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.commands.eval import app as evaluating
from api.commands.quiz import quiz
from ingest.errors import IngestError, SourcesError, UnreadableDocument

if TYPE_CHECKING:
    from api.settings import Settings

HELP = "Answers about section 117 aftercare from the local policy, with the exact words."
INGEST = "Build the index from the documents; add a document; see what changed; go back."
app = typer.Typer(help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
ingest = typer.Typer(help=INGEST, rich_markup_mode=None)
app.add_typer(ingest, name="ingest", invoke_without_command=True)
RULES = "The tables that everything is decided by: list, show, check, print, and derive a stored decision again."
rules = typer.Typer(help=RULES, no_args_is_help=True, rich_markup_mode=None)
app.add_typer(rules, name="rules")

AUDIT = "The record of every answer: is it whole, and would the same be decided again?"
audit = typer.Typer(help=AUDIT, no_args_is_help=True, rich_markup_mode=None)
app.add_typer(audit, name="audit")

KEYS = "Keys to ask with, where AFTERCARE_AUTH is keys: make one, list them, take one away."
keys = typer.Typer(help=KEYS, no_args_is_help=True, rich_markup_mode=None)
app.add_typer(keys, name="keys")

app.add_typer(quiz, name="quiz")
app.add_typer(evaluating, name="eval")

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Table = Annotated[str, typer.Argument(help="The table; `aftercare rules list` names them.", show_default=False)]
BAD_INPUT = 2


def _day(help: str) -> Any:
    return typer.Option(help=help, formats=["%Y-%m-%d"], metavar="YYYY-MM-DD")


@app.callback()
def _before_any_command() -> None:
    """Nothing we use may call out, and one thread is enough for one question."""
    for name, value in {
        "HF_HUB_OFFLINE": "1",
        "ANONYMIZED_TELEMETRY": "False",
        "LANGSMITH_TRACING": "false",
        "TOKENIZERS_PARALLELISM": "false",
        "OPENBLAS_NUM_THREADS": "1",
    }.items():
        os.environ.setdefault(name, value)


@contextmanager
def _in_plain_words() -> Iterator[None]:
    """An expected error is its message on stderr and an exit code, never a traceback."""
    from api.settings import SettingsError
    from ingest.yamlfile import YamlError

    try:
        yield
    except (SourcesError, UnreadableDocument, SettingsError, YamlError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_INPUT) from None
    except IngestError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def _settings(**chosen: object) -> "Settings":
    from api.settings import load_settings

    return load_settings(**chosen)


@app.command()
def ask(
    text: Annotated[list[str], typer.Argument(help="The question.", show_default=False)],
    as_at: Annotated[datetime | None, _day("The day it is asked as at; today unless given.")] = None,
    json: Json = False,
) -> None:
    """Ask a question: the answer, the exact words it rests on, and what to know beside it."""
    with _in_plain_words():
        from api.commands.ask import run

        run(" ".join(text), as_at.date() if as_at else None, json, _settings())


@app.command()
def chat(
    as_at: Annotated[datetime | None, _day("The day it is asked as at; today unless given.")] = None,
    json: Json = False,
) -> None:
    """Talk: a case told in your own words, one question at a time. From a pipe, a message a line."""
    with _in_plain_words():
        from api.commands.chat import run

        run(json, as_at.date() if as_at else None, _settings())


@app.command()
def decide(
    table: Table,
    facts: Annotated[
        list[str] | None, typer.Argument(metavar="[FACT=VALUE]...", help="What is known.", show_default=False)
    ] = None,
    place: Annotated[
        list[str] | None,
        typer.Option(metavar="FACT=PLACE", help="Where that was: lived_before=Hull. It names the body.", show_default=False),
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say everything it rests on.")] = False,
    as_at: Annotated[datetime | None, _day("The day it is decided as at; today unless given.")] = None,
    json: Json = False,
) -> None:
    """Decide one question by its table: the outcome, the exact words, what to ask next, what would change it."""
    with _in_plain_words():
        from api.commands.decide import run

        day = as_at.date() if as_at else None
        run(table, facts or [], _settings(), places=place or [], explain=explain, as_at=day, json=json)


@app.command()
def serve(host: Annotated[str | None, typer.Option()] = None, port: Annotated[int | None, typer.Option()] = None) -> None:
    """Serve the API and the pages on this machine."""
    with _in_plain_words():
        from api.commands.serve import run

        run(_settings(host=host, port=port))


@app.command()
def doctor(json: Json = False) -> None:
    """Look over the installation: what is there, what is not as it should be, what to do."""
    with _in_plain_words():
        from api.commands.doctor import run

        run(json, _settings())


@ingest.callback()
def _ingest(
    context: typer.Context,
    again: Annotated[bool, typer.Option("--again", help="Build anew even if nothing has changed.")] = False,
    json: Json = False,
) -> None:
    """Build the index from the documents. Until it is whole, the one that is there goes on answering."""
    if context.invoked_subcommand is None:
        with _in_plain_words():
            from api.commands.ingest import run

            run(json, again, _settings())


@ingest.command()
def add(
    file: Annotated[Path, typer.Argument(help="The document, as published.", show_default=False)],
    title: Annotated[str, typer.Option(help="Its title.")],
    kind: Annotated[str, typer.Option(help="statute, code, guidance, policy or leaflet.")],
    id: Annotated[str | None, typer.Option(help="A short name; made from the title unless given.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    area: Annotated[str | None, typer.Option(help="The area it speaks for.")] = None,
    edition: Annotated[str | None, typer.Option(help="Its edition.")] = None,
    approved: Annotated[datetime | None, _day("The day it was approved.")] = None,
    review_due: Annotated[datetime | None, _day("The day its review is due.")] = None,
    authority: Annotated[int | None, typer.Option(min=1, max=9, help="1 leads; by its kind unless given.")] = None,
    licence: Annotated[str, typer.Option(help="The terms it is reproduced under.")] = "Not established",
    json: Json = False,
) -> None:
    """Add a document: read it, put it into the corpus, and build the index. If anything fails, nothing is changed."""
    with _in_plain_words():
        from api.commands.add import Described, run

        day = {name: given.date() if given else None for name, given in (("approved", approved), ("review_due", review_due))}
        described = Described(title, kind, id, publisher, area, edition, day["approved"], day["review_due"], authority, licence)
        run(file, described, json, _settings())


@ingest.command()
def changes(before: Path, after: Path, json: Json = False) -> None:
    """What changed between two editions of a document, paragraph by paragraph and word by word."""
    with _in_plain_words():
        from api.commands.changes import run

        run(before, after, json)


@ingest.command()
def rollback(json: Json = False) -> None:
    """Serve the index before the one in use."""
    with _in_plain_words():
        from api.commands.ingest import go_back

        go_back(json, _settings())


@audit.command()
def verify(json: Json = False) -> None:
    """Check that no record has been changed, taken out or cut off; exit code 1 where one has."""
    with _in_plain_words():
        from api.commands.audit import verify

        verify(json, _settings())


@audit.command("replay")
def replay_answer(
    answer: Annotated[str, typer.Argument(help="The answer's id.", show_default=False)],
    json: Json = False,
) -> None:
    """Decide an answer again from the facts that were kept: are the words the same?"""
    with _in_plain_words():
        from api.commands.audit import replay

        replay(answer, json, _settings())


@keys.command("add")
def add_key(
    role: Annotated[str, typer.Option(help="reader, trainer, owner or admin; each may do what those before it may.")],
    name: Annotated[str, typer.Option(help="What it is for, such as the page that uses it; not who.")] = "",
    json: Json = False,
) -> None:
    """Make a key and show it, this once: only its hash is kept."""
    with _in_plain_words():
        from api.commands.keys import add, role_of

        add(role_of(role), name, json, _settings())


@keys.command("list")
def list_keys(json: Json = False) -> None:
    """Every key by its id, with its role and what it is for."""
    with _in_plain_words():
        from api.commands.keys import list_all

        list_all(json, _settings())


@keys.command("remove")
def remove_key(
    id: Annotated[str, typer.Argument(help="The key's id; `aftercare keys list` shows them.", show_default=False)],
) -> None:
    """Take a key away; it opens nothing from the next request on."""
    with _in_plain_words():
        from api.commands.keys import remove

        remove(id, _settings())


@rules.command("list")
def list_rules(json: Json = False) -> None:
    """Every table with the question it answers."""
    with _in_plain_words():
        from api.commands.rules import list_tables

        list_tables(json, _settings())


@rules.command()
def show(table: Table, json: Json = False) -> None:
    """A table's rows as "if" and "we say", each with its exact words."""
    with _in_plain_words():
        from api.commands.rules import show

        show(table, json, _settings())


@rules.command()
def check(
    folder: Annotated[Path | None, typer.Option(help="A rulebook's folder; the one in use unless given.")] = None,
    json: Json = False,
) -> None:
    """Check the whole rulebook: one line for each thing that is wrong, and exit code 1."""
    with _in_plain_words():
        from api.commands.rules import check

        check(folder, json)


@rules.command()
def page(
    table: Table,
    out: Annotated[Path | None, typer.Option(help="The file to write; TABLE.html unless given.")] = None,
    open: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Write a table as a page to read, print and sign."""
    with _in_plain_words():
        from api.commands.rules import page

        page(table, out, open, _settings())


@rules.command()
def replay(
    file: Annotated[Path, typer.Argument(help="A decision, as `decide --json` printed it.", show_default=False)],
    json: Json = False,
) -> None:
    """Derive a stored decision again: is it the same today?"""
    with _in_plain_words():
        from api.commands.rules import replay

        replay(file, json, _settings())


if __name__ == "__main__":
    app()
