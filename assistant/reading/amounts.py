"""How long something has lasted or will last, and on what day it was: "on remand 5 months", "services stopped on 3 Nov".

phrases.yaml says under `amounts` and `days` which words make an amount or a day the value of a fact. An amount is given in full
units of what the fact counts; a day only where the day itself was said.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any

from assistant.reading.ages import SPELT_AGE, number_of
from assistant.reading.context import Manner, flat, manners
from assistant.reading.dates import When, find_dates
from assistant.reading.ending import DECIDED, NAMELESS, find_ending
from assistant.reading.folding import Folded, Placed, fold
from assistant.reading.mention import Mention, Message
from assistant.reading.patterns import AGO, AMOUNT, DAY, WORKING_DAYS, Index, Pattern
from assistant.reading.phrases import ANY, phrasebook
from assistant.reading.phrases_file import Amounts

SILENT = frozenset([Manner.DENIED, Manner.DOUBTED, Manner.OF_ANOTHER, Manner.TAKEN_BACK, Manner.ASKED])
BEFORE_A_COMMA = frozenset([Manner.DENIED, Manner.OF_ANOTHER])  # what a list says of something else
SAID = re.compile(
    r"(?<![\d./£-])(?P<least>\d{1,3}\s*(?:-|–|to|or)\s*)?"
    rf"(?P<n>\d{{1,4}}|\b(?:{SPELT_AGE}|an?|(?:a )?couple(?: of)?))(?:\s*-\s*|\s*)(?:full |whole |calendar )?"
    r"(?P<working>working |wkg )?(?P<unit>days?|weeks?|wks?|fortnights?|months?|mths?|years?|yrs?)\b(?!\s*(?:old|of age))"
)
RULE = re.compile(r"(?:\b(?:the|those|these|that|this|our|your|their|says?|said|of|get|gets|rule) )$")  # "the 7 working days"
RULE_AFTER = re.compile(
    r"\s*(?:[:?]|-\s|(?:to|rule|limit|window|thing|bit|count|are|do|does|include|mean|starts?|run|begin|from w)\b)"
)
RATE = re.compile(
    r"(?:\d|\b(?:once|twice|times|hours?|hrs?|visits?|calls?|sessions?|pounds?|quid|days?|nights?|afternoons?|mornings?|grand|k))\s*$"
)  # "£43 a week" is no week
LESS = re.compile(r"\b(?:under|less than)\s+$")
OVER = re.compile(r"\s*(?:ago|back|already|so far|now|to date|since|after|later|into)\b")
LONGEST = 36_500  # days: nothing asked about was longer ago
LONG_AGO = 16  # days: more than the longest time that the rules count, holidays and all
DAYS_IN = {"d": 1.0, "w": 7.0, "f": 14.0, "m": 30.44, "y": 365.25}


def read_amounts(message: Message) -> list[Mention]:
    """The facts that an amount or a day gives; two of one fact settle nothing."""
    given = list(_given(message))
    given += _on_that_day(message, given)
    given += _today(message, given)
    same = {(one.fact, one.supposed): {other.value for other in given if other.fact == one.fact} for one in given}
    return list({(one.fact, one.supposed): one for one in given if len(same[one.fact, one.supposed]) == 1}.values())


def _given(message: Message) -> Iterator[Mention]:
    text = flat(message.text)
    counted = {match.start(): match for match in SAID.finditer(text) if not _is_a_rate(match, text)}
    days = {when.start: when for when in find_dates(message.text, message.as_at)}
    amounts: list[Placed] = [(one.start(), one.end(), _kind(one, text)) for one in counted.values()]
    folds = {
        False: fold(message.text, places=amounts),
        True: fold(message.text, places=[(d.start, d.end, DAY) for d in days.values()]),
    }
    words = folds[False].words | folds[True].words
    for number in _index().possible(words):
        fact, pattern = _patterns()[number]
        if _is_of_another_matter(fact, message):
            continue
        of_day = DAY in pattern.regex
        if not of_day and fact in phrasebook().written.ago and fact not in message.case:
            continue
        for start, end, at in _spans(pattern, folds[of_day]):
            estimated = fact in phrasebook().written.estimates
            how = _meant(message.text, start, end, estimated)
            if not (of_day or estimated) and re.search("[-–]", counted[at]["least"] or ""):
                continue  # "2-3 months" says no number; of an estimate the most counts
            value = _told(fact, days[at], message) if of_day else _counted(fact, counted[at], message)
            silent = SILENT - ({Manner.DOUBTED} if estimated else set())
            less = not (of_day or estimated) and _is_less_than_one(fact, counted[at], text)
            else_ = not less and phrasebook().means_else(fact, ANY, folds[of_day], start, end)
            value = 0 if less else value
            if value is not None and not how & silent and not else_:
                yield Mention(fact, value, start, end, Manner.SUPPOSED in how)


def _is_less_than_one(fact: str, said: re.Match[str], text: str) -> bool:
    """Whether not one full unit of what is counted has passed: "in custody under a month"."""
    counts = phrasebook().written.amounts.get(fact)
    if counts is None or counts.below is not None or said["unit"][0] != counts.unit[0]:
        return False
    return _number(said) == 1 and bool(LESS.search(text[: said.start()]))


def _is_of_another_matter(fact: str, message: Message) -> bool:
    """Whether neither the message nor the case speaks of what it counts: "it had been three weeks", of nobody in prison."""
    spec, book = phrasebook().written.amounts.get(fact), phrasebook()
    if spec is None or not spec.where or (message.asked and message.asked.fact == fact):
        return False
    known = any(name in message.case and message.case[name].value in values for name, values in spec.where.items())
    return not known and not book.speaks_of(fact, message.text)


def _meant(text: str, start: int, end: int, estimated: bool) -> frozenset[Manner]:
    """How an amount is meant. What stands before a comma does not turn an estimate: "not open to them, likely 7 weeks"."""
    how = manners(text, start, end)
    if not estimated or not how & BEFORE_A_COMMA:
        return how
    own = text.rfind(",", 0, start) + 1
    return how - (BEFORE_A_COMMA - manners(text[own:], start - own, end - own))


def _today(message: Message, given: list[Mention]) -> Iterator[Mention]:
    """The days that are today where nothing else is said of them; no words tell them."""
    told = {one.fact for one in given if not one.supposed}
    for fact, beside in phrasebook().written.today.items():
        if beside in told and fact not in told and fact not in message.case:
            yield Mention(fact, message.as_at.isoformat(), 0, 0)


def _on_that_day(message: Message, given: list[Mention]) -> Iterator[Mention]:
    """The days that are the day on which aftercare was ended, where nothing else is said of them."""
    told = {one.fact for one in given}
    for fact in phrasebook().written.on_its_end:
        ending = find_ending(message.text, message.as_at) if fact not in told and fact not in message.case else None
        if ending and ending.how in DECIDED and ending.when and ending.when.day:
            yield Mention(fact, ending.when.day.isoformat(), ending.when.start, ending.when.end, ending.supposed)


def _kind(one: re.Match[str], text: str) -> str:
    """Which of the words that patterns know stands for an amount: `<ahead>` is one that is not over yet."""
    if one["working"] and not _is_the_rule(one, text):
        return WORKING_DAYS
    return AGO if OVER.match(text, one.end()) else AMOUNT


def _is_a_rate(one: re.Match[str], text: str) -> bool:
    """Whether it is so much in each such time, and not how long."""
    return one["n"] in ("a", "an") and bool(RATE.search(text[: one.start()]))


def _is_the_rule(one: re.Match[str], text: str) -> bool:
    """Whether the policy's own working days are spoken of, and not how many have passed."""
    return bool(RULE.search(text[: one.start()]) or RULE_AFTER.match(text, one.end()))


