"""Which homes are not theirs of then: the writer's, a worker's, one of a few days, of long ago or left for another; and those
that only the detention after them shows to be homes, as a care home is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.reading.context import Manner, flat, manners
from assistant.reading.cues import clause_of, cue, history, sentence_of
from assistant.reading.mention import Message
from assistant.reading.moving import HOMES, SILENT
from assistant.reading.nearby import Told
from ingest.gazetteer import Match

PRACTICE = "gp_on_first_day"
OF_A_PRACTICE = re.compile(r"\b(?:gp|gps|gp's|practice|surgery|doctor'?s?)(?: then| at the time| back then)?\s*$")
OF_OTHERS = ("of_writer", "of_worker", "of_others", "for_some_nights")  # cues that end right before a place
ASKED_OF_PLACES = {  # what says something else of a place than was asked, and what says that after all
    "lived_before": ("not_home", "a_home"),
    "usually_resident": ("not_home", "a_home"),
    PRACTICE: ("not_practice", "a_practice"),
}
AFTER = re.compile(r"\W*")
STAYS = ("been", "stayed")
NEAR = 40  # characters after a place in which it is said how long they were there
STREET = frozenset("road rd lane ln avenue ave street drive close crescent terrace".split())


def without_streets(text: str, matches: Sequence[Match]) -> list[Match]:
    """The places without those that name a street before the town: "Scotter Road, Scunthorpe"."""
    follows = (flat(text)[match.end : match.end + NEAR].split() for match in matches)
    return [match for match, words in zip(matches, follows, strict=True) if not words or words[0].strip(".,") not in STREET]


def is_theirs(told: Told, at: Match, text: str) -> bool:
    """Whether a home is the person's own, and one they had for more than a stay."""
    if told.thing not in HOMES:
        return True
    lowered = flat(text)
    opens, closes = clause_of(lowered, at.start)
    soon = min(closes, at.end + NEAR)
    body = history().cues["of_body"].match(lowered, at.end + 1)
    origin = lowered[opens : at.start].split()[-1:] == ["from"]
    passing = cue("homeless", lowered) if origin else cue("short_stay", lowered, at.end, soon)
    another = any(cue(kind, lowered, opens, at.start) for kind in OF_OTHERS)
    unsettled = cue("homeless", lowered, opens, closes) and not cue("until_a_home", lowered, opens, at.start)
    lost = cue("given_up", lowered, opens, at.start) and not cue("only_then", lowered, at.end, soon)
    given_up = cue("had_given_up", lowered, at.end, sentence_of(lowered, at.end)[1])
    return not (another or unsettled or lost or given_up or passing or body or cue("long_past", lowered, at.end, soon))


def told_by_detention(message: Message, matches: Sequence[Match]) -> Iterator[Told]:
    """ "Was in a nursing home in Selby when she was detained": a home by what followed, unless somebody had put them there."""
    lowered = flat(message.text)
    for match in matches:
        opens, closes = sentence_of(lowered, match.start)
        clause, _ = clause_of(lowered, match.start)
        dwelt = cue("dwelt", lowered, clause, match.start) and cue("until_detained", lowered, match.end, closes)
        how = manners(message.text, match.start, match.end)
        if dwelt and not cue("was_placed", lowered, opens, closes) and not how & {*SILENT, Manner.ASKED}:
            yield Told("lived_before", match.said, match.start, match.end, Manner.SUPPOSED in how)


def without_left(told: Sequence[Told], text: str) -> list[Told]:
    """The homes before a detention without those that another of them followed: "moved to Brigg from Hull"."""
    lowered = flat(text)
    homes = [one for one in told if one.thing == "lived_before"]
    clauses = [clause_of(lowered, one.start) for one in homes]
    left = [
        other for (opens, _), other in zip(clauses, homes[1:], strict=False) if cue("moved_from", lowered, opens, other.end)
    ]
    left += [
        one for one, (_, closes) in zip(homes, clauses, strict=True) if cue("home_still_earlier", lowered, one.start, closes)
    ]
    return [one for one in told if one not in left] if len(left) < len(homes) else list(told)


def at_home_then(told: Told, at: Match, text: str) -> Told:
    """ "When detained she was domiciled in Selby": not where she was detained."""
    home = told.thing == "elsewhere" and cue("dwelt_there", flat(text), told.start, at.start)
    return replace(told, thing="lived_before") if home else told


def put_in_time(told: Told, text: str) -> Told:
    """A home that they wish for or that is made ready is one to come."""
    lowered = flat(text)
    opens, closes = clause_of(lowered, told.start)
    wished = cue("home_wished", lowered, opens, told.end) or cue("home_made_ready", lowered, told.end, closes)
    return replace(told, thing="now") if wished and told.thing in HOMES else told


def whose(told: Told, text: str) -> Told:
    """ "Her GP was Gainsborough when she was sectioned": what was there is the practice, not the home."""
    lead = flat(text)[: told.start]
    return replace(told, thing=PRACTICE) if told.thing in HOMES and OF_A_PRACTICE.search(lead) else told


def lived_there(text: str, told: Told, matches: Sequence[Match]) -> bool:
    """ "Sectioned on a 3 in Leeds in May, living there by then": the place named last before "there"."""
    lowered = flat(text)
    upto = next((match.start for match in matches if match.start >= told.end), len(text))
    there = cue("lived_there", lowered, told.end, upto)
    since = cue("home_since_after", lowered, told.end, clause_of(lowered, told.start)[1])
    if there and there[0].startswith(STAYS) and cue("a_body", lowered, clause_of(lowered, told.start)[0], told.end + NEAR):
        return False  # "a hospital in Leeds, been there 7 months"
    return (
        told.thing == "elsewhere" and not since and bool(there and not manners(text, *there.span()) & {*SILENT, Manner.ASKED})
    )


def practice_in_its_time(text: str, told: Told, others: Sequence[Told]) -> Told:
    """Where their practice is today says nothing of the first day."""
    return replace(told, thing="gp_now") if told.thing == PRACTICE and _is_practice_now(flat(text), told, others) else told


def _is_practice_now(lowered: str, told: Told, others: Sequence[Told]) -> bool:
    """Whether it is the one of today: where that is said, or a move was told of first."""
    if cue("practice_now", lowered, *clause_of(lowered, told.start)):
        return True
    begins, ends = sentence_of(lowered, told.start)
    moved = [one for one in others if one.thing == "now" and (begins <= one.start < told.start or one.place == told.place)]
    return bool(moved) and not cue("practice_then", lowered, max(begins, min(moved[-1].end, told.start)), ends)


def tells_otherwise(fact: str, text: str, at: Match) -> bool:
    """Whether a reply that names a place says something else of it than was asked: "the hospital's in Sheffield"."""
    kinds = ASKED_OF_PLACES.get(fact)
    if kinds is None:
        return False
    lowered, (otherwise, after_all) = flat(text), kinds
    opens, _ = clause_of(lowered, at.start)
    if cue(after_all, lowered, opens, at.start):
        return False
    after = AFTER.match(lowered, at.end)
    return bool(cue(otherwise, lowered, opens, at.start) or (after and history().cues["not_there"].match(lowered, after.end())))
