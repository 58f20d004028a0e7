"""How far an ingest is, as bars. Only where there is a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from ingest.build import Progress, Stage


@contextmanager
def bars() -> Iterator[Progress]:
    """One bar a stage, shown from when it begins."""
    columns = (TextColumn("{task.description:<26}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True)) as drawn:
        tasks = {stage: drawn.add_task(stage.value, start=False, visible=False) for stage in Stage}

        def show(stage: Stage, done: int, total: int) -> None:
            drawn.start_task(tasks[stage])
            drawn.update(tasks[stage], completed=done, total=max(total, done, 1), visible=True)

        yield show
