"""What a learner takes away: a certificate as a PDF that assistive technology can read, and a row for their own CPD log.

A name is only ever in the PDF: it is not kept, and no error repeats it.
"""

import csv
import io
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from api.problems import Problem
from api.quiz.model import Sat
from api.quiz.results import Result, Share
from eval.quiz.exports.table import inert

TEMPLATE = Path(__file__).with_name("certificate.typ")
LONGEST_NAME = 80
NOTE = "It tells how one quiz went. It says nothing about fitness to practise, and decides nothing about any person."
CPD_HEADS = ("Date", "Activity", "Topics", "Questions", "Right", "Per cent", "Passed", "Minutes", "To read again", "Reflection")


class NameNotPrintable(Problem):
    """The name is too long, or in letters that no font here has."""

    type, status, title = "name-not-printable", 422, "That name cannot be printed"


class NotPassed(Problem):
    """There is a certificate only for a quiz that was passed."""

    type, status, title = "not-passed", 409, "There is no certificate yet"

    def __init__(self) -> None:
        super().__init__("A certificate is for a quiz that was passed. Try again with other questions, or keep the CPD log")


@dataclass(frozen=True, slots=True)
class Achieved:
    """What came of a quiz. `minutes`: how long it took, None where it has no end; `read`: paragraphs to read again."""

    title: str
    day: date
    whole: Share
    topics: Sequence[Share]
    pass_mark: int
    passed: bool
    minutes: int | None
    read: Sequence[str]


def achieved(sat: Sat, result: Result) -> Achieved:
    """What came of an attempt."""
    began, finished = sat.attempt.began, sat.attempt.finished
    cites = [one.item.options[place].source.cite for one in result.wrong for place in one.item.right]
    return Achieved(
        sat.session.title,
        (finished or began).date(),
        result.whole,
        result.topics,
        sat.session.terms.pass_mark,
        result.passed,
        max(1, round((finished - began).total_seconds() / 60)) if finished else None,
        tuple(dict.fromkeys(cites)),
    )


def certificate(found: Achieved, name: str) -> bytes:
    """The PDF, tagged as PDF/UA-1 asks; without a name it has a line to write on. Raises NotPassed or NameNotPrintable."""
    if not found.passed:
        raise NotPassed
    typed = _printable(name)
    pdf = _written(_held(found, typed), ours=True) or _written(_held(found, typed), ours=False)
    if pdf is None:
        detail = "This server has no font with all of its letters. Leave the name empty and write it on the certificate by hand"
        raise NameNotPrintable(detail)
    return pdf


def _printable(name: str) -> str:
    """On one line, without what does not print."""
    shown = "".join(" " if letter.isspace() else letter for letter in name)
    one = " ".join("".join(letter for letter in shown if unicodedata.category(letter)[0] != "C").split())
    if len(one) > LONGEST_NAME:
        raise NameNotPrintable(f"It has {len(one)} letters, and {LONGEST_NAME} fit. Shorten it")
    return one


def _written(held: dict[str, object], *, ours: bool) -> bytes | None:
    """The PDF, with the compiler's own fonts only or with the machine's too; None where no font has the letters."""
    import typst  # noqa: PLC0415 - large, and nothing else needs it

    try:
        made = typst.compile(
            TEMPLATE.read_bytes(),
            format="pdf",
            pdf_standards="ua-1",
            ignore_system_fonts=ours,
            sys_inputs={"held": json.dumps(held)},
        )
    except typst.TypstError:  # its words would repeat the name
        return None
    return made if isinstance(made, bytes) else None


def _held(found: Achieved, name: str) -> dict[str, object]:
    """What the template takes."""
    whole, day = found.whole, f"{found.day.day} {found.day:%B %Y}"
    return {
        "title": f"Certificate: {found.title}",
        "about": f"{whole.right} of {whole.of} right, on {day}",
        "lead": "This certifies that",
        "name": name,
        "lines": [
            f"answered {whole.right} of {whole.of} questions rightly ({whole.per_cent} %) in the quiz “{found.title}”.",
            f"{found.pass_mark} % had to be right. The quiz was passed on {day}.",
        ],
        "topics": [{"name": one.name, "right": f"{one.right} of {one.of}"} for one in found.topics],
        "note": NOTE,
        "footer": "Aftercare: section 117, from the local policy",
    }


def cpd_log(found: Achieved) -> bytes:
    """A row for a log of professional development, as CSV; its last column is for the learner's own words."""
    whole = found.whole
    row = [
        found.day.isoformat(),
        f"Scenario quiz: {found.title}",
        "; ".join(one.name for one in found.topics),
        str(whole.of),
        str(whole.right),
        str(whole.per_cent),
        "yes" if found.passed else "not yet",
        "" if found.minutes is None else str(found.minutes),
        "; ".join(found.read),
        "",
    ]
    out = io.StringIO()
    csv.writer(out).writerows([CPD_HEADS, map(inert, row)])
    return out.getvalue().encode("utf-8-sig")