def _spans(pattern: Pattern, folded: Folded) -> Iterator[tuple[int, int, int]]:
    """Where a pattern stands in the text itself, and where the amount or day in it begins."""
    for one in pattern.find(folded.text):
        inside = [mark for mark in folded.marks if one.start <= mark[0] < one.end]
        token = next(mark for mark in inside if folded.text[mark[0] : mark[1]] in (AMOUNT, AGO, WORKING_DAYS, DAY))
        if not one.turned:
            yield *folded.span(one.start, one.end), token[2]


def _told(fact: str, when: When, message: Message) -> str | None:
    """The day said; of a month or a year in which aftercare ended, its last, where no day of it can make a difference."""
    settled = fact in phrasebook().written.ago and (message.as_at - when.last).days >= LONG_AGO and _is_over(message)
    day = when.day or (when.last if settled else None)
    return day.isoformat() if day else None


def _is_over(message: Message) -> bool:
    """Whether aftercare itself is said to have been ended, here or before: services that stopped end nothing."""
    ending = find_ending(message.text, message.as_at)
    how = ending.how if ending else message.case["ended_how"].value if "ended_how" in message.case else None
    return how in (*NAMELESS, *DECIDED)


def _counted(fact: str, said: re.Match[str], message: Message) -> Any:
    """How much it is; or, of a day, the one so long before the day of asking, where there is such a day."""
    if fact not in phrasebook().written.ago:
        return _value(said, phrasebook().written.amounts[fact])
    days = round(_number(said) * DAYS_IN[said["unit"][0]])
    return (message.as_at - timedelta(days=days)).isoformat() if days < LONGEST else None


def _number(said: re.Match[str]) -> float:
    return 2 if "couple" in said["n"] else 1 if said["n"] in ("a", "an") else number_of(said["n"])


def _value(said: re.Match[str], spec: Amounts) -> Any:
    """The amount in the unit of its fact; where the fact is a choice, by whether it is less than a limit."""
    number = _number(said)
    unit, wanted = said["unit"][0], spec.unit[0]
    amount = number if unit == wanted else int(number * DAYS_IN[unit] / DAYS_IN[wanted] + 0.1)
    if spec.below is None:
        return amount
    return spec.less if amount < spec.below else spec.more


@cache
def _patterns() -> list[tuple[str, Pattern]]:
    book = phrasebook()
    amounts = [(fact, one) for fact, spec in book.written.amounts.items() for one in spec.said]
    days = [(fact, one) for kind in (book.written.days, book.written.ago) for fact, ways in kind.items() for one in ways]
    return [(fact, book.language.read(one)) for fact, one in (*amounts, *days)]


@cache
def _index() -> Index:
    return Index([pattern for _, pattern in _patterns()])
