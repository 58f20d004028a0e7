"""What one message tells of detentions and of endings, sorted by how it is meant."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.reading.context import Manner, flat, manners
from assistant.reading.cues import clause_of, cue, history, sentence_of
from assistant.reading.ending import Ending, find_ending
from assistant.reading.events import Era, Event, find_events
from assistant.reading.mention import Message
from ingest.gazetteer_file import Nation

FILLS = (
    "order|section|detention|back|up|down|over|out|when|while|living|was|were|is|been|all|both|only|once|twice|ever|just|he|she|they|at"
    "|hospital|sometime|for|\\d+|a|an|one|two|three|four|five|six|few|couple|days?|weeks?|wks?|months?|mths?|years?|yrs?"
)
IN = re.compile(rf"\s*,?\s*(?:(?:{FILLS})[\s,]+)*(?:in|at|from)\s+(?:the\s+)?", re.IGNORECASE)
SINCE = re.compile(r"since\b(?!\s+(?:birth|childhood))")  # "never sectioned since he left" denies nothing of before
MOVED = ("moved", "placed", "readmitted")
ABROAD = (Nation.SCOTLAND, Nation.NORTHERN_IRELAND)
UNSAID = {Manner.DENIED, Manner.DOUBTED, Manner.ASKED, Manner.OF_ANOTHER, Manner.TAKEN_BACK}
UNDENIED = {Manner.DOUBTED, Manner.OF_ANOTHER, Manner.ASKED, Manner.SUPPOSED, Manner.TAKEN_BACK}


@dataclass(frozen=True, slots=True)
class Told:
    """What a message tells.

    events   plainly told, or only supposed where nothing is plainly told after it, in the order in which they happened
    denied   sections it denies or takes back
    doubted  whether it tells of one that it leaves in doubt
    imagined one that it only supposes, beside what is so, to ask what would follow: "on a 2, if we went for a 3 is she 117?"
    """

    message: Message
    lowered: str
    events: tuple[Event, ...]
    denied: tuple[Event, ...]
    doubted: bool
    ending: Ending | None
    imagined: Event | None = None

    @property
    def detained(self) -> list[Event]:
        """The detentions and stays, without what is only a status."""
        return [one for one in self.events if one.section not in history().statuses]

    @property
    def last(self) -> Event | None:
        """What it tells of last."""
        return self.events[-1] if self.events else None

    @property
    def is_over(self) -> bool:
        """Whether aftercare is said to be ended, now or earlier, so that "no admissions" speaks of the time since."""
        how = self.ending.how if self.ending else self.held_value("ended_how")
        return how in ("both_bodies", "one_body", "clinician_or_team", "by_panel", "rescinded", "no_evidence")

    def denial(self, kind: str) -> tuple[int, int] | None:
        """Where the message plainly denies a kind of thing: "all" detentions, the "rest" besides what it tells of, being
        detained "now", or "since" an ending."""
        for match in history().denials[kind].finditer(self.lowered):
            rest = self.lowered[match.end() :].lstrip(" ,")
            here = history().cues["only_here"].match(rest) or (kind == "all" and SINCE.match(rest))
            if not here and not manners(self.message.text, match.start(), match.end()) & UNDENIED:
                return match.span()
        return None

    @property
    def nothing_else(self) -> tuple[int, int] | None:
        """Where every other is denied; "his first" says nothing of what came after, unless they are on it now."""
        span = self.denial("all")
        first = span and cue("first", self.lowered, *span)
        going_on = self.last and (self.last.era is Era.NOW or (self.last.on and not self.last.was))
        return span if not first or going_on else None

    def held_value(self, fact: str) -> object:
        """What the conversation knows of a fact, or None."""
        return self.message.case[fact].value if fact in self.message.case else None


def told_in(message: Message) -> Told:
    """What a message tells; nothing of detentions where it speaks of no one's case."""
    lowered = flat(message.text)
    found = () if cue("general", lowered) else _owned(lowered, find_events(message.text, message.as_at))
    found = [replace(one, section=history().abroad) if _is_abroad(message, one) else one for one in found]
    found = [replace(one, again=True) if _is_another(message, lowered, one) else one for one in found]
    said = [one for one in found if not one.meant & UNSAID]
    told = Told(
        message,
        lowered,
        events=_believed(_case_itself(said)),
        denied=tuple(one for one in found if one.meant & {Manner.DENIED, Manner.TAKEN_BACK}),
        doubted=any(Manner.DOUBTED in one.meant for one in found),
        ending=find_ending(message.text, message.as_at),
        imagined=_imagined(message, lowered, said),
    )
    return replace(told, events=_never_so(told))


