"""How old somebody is: "82F", "F/34", "a 15 y/o lass", "just turned 18", "7 months old". Never a section, a duration or a date.

A range ("in his forties"), a limit ("under 18") and somebody else's age give none: the fact is a number of whole years.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.reading.context import Manner, flat, manners
from assistant.reading.mention import Mention, Message
from assistant.reading.sections import find_sections
from assistant.reading.ways import Ways

FACT = "age"
OLDEST, OLDEST_BARE = 120, 109  # a bare number over a hundred is a section sooner than an age
MONTHS, WEEKS = 12, 52
GROWN = 38  # from here on a number is an age sooner than a section, and one taken for the other decides nothing
UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
SPELT = {word: number for number, word in enumerate([*UNITS, *TEENS], start=1)} | {
    word: 10 * number for number, word in enumerate(TENS, start=2)
}
SPELT_AGE = rf"(?:(?:{'|'.join(TENS)})(?:[\s-]+(?:{'|'.join(UNITS)}))?|{'|'.join(TEENS)}|{'|'.join(UNITS)})"
N = rf"(?P<n>(?<![\d./£-])\d{{1,3}}|\b{SPELT_AGE})"
SEX = r"(?:females?|males?|f|m)"
LITTLE = r"(?:little|young|wee) (?:one|un)"
YOUNG = r"(?:girl|boy|kid|child|youngster)"
NOUN = rf"(?:female|male|woman|man|lady|gentleman|gent|bloke|chap|lad|lass|{YOUNG}|fella|su|pt|patient|client)"
YEARS = rf"(?:y\s?[/.]?\s?o\b\.?|(?:yr|year)s?'?[\s-]*olds?|(?:yr|year)s?\s+of\s+age|yold|yrs?\b(?=\s+{NOUN}\b))"
# A number between two stops: "on 117, 46, home care". Not the year after another one: "in 2012, 14".
ALONE = r"(?:^|[\n(]|[.?!:]\s|(?<!19\d\d)(?<!20\d\d)[,;])\s*(?P<n>[1-9]\d)(?=\s*(?:[,;)\n](?!\s*(?!117)\d)|[.?!](?!\d)|$))"
# A number that opens what is told of somebody, and names no section: "15 on a cto", "18 today". Not the 17, and not the 37.
OPENS_WITH = r"today|exactly|yesterday|on an?|at home|held|living|lives|detained|informal"
AGES = r"(?P<n>1\d|2\d|3[0-4]|[5-9]\d)"
OPENING = rf"(?:^|[\n:.?!]\s*)(?!17){AGES}(?=,?\s+(?:{OPENS_WITH})\b)"
OTHERS = (
    "service user|tenant|resident|customer|applicant|young person|yp|person|individual|inpatient|prisoner|teenager|guy|feller"
)
THEY = rf"(?:he|she|they|who|{NOUN}|{OTHERS})"
SO = r"(?<!whether )(?<!check )(?<!sure )(?:he|she)(?:'?s| is)"  # in the order of a statement, whatever else its sentence asks
# "the client I'm looking at is 31", "one of our chaps on 117 is 75"
WHICH_ONE = (
    r"(?:on (?:s\.? ?|section )?117|in question|concerned|(?:i|we)(?:'?m|'?re|'?ve| am| are| have)? "
    r"(?:(?:got|been) )?(?:looking at|working with|asking about|thinking of|talking about|dealing with|supporting|got))"
)
IS = r"(?:'?s|'?re| is| are)"
COMES_TO = rf"{THEY}(?:{IS}| turns?| hits?| reach(?:es)?|'?s turned| has turned)(?: already)?"
ENDS = r"(?![\d/(%]|:\d|\.\d|-\d|st\b|nd\b|rd\b|th\b|s\b|[a-z])"  # what may not follow a bare number
UNIT = "hours? hrs? days? weeks? wks? months? mths? years? yrs? mins? miles? mg pm am percent times others? people".split()
UNIT += "nights? visits? calls? sessions? carers? staff beds? quid pounds?".split()
NO_THINGS = r"(?!\s+(?!(?:lives|is|was|has|needs|wants|says|goes|gets|stays|sees)\b)[a-z]+s\b)"  # "lady, two cats"
CLOSES = r"(?=\s*(?:$|[.,;?!)\n]))"
COUNTS = rf"(?!\s*(?:-\s*)?(?:{'|'.join(UNIT)}|of\b))"
RELATIVES = "son daughter child kid baby brother sister mum mother dad father wife husband partner niece nephew twins?".split()
KIN = rf"(?:{'|'.join(RELATIVES)}|grand(?:son|daughter|child)|carer|neighbour|friend)"
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*"
HALF = r"(?:1/2|½|(?:and|&|n) a half)"
TITLE = r"(?:mr|mrs|miss|ms|mx)"
AND_MONTHS = r"\s*(?:(?:yr|year)s?\b)?\s*(?:and|&|,|n)?\s*\d{1,2}\s*(?:months?|mths?)\b"  # "17 and 10 months"
ONCE = "when since before until till after while once first then".split()
LIMIT = r"(?:over|under|below|above|than|least)"
SOON = r"(?:nearly|almost|about to (?:turn|be)|not (?:quite|yet)|just under|coming up to|turns|turning|will be|going on)"
SOONER = r"by the time|the (?:day|minute|moment)|as soon as|(?:from|at) the age of|at age"
PAST = re.compile(rf"(?<!looked )(?:{'|'.join(ONCE)}|{SOONER})\s+(?:\w+\s+){{0,3}}$")
# No time: "what do we do when a 15 year old"
OF_ANY = re.compile(r"\b(?:do|does|done|happens?|follows?|applies|goes)(?: then)? when an?\s+$")
# "over 18", "older than the age of 18"; not "under 117 for an 86yo", "fighting over 8yo", "handed over 8yo"
AT_ODDS = (
    r"fight\w*|argu\w+|disput\w+|row\w*|disagree\w*|squabbl\w*|bicker\w*|wrangl\w*|at odds|clash\w*|t[oa]k\w+|hand\w+|pass\w+"
)
BEFORE_LIMIT = r"(?:(?:the|ages?|of|is|was|about|exactly|those|all|anyone|an?)\s+)*"
FROM_THERE = re.compile(r"\s*(?:and|or) (?:over|under|above|below|older|younger|up)\b")  # "aged 16 or over"
LIMITED = re.compile(rf"(?:\b{LIMIT}|(?P<odds>\b(?:{AT_ODDS})\s+over))\s+{BEFORE_LIMIT}$")
# What is so many years old is no person: "her 117 hits 5 next week".
NO_PERSON = re.compile(
    r"\b(?:hers|theirs|it|that|this|which|117|aftercare|entitlement|duty)(?:'?s| is| will| has)?"
    r"(?: (?:be|been|hits?|hit|reach(?:es|ed)?|makes?|turns?|gets? to))*\s+$"
)
A_PERSON = re.compile(rf"(?:{NOUN}|{SO})\b")
LATELY = rf"(?:{MONTH}|week|month)"
NOT_THEN = r"(?!(?:\w+\W+){1,3}(?:when|(?:19|20)\d\d))"  # "was 16 in April 2015", "in April when sectioned"
NOW = r"(?:is |he'?s |she'?s )?now (?:aged )?\d\d\b"  # "aged 14, now 30"
THEN = re.compile(rf"\W{{0,2}}(?:{NOW}|when|at the time|at that time|back then|in (?:19|20)\d\d|years ago|last year)\b| then\b")
RELATIVE = re.compile(rf"\W{{0,2}}{KIN}\b")
OWNER = re.compile(r"\b(?:his|her|their|has|have|with|had|got)\s+(?:\w+\s+){0,2}$")


@dataclass(frozen=True, slots=True)
class Way:
    """One way of saying an age.

    pattern   with the number as `n`
    years     what the number counts, in years
    less      what is still missing from it ("nearly 18" is 17)
    stated    it holds only where it is stated: "she is 16", not "is she 16?"
    bare      nothing but its place shows that the number is an age, so that it may not be the number of a section
    alone     it stands between two stops, so that a "no" before it turns something else
    ahead     an age to come of somebody whose age is known, as whom they are asked about: "and when she's 18?"
    """

    pattern: re.Pattern[str] | Ways
    per_year: int = 1
    less: int = 0
    stated: bool = False
    bare: bool = False
    alone: bool = False
    ahead: bool = False


@cache
def _ways() -> tuple[Way, ...]:
    """Every way, the more exact before the less."""
    return (
        Way(
            re.compile(
                rf"^(?:(?:ok|okay|and|but|so|then|what about|what happens),? )*(?:when|once|after) {COMES_TO} {N}{ENDS}{COUNTS}"
            ),
            ahead=True,
        ),
        _way(rf"{N}\s*(?:/\s*12\b|(?:-\s*)?(?:months?|mths?|mo)[\s-]*olds?)", per_year=MONTHS),
        _way(rf"{N}\s*(?:-\s*)?(?:weeks?|wks?)[\s-]*olds?", per_year=WEEKS),
        _way(rf"{N}\s*-?\s*(?:and a half\s*)?{YEARS}"),
        _way(rf"\bage[ds]?\s*(?:is|was|=|:|of|just|only|about)?\s*{N}(?:\s?y(?:ea)?rs?\b(?!\s+(?:ago|back)))?{ENDS}{COUNTS}"),
        _way(rf"\b{SOON}\s+{N}{ENDS}{COUNTS}", less=1),
        _way(rf"\b{THEY}(?:'?s|'?re)?\s+{N}\s+(?=in\s+(?:{MONTH}\b|(?:an?|\d+|two|three|few)\s))", less=1),
        _way(rf"\b{THEY}\s+(?:was|were|turned)\s+{N}\s+(?=(?:in|last|this)\s+{LATELY}\b){NOT_THEN}", stated=True),
        _way(rf"(?P<n>(?<![\d./£-])1\d)\s*{HALF}(?!\w){COUNTS}"),
        _way(r"\b(?:under |not yet )?18s?\s*\(\s*(?P<n>1[0-7])\s*\)"),
        _way(rf"{N}\s*(?=next (?:week|month|year|birthday))", less=1),
        _way(rf"\b(?:just |only |recently |has |have |now )?turned\s+{N}{ENDS}{COUNTS}", stated=True),
        _way(rf"{N}\s?{SEX}\b(?!\w)"),
        _way(rf"\b{SEX}\s?/?\s?(?P<n>\d{{1,3}}){ENDS}{COUNTS}"),
        _way(rf"\b{N}\s+(?:year\s+)?{NOUN}\b", bare=True),
        _way(rf"\b{NOUN}\s*[,(]\s*{N}{ENDS}{COUNTS}{NO_THINGS}", bare=True),
        _way(rf"\b[fm]\s*,\s*{N}{ENDS}{COUNTS}{NO_THINGS}", bare=True),
        _way(rf"\b(?:{NOUN}|{LITTLE})\s+of\s+{N}{ENDS}{COUNTS}"),
        _way(rf"\b{NOUN}\s+(?P<n>[1-9]\d){ENDS}{COUNTS}", bare=True),
        _way(rf"\b{YOUNG}\s+{N}{ENDS}{COUNTS}", bare=True),
        Way(re.compile(ALONE), bare=True, alone=True),
        Way(re.compile(OPENING), bare=True, alone=True),
        _way(rf"\b{THEY}{IS}\s+(?:only|just|still|now|already|barely)\s+{N}{ENDS}{COUNTS}", stated=True),
        _way(rf"\b{SO}\s+{N}{ENDS}{COUNTS}", bare=True),
        _way(rf"(?<=, )now\s+(?:aged\s+)?{N}(?=\s*(?:$|[.,;?!)]))", bare=True),
        _way(rf"\b{SO}\s+{N}\s?(?:yrs?|years){CLOSES}"),
        Way(re.compile(rf"(?:^|[\n.?!]\s*)(?P<n>[1-9]\d)\s?(?:yrs?|years){CLOSES}"), alone=True),
        _way(rf"\b{THEY}{IS}\s+{N}{ENDS}{COUNTS}", stated=True, bare=True),
        _way(rf"\b(?:{NOUN}s?\s+{WHICH_ONE}|ours)\s+is\s+{N}(?=\s*(?:[,.;)!?]|$|and\b|now\b))", stated=True, bare=True),
        Way(re.compile(rf"[,;(]\s*{AGES}(?=\s+now\b)"), bare=True, alone=True),
        _way(rf"\b{TITLE}\.?\s+\w+(?:\s+\w+)?{IS}\s+(?:now\s+|only\s+)?{N}{ENDS}{COUNTS}", stated=True, bare=True),
        _way(rf"\b\w+(?:'s| is)\s+(?:now\s+|only\s+)?(?P<n>1\d){AND_MONTHS}", stated=True),
        _way(r"(?:^|[\n.;])\s*(?P<n>[1-9]\d)(?=\s+on\s+(?:s\.?\s?|section\s+)?117\b)", bare=True),
        _way(rf"\b(?:only|exactly)\s+{N}(?=\s*(?:$|[.,;?!)]))", stated=True, bare=True),
    )


def _way(pattern: str, per_year: int = 1, less: int = 0, *, stated: bool = False, bare: bool = False) -> Way:
    begins_a_word = pattern.startswith(r"\b")  # else a number may stand in one: "abc34yo"
    return Way(Ways(pattern) if begins_a_word else re.compile(pattern), per_year, less, stated, bare)


def read_ages(message: Message) -> list[Mention]:
    """The age of the person the message is about, once; two ages settle nothing."""
    said = list(_said(message))
    return [ones[0] for supposed in (False, True) if (ones := _one_age(said, supposed))]


def _one_age(said: list[Mention], supposed: bool) -> list[Mention]:
    ones = [one for one in said if one.supposed == supposed]
    return ones if len({one.value for one in ones}) == 1 else []


def _said(message: Message) -> Iterator[Mention]:
    text = flat(message.text)
    taken: list[tuple[int, int]] = []
    for way in _ways():
        for match in way.pattern.finditer(text):
            if any(match.start("n") < end and start < match.end("n") for start, end in taken):
                continue
            taken.append(match.span("n"))
            yield from _meant(message, way, match)


def _meant(message: Message, way: Way, match: re.Match[str]) -> Iterator[Mention]:
    how = manners(message.text, *match.span())
    years = number_of(match["n"]) // way.per_year - way.less
    if way.ahead:
        if FACT in message.case:
            yield Mention(FACT, years, *match.span(), supposed=True)
        return
    if not 0 <= years <= (OLDEST_BARE if way.bare else OLDEST) or _another(flat(message.text), match):
        return
    if way.bare and (_a_section(message, way, match) or (message.asked and match.start("n") == 0)):
        return
    ignored = {Manner.DENIED} if way.less or way.alone else set()
    if how & {Manner.DENIED, Manner.DOUBTED, Manner.OF_ANOTHER, Manner.TAKEN_BACK} - ignored:
        return
    if not (Manner.ASKED in how and way.stated):
        yield Mention(FACT, years, *match.span(), Manner.SUPPOSED in how)


def _another(text: str, match: re.Match[str]) -> bool:
    """Whether it is somebody else's age, or an age of long ago, or a limit."""
    before, after = text[: match.start()], match.end()
    of_kin = RELATIVE.match(text, after) and OWNER.search(before)
    of_none = NO_PERSON.search(before[-40:]) and not A_PERSON.match(text, match.start())  # a "117 lad of 15" is one
    limited = _is_limit(before[-60:], text[after : after + 20])
    past = PAST.search(before[-40:]) and not OF_ANY.search(before[-40:])
    return bool(of_kin or THEN.match(text, after) or past or limited or of_none)


def _is_limit(before: str, after: str) -> bool:
    limited = LIMITED.search(before)
    return bool(FROM_THERE.match(after) or (limited and limited["odds"] is None))


def _a_section(message: Message, way: Way, match: re.Match[str]) -> bool:
    """Whether the number is that of a section: between two stops or of an adult, only where the sections are read so."""
    if way.alone or (match["n"].isdigit() and int(match["n"]) >= GROWN):
        return any(one.start <= match.start("n") < one.end for one in find_sections(message.text))
    return match["n"] in _sections(message)


def _sections(message: Message) -> frozenset[str]:
    """The numbers that name a section by themselves."""
    options = message.holdings.rulebook.specs["section"].options
    return frozenset(number for value in options for number in re.findall(r"(?<!_)\b\d+\b", value.partition("_")[0]))


def number_of(said: str) -> int:
    """A number in figures or words."""
    return int(said) if said.isdigit() else sum(SPELT[word] for word in re.split(r"[\s-]+", said))
