"""`aftercare ingest`: documents to an index, with bars on a terminal and plain lines elsewhere."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import typer

from api.commands.paper import say, say_json
from api.settings import Settings
from ingest.build import Progress, Report, Stage, build, up_to_date
from ingest.index import rollback
from ingest.paragraphs import Paragraph

SHOWN = 80  # characters of a hidden paragraph that are shown


def run(json: bool, again: bool, settings: Settings) -> None:
    """Builds the index and says what was done, or that nothing has changed; raises IngestError."""
    same = None if again else up_to_date(settings.corpus, settings.home)
    if same is None:
        tell(built(settings.corpus, settings.home), json)
    elif json:
        say_json({"generation": same, "unchanged": True})
    else:
        say(f"Nothing has changed since index {same} was built; it stays in use. `aftercare ingest --again` builds it anew")


def built(corpus: Path, home: Path) -> Report:
    """Builds the index, showing how far it is on stderr."""
    with _progress() as progress:
        return build(corpus, home, progress)


def _progress() -> AbstractContextManager[Progress]:
    if not sys.stderr.isatty():
        return _plain_lines()
    from api.commands.bars import bars  # noqa: PLC0415 - rich is wanted on a terminal only

    return bars()


def tell(report: Report, json: bool) -> None:
    """Prints what an ingest did."""
    if json:
        say_json(asdict(report))
    else:
        say("\n".join(report_lines(report)))


def report_lines(report: Report) -> Iterator[str]:
    """What an ingest did, for a person; hidden words are named, because nobody sees them on the page."""
    yield ", ".join(f"{count:,} {name}" for name, count in report.counts.items())
    yield f"{report.embedded:,} texts embedded, {report.reused:,} unchanged since the index before"
    if report.hidden:
        yield f"Hidden text, kept out of the index ({len(report.hidden)}): look at it in the document"
        yield from (f"  {_hidden(paragraph)}" for paragraph in report.hidden)
    if report.pictures:
        yield "Pages that are mostly a picture, as a scan is; words in it are not in the index. Ask for the document as text:"
        yield from (f"  {line}" for line in _pages(report.pictures))
    if report.stale:
        yield "Left out, because the words it rests on have changed:"
        yield from (f"  {line}" for line in report.stale)
    yield f"Index {report.generation} is in use"


def go_back(json: bool, settings: Settings) -> None:
    """Serves the index before the one in use; raises IngestError where there is none."""
    name = rollback(settings.home).name
    if json:
        say_json({"generation": name})
    else:
        say(f"Index {name} is in use")


def _hidden(paragraph: Paragraph) -> str:
    page = f", page {paragraph.page}" if paragraph.page else ""
    words = paragraph.text if len(paragraph.text) <= SHOWN else paragraph.text[:SHOWN] + " ..."
    return f"{paragraph.id}{page} ({paragraph.why}): {words}"


def _pages(paragraphs: Iterable[Paragraph]) -> Iterator[str]:
    """ "hospital-guide: pages 3, 4" for each document."""
    for document, found in groupby(paragraphs, key=lambda paragraph: paragraph.document):
        numbers = [str(paragraph.page) for paragraph in found]
        yield f"{document}: page{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"


@contextmanager
def _plain_lines() -> Iterator[Progress]:
    begun: set[Stage] = set()

    def show(stage: Stage, done: int, total: int) -> None:
        if stage not in begun:
            begun.add(stage)
            typer.echo(stage.value, err=True)

    yield show
