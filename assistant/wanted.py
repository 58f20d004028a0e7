"""What kind of thing a question wants: a time, a number, a person. Of a passage's points, those that hold it come first."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kind of answer: how it is asked for, and what words that hold it look like."""

    asked: re.Pattern[str]
    held: re.Pattern[str]


NUMBER = r"\d+|one|two|three|four|five|six|seven|ten|twelve|sixteen"
TIME = Wanted(
    re.compile(
        r"\bhow (?:long|soon|quickly|often|many (?:days|weeks|months))\b|\bwhen\b|\bdeadlines?\b"
        r"|\btime ?(?:limit|scale|frame)s?\b|\bby what (?:time|date)\b|\bhow much time\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:{NUMBER})[- ]?(?:working )?(?:days?|weeks?|months?|years?|hours?)\b|\bas soon as\b|\bon admission\b"
        r"|\bearliest\b|\bat the point\b|\bbefore\b|\bprior to\b|\bimmediately\b|\buntil\b"
        r"|\b(?:January|August|November|July) \d",
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
KINDS = [TIME, COUNT, WHO]


def holds_what_is_wanted(question: str, words: str) -> bool:
    """Does the question ask for a kind of thing, and do the words hold one?"""
    return any(kind.asked.search(question) and kind.held.search(words) for kind in KINDS)
