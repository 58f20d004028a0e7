"""`aftercare eval`: scenarios asked, scored, reported, compared, held to a baseline, and made from answers that were kept."""

# ruff: noqa: PLC0415 - each command imports what it needs when it is run
# ruff: noqa: PLR0917 - one parameter for each option
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from api.settings import Settings
    from eval.compare import Comparison
    from eval.gating import Gated, Which
    from eval.running import Watch

HELP = "How good are the answers? Ask the worked scenarios, read the report, compare two runs, hold a change to the baseline."
app = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)
BAD_INPUT = 2
MOST_JOBS = 16

Split = Annotated[Literal["tune", "test"] | None, typer.Option(help="One half only; single failures of the test half need it.")]
Folder = Annotated[Path | None, typer.Option(help="The folder of scenarios; the project's own unless given.")]
Jobs = Annotated[int | None, typer.Option(min=1, max=MOST_JOBS, help="Processes that ask; two unless given.")]
Named = Annotated[str | None, typer.Argument(help="The run's name or folder; the last one unless given.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@contextmanager
def _in_plain_words() -> Iterator[None]:
    """An expected error is its message on stderr and an exit code, never a traceback."""
    from api.settings import SettingsError
    from eval.errors import EvalError
    from ingest.errors import IngestError
    from ingest.yamlfile import YamlError

    try:
        yield
    except (EvalError, SettingsError, YamlError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(BAD_INPUT) from None
    except IngestError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def _settings() -> "Settings":
    from api.settings import load_settings

    return load_settings()


@contextmanager
def _bar(words: str) -> Iterator["Watch"]:
    """How far it is, where there is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@app.command()
def run(
    split: Split = None,
    only: Annotated[str, typer.Option(help="Only scenarios with this in their id.")] = "",
    every: Annotated[int, typer.Option(min=1, help="One scenario in so many, the same ones each time.")] = 1,
    name: Annotated[str | None, typer.Option(help="What the run is called; the time unless given.")] = None,
    resume: Annotated[str | None, typer.Option(help="Go on with this run, or with the `last`.")] = None,
    questions: Annotated[
        bool, typer.Option(help="Also search for the questions of staff; half a minute, and the curve of the report.")
    ] = False,
    generated: Annotated[
        int, typer.Option(min=0, help="Also read so many generated messages of each half; told apart, never in the headline.")
    ] = 0,
    again: Annotated[int, typer.Option(min=0, help="Also say so many generated messages again in other words.")] = 0,
    jobs: Jobs = None,
    scenarios: Folder = None,
    as_at: Annotated[
        datetime | None, typer.Option(help="The day it is asked as at.", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD")
    ] = None,
    json: Json = False,
) -> None:
    """Ask the scenarios and keep the answers; then say how many pass."""
    with _in_plain_words():
        from eval.running import AS_AT, Beside, Choice, How, go_on, make_run
        from eval.worked import FOLDER

        settings, folder, many = _settings(), scenarios or FOLDER, jobs or min(2, os.cpu_count() or 1)
        how = How(settings.home, settings.area, many, as_at.date() if as_at else AS_AT)
        with _stopped_plainly(name or resume), _bar("Asking") as watch:
            if resume:
                made = go_on(how, None if resume == "last" else resume, folder, watch)
            else:
                made = make_run(how, Choice(split, only, every, folder), name, watch, Beside(questions, generated, again))
        _say_headline(made.name, folder, settings, json)


@contextmanager
def _stopped_plainly(name: str | None) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        typer.echo(f"\nStopped; what was answered is kept. Go on: aftercare eval run --resume {name or 'last'}", err=True)
        raise typer.Exit(130) from None


def _say_headline(name: str, folder: Path, settings: "Settings", json: bool) -> None:
    from api.commands.paper import say, say_json
    from eval.kept import find_run
    from eval.report.findings import findings
    from eval.report.told import headline

    found = findings(find_run(settings.home, name), folder, settings.home)
    if json:
        say_json({"run": name, **found.as_json()})
    else:
        say("\n".join(headline(found)))
        say(f"\nThe report: aftercare eval report {name}")


@app.command()
def report(
    name: Named = None,
    split: Split = None,
    out: Annotated[Path | None, typer.Option(help="The folder to write to; the run's own unless given.")] = None,
    open: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    scenarios: Folder = None,
    json: Json = False,
) -> None:
    """Write what a run found: one page to read and print, and the same as Markdown, JSON and JUnit."""
    with _in_plain_words():
        import webbrowser

        from api.commands.paper import say, say_json
        from eval.kept import find_run
        from eval.report.findings import findings
        from eval.report.told import headline
        from eval.report.written import write
        from eval.worked import FOLDER

        home = _settings().home
        found = findings(find_run(home, name), scenarios or FOLDER, home, split)
        files = write(found, out or found.run.folder)
        if json:
            say_json(found.as_json())
        else:
            say("\n".join([*headline(found), "", *(f"{file} written" for file in files)]))
        if open:
            webbrowser.open(files[0].resolve().as_uri())


@app.command()
def compare(
    before: Annotated[str, typer.Argument(help="A run, by its name or folder.", show_default=False)],
    after: Annotated[str, typer.Argument(help="A later one.", show_default=False)],
    split: Split = None,
    out: Annotated[Path | None, typer.Option(help="Write a page with the words side by side to this file.")] = None,
    scenarios: Folder = None,
    json: Json = False,
) -> None:
    """Show what is answered otherwise in the second of two runs, the worst first, words beside words."""
    with _in_plain_words():
        from api.commands.paper import say, say_json
        from eval.compare import compare as compared
        from eval.kept import find_run
        from eval.report.told import compared as told
        from eval.report.written import comparison_page, save
        from eval.worked import FOLDER, load_placed

        home, shown = _settings().home, (split or "tune",)
        found = compared(find_run(home, before), find_run(home, after), load_placed(scenarios or FOLDER))
        if json:
            say_json(found.as_json(shown))
            return
        say("\n".join([*told(found), *_side_by_side(found, shown)]))
        if out:
            say(f"{save(out, comparison_page(found, shown))} written")


def _side_by_side(found: "Comparison", shown: tuple[str, ...]) -> Iterator[str]:
    """What differs, in two columns; of one half only."""
    from api.commands.columns import columns

    for pair in found.pairs:
        if pair.placed.scenario.split in shown:
            yield f"\n{pair.placed.scenario.id}: {pair.change.told}"
            yield from (f"  turn {fault.turn}: {fault.why}" for fault in pair.after.faults)
            for turn in pair.turns:
                yield f"  Turn {turn}: {pair.placed.scenario.turns[turn - 1].say}"
                both = (one.conversation.answers[turn - 1].text for one in (pair.before, pair.after))
                yield from columns(*both)


@app.command()
def gate(
    name: Annotated[
        str | None,
        typer.Argument(help="A kept run to hold, or the `last`; unless given, they are asked now.", show_default=False),
    ] = None,
    fast: Annotated[bool, typer.Option("--fast", help="One scenario in ten, for every change; whole each night.")] = False,
    accept: Annotated[bool, typer.Option("--accept", help="Write these figures as the baseline, to be committed.")] = False,
    jobs: Jobs = None,
    json: Json = False,
) -> None:
    """Hold the answers to the baseline: exit code 1 where one may not be as it is."""
    with _in_plain_words():
        from eval.gating import accepted, asked_or_kept, check_baseline, held_to
        from eval.running import How

        settings, which = _settings(), _which(fast)
        if not accept:
            check_baseline(which)
        how = How(settings.home, settings.area, jobs or min(2, os.cpu_count() or 1))
        with _stopped_plainly(None), _bar("Asking") as watch:
            made = asked_or_kept(how, name, which, watch)
        if accept:
            typer.echo(f"{accepted(made)} written: {which} set, run {made.run.name}. Look at what changed in it, and commit it")
        else:
            _say_held(held_to(made), json)


def _which(fast: bool) -> "Which":
    return "fast" if fast else "whole"


def _say_held(made: "Gated", json: bool) -> None:
    """Prints every figure with what it may be, and exits with 1 where one is worse."""
    from api.commands.paper import say, say_json

    if json:
        say_json(made.as_json())
    else:
        say("\n".join([*made.notes, *(one.told() for one in made.held)]))
        failed = sum(not one.passed for one in made.held)
        why = f"{failed} of {len(made.held)} figures are worse than they may be: aftercare eval report {made.run.name}"
        say(f"\nThe gate is shut: {why}" if failed else "\nThe gate is open")
    if not made.passed:
        raise typer.Exit(1)


@app.command()
def add(
    answer: Annotated[str, typer.Argument(help="The id of an answer that was kept.", show_default=False)],
    id: Annotated[str | None, typer.Option(help="What the scenario is called; made from the answer's id unless given.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="The file to write; among the pending ones of the home unless given.")
    ] = None,
) -> None:
    """Begin a scenario from a kept answer, for a person to say what is right."""
    with _in_plain_words():
        from api.commands.pending import begin
        from api.store.migrate import StoreError

        try:
            file = begin(answer, id, out, _settings())
        except StoreError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None
        typer.echo(f"{file} written. Say what is right in it, have a second person agree, and move it into eval/scenarios")


if __name__ == "__main__":
    app()
