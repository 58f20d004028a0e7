"""What kind of thing a question wants: a time, a number, a person. Of a passage's points, those that hold it come first."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kind of answer: how it is asked for, and what words that hold it look like."""

    asked: re.Pattern[str]
    held: re.Pattern[str]


NUMBER = r"\d+|one|two|three|four|five|six|seven|ten|twelve|sixteen"
HOW_LONG = (
    r"\bhow (?:long|soon|quickly|often|many (?:days|weeks|months))\b|\bwhen\b|\bdeadlines?\b"
    r"|\btime ?(?:limit|scale|frame)s?\b|\bby what (?:time|date)\b|\bhow much time\b"
)
SPAN = Wanted(
    re.compile(HOW_LONG, re.IGNORECASE),
    re.compile(
        rf"\b(?:{NUMBER})[- ]?(?:working )?(?:days?|weeks?|months?|years?|hours?)\b|\b(?:January|August|November|July) \d",
        re.IGNORECASE,
    ),
)
MOMENT = Wanted(
    re.compile(HOW_LONG, re.IGNORECASE),
    re.compile(
        r"\bas soon as\b|\bon admission\b|\bearliest\b|\bat the point\b|\bbefore\b|\bprior to\b|\bimmediately\b|\buntil\b",
        re.IGNORECASE,
    ),
)
COUNT = Wanted(
    re.compile(r"\bhow (?:many|much|old)\b|\bwhat age\b|\bage (?:limit|range)\b", re.IGNORECASE),
    re.compile(rf"\b(?:{NUMBER})\b|\blower age\b", re.IGNORECASE),
)
WHO = Wanted(
    re.compile(r"\bwho(?:'?s|se)?\b|\bwhose\b|\bwhich (?:team|person|role|body|council|authority)\b", re.IGNORECASE),
    re.compile(
        r"\b(?:clinician|manager|professional|co-ordinator|coordinator|council|authority|authorities|ICB|HCP|LA|panel|team|staff"
        r"|partnership|nurse|social worker|NHS England)\b",
        re.IGNORECASE,
    ),
)
KINDS = [SPAN, MOMENT, COUNT, WHO]  # a figure says more than "as soon as"


def fit(question: str, words: str) -> int:
    """How well the words hold the kind of thing that the question asks for: 0 not at all, higher for a closer kind."""
    return max(
        (len(KINDS) - at for at, kind in enumerate(KINDS) if kind.asked.search(question) and kind.held.search(words)), default=0
    )
