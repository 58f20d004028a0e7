"""`aftercare rules`: list the tables, show one, check them all, make a page to print, derive a stored decision again."""

import json as json_format
import webbrowser
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from textwrap import fill
from time import perf_counter
from typing import Any

import typer

from api.commands.decide import BAD_INPUT, titled
from api.commands.paper import say, say_json, width
from api.decisions import differences, record_of
from api.rulebook import Rules, rules_over_corpus
from api.settings import Settings
from api.shapes import If, RowShown, TableShown
from api.tables import overdue, resting_on, table_lines, table_shown
from assistant.rules.engine import replay as derive
from assistant.rules.errors import RuleError, UnknownTable
from assistant.rules.load import written_rules
from assistant.rules.written import RULES, Written, parts_of, quotes_of, read_rules


def list_tables(json: bool, settings: Settings) -> None:
    """Prints every table with its question, by the section of the policy that it rests on."""
    lines = table_lines(_rules(settings))
    if json:
        say_json([asdict(line) for line in lines])
        return
    longest = max(len(line.name) for line in lines)
    for n, line in enumerate(lines):
        if n == 0 or lines[n - 1].topic != line.topic:
            say(("" if n == 0 else "\n") + line.topic)
        say(_hung(line.question, f"  {line.name:<{longest}}  ", " " * (longest + 4)))


def show(name: str, json: bool, settings: Settings) -> None:
    """Prints a table's rows as "if" and "we say", each with the words it rests on; exits with 2 for an unknown table."""
    rules = _rules(settings)
    table = _shown(rules, name)
    if json:
        say_json(asdict(table))
    else:
        say("\n".join(_table_lines(table, overdue(resting_on(rules, table), date.today()))))


def check(folder: Path | None, json: bool) -> None:
    """Prints every problem of the rulebook, one line each, and exits with 1; or that all is well."""
    from assistant.rules.check import check as problems_in  # noqa: PLC0415 - the other commands need none of it

    began = perf_counter()
    problems = problems_in(folder or RULES)
    seconds = perf_counter() - began
    if json:
        say_json({"problems": problems, "seconds": round(seconds, 2)})
    else:
        say("\n".join(problems) or f"All is well: {_counted(read_rules(folder or RULES))}, checked in {seconds:.1f} s")
    if problems:
        raise typer.Exit(1)


def page(name: str, out: Path | None, show_it: bool, settings: Settings) -> None:
    """Writes a table's page, whole in one file, and opens it where that is wanted; exits with 2 for an unknown table."""
    from api.rulebook_page import table_page  # noqa: PLC0415 - it needs the web framework

    rules = _rules(settings)
    _shown(rules, name)
    file = out or Path(f"{name}.html")
    try:
        file.write_text(table_page(rules, name, date.today()), encoding="utf-8")
    except OSError as error:
        _refuse(f"{file}: it cannot be written ({error.strerror}). Choose another place with --out")
    say(f"{file} written")
    if show_it:
        webbrowser.open(file.resolve().as_uri())


def replay(file: Path, json: bool, settings: Settings) -> None:
    """Derives a stored decision again; exits with 1 where it comes out otherwise, and with 2 where the file is no decision."""
    record = _stored(file)
    rules = _rules(settings)
    try:
        same, again = derive(rules.rulebook, record)
    except RuleError as error:
        found = [f"It cannot be derived any more: {error}"]
    else:
        found = [] if same else list(differences(record, again.as_json()))
    if json:
        say_json({"same": not found, "differences": found})
    else:
        say("\n".join(["Different:", *(f"  {one}" for one in found)]) if found else f"Same: {record['words']}")
    if found:
        raise typer.Exit(1)


def _rules(settings: Settings) -> Rules:
    return rules_over_corpus(written_rules(), settings.corpus)


def _shown(rules: Rules, name: str) -> TableShown:
    try:
        return table_shown(rules, name, date.today())
    except UnknownTable as error:
        _refuse(f"{error} `aftercare rules list` lists them")
        raise


def _refuse(why: str) -> None:
    typer.echo(why, err=True)
    raise typer.Exit(BAD_INPUT)


def _stored(file: Path) -> dict[str, Any]:
    """The record in a file, as `aftercare decide --json` and the API give it."""
    try:
        record = record_of(json_format.loads(file.read_text(encoding="utf-8")))
        date.fromisoformat(record["as_at"])
        return record
    except OSError as error:
        _refuse(f"{file}: it cannot be read ({error.strerror})")
    except (ValueError, TypeError, KeyError, AttributeError):
        _refuse(f"{file}: this is not a decision. Store what `aftercare decide ... --json` prints")
    raise AssertionError


def _counted(written: Written) -> str:
    tables = written.tables.values()
    counts = {
        "tables": len(tables),
        "rows": sum(len(parts_of(table)) for table in tables),
        "examples": sum(len(table.examples) for table in tables),
        "quotations": sum(len(quotes_of(table)) for table in tables),
    }
    return ", ".join(f"{count:,} {name}" for name, count in counts.items())


def _table_lines(table: TableShown, late: Iterable[str]) -> Iterator[str]:
    yield _hung(table.question)
    who = table.checked
    yield f"Checked by {who.by} on {who.day}, against {who.edition}" if who.by else "Not yet checked by anyone"
    yield from map(_hung, late)
    for row in table.rows:
        yield from titled(row.id if row.stands else f"{row.id} CHANGED: its words no longer stand in the document", _row(row))
    yield from ("", _hung(f"While something is not known: {table.meanwhile}"))
    left = (_hung(" ".join(filter(None, (one.what, one.why, one.paragraph))), "  - ", "    ") for one in table.left_to_people)
    yield from titled("Left to people", left)


def _row(row: RowShown) -> Iterator[str]:
    needs = (("met where", row.needs), ("stops where", row.stops))
    conditions = [("if", one) for one in row.conditions] + [(name, one) for name, one in needs if one]
    for name, one in conditions:
        yield _hung(_answers(one), f"  {name} ", "     ")
    yield _hung(row.words, "  we say: ", "     ")
    if row.statute:
        yield _hung(row.statute, "  statute, not policy: ", "     ")
    for source in row.sources:
        yield _hung(source.quote, "  | ", "  | ")
        yield _hung(f"{source.title}, {source.paragraph}", "    ", "    ")


def _answers(one: If) -> str:
    return f"{one.question} {' / '.join(one.answers)}"


def _hung(text: str, first: str = "", rest: str = "") -> str:
    columns = width()
    return fill(text, columns, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False, break_long_words=False)
