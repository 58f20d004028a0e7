"""`make bench`: every contender and every size, then the tables, printed and kept in benchmarks/results/."""

import argparse
import os
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from benchmarks import desk, quiz, tables, widget
from benchmarks.contenders import CONTENDERS, Contender, contender
from benchmarks.contest import Bench, Figures, command_line, contest, prepare
from benchmarks.machine import described, is_busy

OURS = "aftercare_search"
NONE: Mapping[str, str] = MappingProxyType({})
ROOT = Path(__file__).parents[1]
SIZES = {"1k": 1_000, "10k": 10_000, "100k": 100_000}
Scale = dict[str, dict[int, dict[str, Any]]]  # build, ask, store; by size


def say(line: str) -> None:
    """Progress, on stderr: what is printed is the tables."""
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    """Runs what was asked for."""
    chosen = arguments().parse_args()
    bench = Bench(ROOT, chosen.work.resolve(), chosen.peers.absolute())
    if is_busy():
        say("Something else is running: times will say more about that than about us. Ratios from one run still compare.")
    machine = described(bench.peers)
    prepare(bench, say)
    each = [contender(name) for name in chosen.only]
    figures, command = side_by_side(bench, chosen.rounds, each)
    scale = at_sizes(bench, [SIZES[size] for size in chosen.sizes])
    others = {"The widget in a browser": widget.measured(bench).table(), "A live quiz": quiz.measured(bench.folder(OURS))}
    others["The owner's desk over 100,000 answers"] = desk.figures(desk.measured(bench.folder(OURS)))
    text = report(machine, figures, command, scale, chosen.rounds, others=others)
    print(text)
    if chosen.keep:
        path = ROOT / "benchmarks" / "results" / f"{date.today()}.md"
        path.write_text(text, encoding="utf-8")
        say(f"kept in {path.relative_to(ROOT)}")


def arguments() -> argparse.ArgumentParser:
    """What may be chosen."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    names = [each.name for each in CONTENDERS]
    parser.add_argument("--rounds", type=int, default=5, help="processes of each contender (5)")
    parser.add_argument("--only", nargs="*", choices=names, default=names, help="contenders (all)")
    parser.add_argument(
        "--sizes", nargs="*", choices=SIZES, default=["1k", "10k"], help="of the corpus, in paragraphs (1k 10k)"
    )
    parser.add_argument("--work", type=Path, default=ROOT / "var" / "bench", help="folder for what is made (var/bench)")
    parser.add_argument("--peers", type=Path, default=ROOT / ".venv-bench" / "bin" / "python", help="python of the other tools")
    parser.add_argument("--keep", action="store_true", help="write the tables to benchmarks/results/<day>.md as well")
    return parser


def side_by_side(bench: Bench, rounds: int, chosen: list[Contender]) -> tuple[dict[str, Figures], list[float]]:
    """The figures of each contender, and of the command line where ours was among them."""
    figures = contest(bench, rounds, chosen, say)
    home = bench.folder(OURS)
    return figures, command_line(bench, rounds, home) if any(each.ours for each in chosen) else []


def at_sizes(bench: Bench, sizes: list[int]) -> Scale:
    """Ours at each size."""
    measured: Scale = {"build": {}, "ask": {}, "store": {}}
    for size in sizes:
        for part in measured:
            given = bench.corpus if part == "build" else bench.material
            measured[part][size] = bench.run(Path(sys.executable), "benchmarks.scale", part, size, given, bench.work)
            say(f"{size:,} paragraphs: {part} done")
    return measured


def report(
    machine: list[str],
    figures: dict[str, Figures],
    command: list[float],
    scale: Scale,
    rounds: int,
    *,
    others: Mapping[str, str] = NONE,
) -> str:
    """Everything, as one page; a table without rows is left out. `others`: tables of what has no contender, by title."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    lines = [
        *machine,
        f"load after it: {load}",
        f"{rounds} processes of each contender, in turn; a spread is median (least to most)",
    ]
    parts = {
        "Answers": tables.answers(figures, command),
        "Found: a right section among the first results": tables.found(figures),
        "Ingest": tables.ingests(figures),
        "Ours by size: building": tables.sizes(scale["build"]),
        "Ours by size: serving": tables.serving(scale["ask"]),
        "Chroma's ten nearest rows beside the true ten": tables.stores(scale["store"]),
        **others,
    }
    shown = [f"## {title}\n\n{text}\n" for title, text in parts.items() if text.count("\n") > 1]
    return "\n".join([f"# Measured on {date.today()}\n", *(f"- {line}" for line in lines), "", *shown])


if __name__ == "__main__":
    main()