def _never_so(told: Told) -> tuple[Event, ...]:
    """Without what is only supposed where all is denied: "if he was put on a 3 ...? never detained, in informally"."""
    so = tuple(one for one in told.events if Manner.SUPPOSED not in one.meant)
    return so if so and told.denial("all") else told.events


def _imagined(message: Message, lowered: str, said: Sequence[Event]) -> Event | None:
    """What is only supposed in a sentence that asks what would follow, where something else is known to be so."""
    so = [one for one in said if not one.planned and Manner.SUPPOSED not in one.meant]
    supposed = [one for one in said if one not in so and one.section not in history().statuses]
    known = so or "section" in message.case
    asked = [one for one in supposed if _asks_what_follows(lowered, one)]
    return asked[-1] if asked and known and (not so or asked[-1].section not in {one.section for one in so}) else None


def _asks_what_follows(lowered: str, one: Event) -> bool:
    opens, closes = sentence_of(lowered, one.start)
    _, next_closes = sentence_of(lowered, closes + 1)
    return bool(cue("would_follow", lowered, opens, next_closes)) and not cue("as_it_is", lowered, opens, next_closes)


def _is_abroad(message: Message, one: Event) -> bool:
    """Whether the place right after it lies where another Act holds: "on a 3 in Glasgow"."""
    gazetteer = message.holdings.gazetteer if message.holdings else None
    if gazetteer is None or one.section in history().statuses:
        return False
    places = [match for match in gazetteer.find(message.text) if match.nation in ABROAD]
    return any(IN.fullmatch(message.text[one.end : match.start]) for match in places)


def _is_another(message: Message, lowered: str, one: Event) -> bool:
    """Whether it came after a move that the conversation knows of: "got put on a 3 there", "on a 3 last week"."""
    moved, began = message.case.get("since_first"), message.case.get("first_detained_on")
    if moved is None or moved.value not in MOVED or not is_qualifying(one.section) or one.runs_on or one.era is Era.PAST:
        return False
    later = one.began is not None and began is not None and one.began.first.isoformat() > str(began.value)
    there = cue("in_that_place", lowered, one.end, clause_of(lowered, one.start)[1])
    return bool(later or there) and not cue("correction", lowered)


def _owned(lowered: str, found: Sequence[Event]) -> Sequence[Event]:
    """Without the last one named before "no wait, that was her sister"."""
    disowned = cue("disowned", lowered)
    before = [one for one in found if disowned and one.end <= disowned.start()]
    return [one for one in found if not before or one is not max(before, key=lambda one: one.start)]


def _case_itself(events: list[Event]) -> list[Event]:
    """Without what is only supposed beside what is so: "on a 2, if we went for a 3", not "if he was on a 3, now informal"."""
    so = [one for one in events if not one.planned and Manner.SUPPOSED not in one.meant]
    if not so:
        return [one for one in events if not one.planned or Manner.SUPPOSED in one.meant]
    first, now = min(one.start for one in so), any(one.era is Era.NOW for one in so)
    return [one for one in events if one in so or (not one.planned and one.start < first and (one.was or not now))]


def _believed(events: Iterable[Event]) -> tuple[Event, ...]:
    """Without another Act's section, where there is anything else; what lies before the Act is of the one before."""
    act = history().act_began
    kept = [replace(one, section=act.before) if one.began and one.began.last < act.day else one for one in events]
    real = [one for one in kept if one.section != history().other_act]
    return tuple(real or kept)


def is_qualifying(section: str) -> bool:
    """Whether a detention of this kind leads to aftercare."""
    return section in history().qualifying


def is_vague(section: str) -> bool:
    """Whether a word leaves open if the detention leads to aftercare."""
    return section in history().fuller and section not in history().settled


def detained_since_moving(told: Told) -> bool:
    """Whether a detention that counts came after they moved here of their own accord: where they lived just before it is not
    where they came from. "Moved to us from Leeds, then got s3'd here"."""
    counted = [one for one in told.detained if is_qualifying(one.section) and not one.meant]
    moved = cue("came_to_us", told.lowered)
    if counted and moved and moved.end() <= counted[-1].start:
        return bool(cue("then_detained", told.lowered, moved.end(), counted[-1].end))
    if not counted or told.held_value("since_first") != "moved" or "section" in told.message.case:
        return False
    asked_of_the_first = told.message.asked is not None and told.message.asked.fact == "first_detained_on"
    return counted[-1].runs_on or not asked_of_the_first


def detained_again_since_moving(told: Told) -> bool:
    """Whether moreover they had aftercare before they moved."""
    moved = cue("came_to_us", told.lowered)
    spoken_of = cue("of_aftercare", told.lowered, 0, moved.start()) if moved else None
    return detained_since_moving(told) and (bool(spoken_of) or told.held_value("entitled") == "yes")
