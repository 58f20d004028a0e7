"""The figures as Markdown tables. A spread is the least, the median and the most of the runs."""

from collections.abc import Mapping, Sequence
from math import ceil
from statistics import median
from typing import Any

from benchmarks.contenders import CONTENDERS
from benchmarks.contest import Figures

Row = Sequence[str]


def table(head: Row, rows: Sequence[Row]) -> str:
    """A Markdown table; the first column is words, the others figures."""
    marks = ["---", *("---:" for _ in head[1:])]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, marks, *rows))


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that at least this share of the values does not exceed (nearest rank)."""
    return sorted(values)[max(ceil(len(values) * share) - 1, 0)]


def spread(values: Sequence[float], digits: int = 1) -> str:
    """ "3.0 (2.9 to 3.4)": median, least, most."""
    return f"{median(values):.{digits}f} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def recall(places: Sequence[int | None], depth: int) -> str:
    """The share of questions with a right section among the first `depth` results."""
    return f"{sum(place is not None and place < depth for place in places) / len(places):.3f}"


def answers(figures: Mapping[str, Figures], command: Sequence[float]) -> str:
    """Cold, warm, memory."""
    rows = [_answers(each.label, figures[each.name]) for each in CONTENDERS if figures.get(each.name, Figures()).asked]
    rows += [["`aftercare ask`, the whole process", spread(command), "-", "-", "-", "-", "-"]] if command else []
    head = ["", "cold: start to first answer, s", "of the processor, s"]
    head += ["warm p50, ms", "warm p95, ms", "of the processor, mean ms", "peak memory, MB"]
    return table(head, rows)


def found(figures: Mapping[str, Figures]) -> str:
    """Recall by section, both splits."""
    rows = []
    for each in CONTENDERS:
        if (measured := figures.get(each.name, Figures()).asked) and each.name != "aftercare_answer":
            splits = measured[0]["found"]
            rows.append([each.label, *(recall(splits[split], depth) for split in ("tune", "test") for depth in (1, 5))])
    return table(["", "tune @1", "tune @5", "test @1", "test @5"], rows)


def ingests(figures: Mapping[str, Figures]) -> str:
    """How fast documents become an index."""
    rows = [_ingest(each.label, figures[each.name].ingest) for each in CONTENDERS if figures.get(each.name, Figures()).ingest]
    return table(["", "texts", "texts a second, model loaded", "whole process, s", "peak memory, MB"], rows)


def sizes(built: Mapping[int, Mapping[str, Any]]) -> str:
    """What building an index of each size took, by stage."""
    head = ["paragraphs", "rows", "texts embedded a second"]
    head += ["embedding, s", "Chroma, s", "probe, s", "all the rest, s", "peak, MB"]
    return table(head, [_built(figures) for figures in built.values()])


def serving(asked: Mapping[int, Mapping[str, Any]]) -> str:
    """What answering at each size took."""
    head = ["paragraphs", "open + first answer, s", "search p50, ms", "search p95, ms", "answer p50, ms", "answer p95, ms"]
    head += ["processor, search p95, ms", "processor, answer p95, ms"]
    head += ["own memory, MB", "with mapped files, MB", "tune @5", "test @5"]
    return table(head, [_served(*each) for each in asked.items()])


def stores(compared: Mapping[int, Mapping[str, Any]]) -> str:
    """How much of the truth Chroma finds at each size."""
    head = ["paragraphs", "of the true ten nearest rows", "least for one question", "p50, ms", "p95, ms", "memory, MB"]
    return table(head, [_store(*each) for each in compared.items()])


def _answers(label: str, figures: Figures) -> Row:
    warm = [asked["warm_ms"] for asked in figures.asked]
    halves, tails = ([percentile(one, share) for one in warm] for share in (0.5, 0.95))
    cpu, worked, peaks = ([asked[what] for asked in figures.asked] for what in ("cpu", "warm_cpu_ms", "peak_mb"))
    return [label, *map(spread, (figures.cold, cpu, halves, tails, worked)), spread(peaks, 0)]


def _ingest(label: str, runs: Sequence[Mapping[str, Any]]) -> Row:
    rates = [run["texts"] / run["seconds"] for run in runs]
    whole, peaks = [run["process"] for run in runs], [run["peak_mb"] for run in runs]
    return [label, f"{runs[0]['texts']:,}", spread(rates, 0), spread(whole), spread(peaks, 0)]


def _built(figures: Mapping[str, Any]) -> Row:
    stages, counts = figures["stages"], figures["counts"]
    named = [stages[name] for name in ("embedding", "filling Chroma", "probing")]
    shown = [*(f"{seconds:.0f}" for seconds in named), f"{sum(stages.values()) - sum(named):.0f}", f"{figures['peak_mb']:.0f}"]
    return [f"{counts['paragraphs']:,}", f"{counts['rows']:,}", f"{figures['rate']:.0f}", *shown]


def _served(size: int, figures: Mapping[str, Any]) -> Row:
    took = [f"{percentile(figures[what], share):.1f}" for what in ("search_ms", "answer_ms") for share in (0.5, 0.95)]
    took += [f"{percentile(figures[what], 0.95):.1f}" for what in ("search_cpu_ms", "answer_cpu_ms")]
    memory = [f"{figures['own_mb']:.0f}", f"{figures['own_mb'] + figures['mapped_mb']:.0f}"]
    found = [recall(figures["found"][split], 5) for split in ("tune", "test")]
    return [f"{size:,}", f"{figures['first']:.1f}", *took, *memory, *found]


def _store(size: int, figures: Mapping[str, Any]) -> Row:
    took = [f"{percentile(figures['chroma_ms'], share):.1f}" for share in (0.5, 0.95)]
    return [f"{size:,}", f"{figures['recall']:.3f}", f"{figures['worst']:.1f}", *took, f"{figures['peak_mb']:.0f}"]
