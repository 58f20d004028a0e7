"""Figures in words: the headline, and how a rate is written for people."""

from collections.abc import Iterator

from eval.compare import Change, Comparison
from eval.metrics import Kind
from eval.rates import Mean, Rate
from eval.report.findings import Findings
from eval.scoring import Figure

NOTHING = "nothing to score"


def headline(found: Findings) -> Iterator[str]:
    """What the run found, in a few lines."""
    passed = found.passed()
    yield f"{passed.hits} of {passed.of} scenarios passed ({share(passed)}); {counted(found.wrongly_decided())} decided wrongly"
    for split in ("tune", "test"):
        half = found.passed(split)
        if half.of:
            wrong = found.wrongly_decided(split)
            told = f"{half.hits} of {half.of} passed, {share(half)}"
            yield f"  {split} half: {told}; {counted(wrong)} decided wrongly, {share(wrong)}"
    yield from changes(found)
    if found.missing:
        yield f"{found.missing} scenarios of this run have no answer yet: aftercare eval run --resume {found.run.name}"
    if found.stale:
        yield f"{len(found.stale)} scenarios are gone or say otherwise since, and are left out: make a new run to have them"


def changes(found: Findings) -> Iterator[str]:
    """What is not as it was in the run before, in one line."""
    if found.change is None:
        yield "There is no earlier run of the same scenarios to compare it with"
        return
    worse = found.changed(Change.NOW_FAILS) + found.changed(Change.NOW_DECIDED_WRONGLY)
    better, words = found.changed(Change.NOW_PASSES), found.changed(Change.OTHER_WORDS)
    others = words + found.changed(Change.FAILS_OTHERWISE)
    yield f"Since {found.change.before.name}: {worse} worse, {better} mended, {others} answered in other words"


def counted(rate: Rate) -> str:
    """ "3", or "none"."""
    return str(rate.hits) if rate.hits else "none"


def share(rate: Rate) -> str:
    """ "81 % (74 to 86)"."""
    return percent(rate.value, rate.interval)


def percent(value: float | None, interval: tuple[float, float] | None) -> str:
    """A share with its interval, or that there is nothing."""
    if value is None or interval is None:
        return NOTHING
    low, high = (_hundredths(end) for end in interval)
    return f"{_hundredths(value)} % ({low} to {high})"


def figure_told(figure: Figure) -> str:
    """A figure as it is written for people."""
    if figure.metric.kind is Kind.RATE:
        return percent(figure.value, figure.interval)
    if figure.value is None or figure.interval is None:
        return NOTHING
    low, high = figure.interval
    return f"{_short(figure.value)} {figure.metric.unit} ({_short(low)} to {_short(high)})"


def spread(figure: Figure) -> str:
    """The middle one and what most stay under, of a measure."""
    if figure.metric.kind is Kind.RATE or figure.median is None or figure.most is None:
        return ""
    return f"middle {_short(figure.median)}, 95 of 100 up to {_short(figure.most)}"


def _hundredths(value: float) -> str:
    hundred = round(value * 100, 6)
    return f"{hundred:.0f}" if hundred == round(hundred) or 1 < hundred < 99 else f"{hundred:.1f}"


def _short(value: float) -> str:
    return f"{value:.0f}" if value >= 20 else f"{value:.1f}"


def mean(measured: Mean) -> str:
    """A mean between 0 and 1 with its interval."""
    if measured.value is None or measured.interval is None:
        return NOTHING
    return f"{measured.value:.2f} ({measured.interval[0]:.2f} to {measured.interval[1]:.2f})"


def compared(found: Comparison) -> Iterator[str]:
    """What two runs have in common and what not, in a few lines; both halves are counted."""
    yield f"{found.same} scenarios answered the same, word for word; {len(found.pairs)} otherwise"
    yield from (f"{len(pairs)} {change.told}" for change in Change if (pairs := found.of(change)))
    for name, only in ((found.before.name, found.only_before), (found.after.name, found.only_after)):
        if only:
            yield f"{len(only)} scenarios are in {name} only, or say something else in the other, and are not compared"
    yield from (f"Not made alike: {line}" for line in found.settings)
