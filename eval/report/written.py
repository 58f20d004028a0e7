"""The report in its four forms. The page needs nothing beside it: no script, no font, no picture from anywhere."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from eval.again import together
from eval.compare import Comparison
from eval.errors import EvalError
from eval.messages import ENDS
from eval.metrics import METRICS
from eval.questions import SPLITS
from eval.report import told
from eval.report.beside import side_by_side
from eval.report.findings import Findings

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.globals.update(told=told, side_by_side=side_by_side, ends=ENDS, together=together)


def write(found: Findings, folder: Path) -> list[Path]:
    """report.html, .md, .json and .xml (JUnit), in that order. EvalError where they cannot be written."""
    forms = {
        "report.html": page(found),
        "report.md": markdown(found),
        "report.json": json.dumps(found.as_json(), indent=1, default=str),
        "report.xml": junit(found),
    }
    return [_written(folder / name, words) for name, words in forms.items()]


def page(found: Findings) -> str:
    """The report as one page."""
    return TEMPLATES.get_template("report.html").render(found=found, charts=_charts(found), **_tables(found))


def markdown(found: Findings) -> str:
    """The report as Markdown."""
    return TEMPLATES.get_template("report.md").render(found=found, **_tables(found))


def comparison_page(compared: Comparison, shown: tuple[str, ...]) -> str:
    """Two runs side by side, as one page."""
    return TEMPLATES.get_template("compare.html").render(compared=compared, shown=shown)


def save(file: Path, words: str) -> Path:
    """Writes a page. EvalError where it cannot be written."""
    return _written(file, words)


def junit(found: Findings) -> str:
    """The report for machines that count tests: a suite a kind; of a half that is not shown, no scenario by its name."""
    root = Element("testsuites", name="worked scenarios")
    for line in found.topics:
        cases = [one for one in found.scored if one.placed.topic == line.name and one.placed.scenario.split in found.shown]
        failed = [one for one in cases if not one.passed]
        suite = SubElement(root, "testsuite", name=line.title, tests=str(len(cases)), failures=str(len(failed)))
        for one in cases:
            case = SubElement(suite, "testcase", classname=line.name, name=one.placed.scenario.id)
            case.set("time", f"{one.conversation.seconds:.3f}")
            if not one.passed:
                why = "\n".join(f"turn {fault.turn}, {fault.metric.title}: {fault.why}" for fault in one.faults)
                SubElement(case, "failure", message=one.faults[0].why).text = why
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _tables(found: Findings) -> Mapping[str, Any]:
    both = [split for split in SPLITS if found.half(split)]
    halves = both if len(both) == 1 else ["all", *both]
    rows = [(metric, {half: found.figures[half][at] for half in halves}) for at, metric in enumerate(METRICS)]
    return {"halves": halves, "rows": rows}


def _charts(found: Findings) -> Mapping[str, str]:
    from eval.report import charts  # noqa: PLC0415 - half a second, and only a page has them

    drawn = {
        "kinds": charts.bars("kinds", "Scenarios passed, by kind", found.topics),
        "sections": charts.bars("sections", "Scenarios passed, by section of the policy", found.sections),
        "coverage": charts.heat("coverage", "What rests on each section", found.coverage),
    }
    if len(found.trend) > 1:
        drawn["trend"] = charts.trend("trend", "Scenarios passed, run by run", found.trend)
    if found.curve:
        drawn["curve"] = charts.curve("curve", "Answering less, and being right more often", found.curve)
    return drawn


def _written(file: Path, words: str) -> Path:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words, encoding="utf-8")
    except OSError as error:
        raise EvalError(f"{file}: it cannot be written ({error.strerror}). Choose another folder with --out") from None
    return file
