"""What has happened since: whether aftercare was ended, a recall, a re-admission, a new detention, and when it all began."""

import re
from collections.abc import Iterator, Sequence

from assistant.reading.context import Manner, manners
from assistant.reading.cues import clause_of, cue, history, sentence_of
from assistant.reading.detentions import known_detentions, merged
from assistant.reading.ending import NAMELESS, Ending, find_decider
from assistant.reading.events import Era, Event
from assistant.reading.first_day import began_it, both_ended, bounds, read_first_day, side
from assistant.reading.mention import Mention
from assistant.reading.settings import said
from assistant.reading.standing import was_recalled
from assistant.reading.told import Told, detained_again_since_moving, is_qualifying, is_vague

DECIDED_BEFORE = (*NAMELESS, "no_evidence", "both_bodies", "one_body")  # of ended_how: who decided may still be told
APART = 200  # days between two detentions that are not of one stay


def read_since(told: Told) -> Iterator[Mention]:
    """`ended_how`, `ended_on`, `qualifying_since_ending`, `since_first`, `readmitted_as` and `first_detained_on`."""
    yield from _ended(told)
    yield from _since_ending(told)
    yield from _recalled(told)
    yield from _again(told)
    yield from _come_since(told)
    yield from _already_entitled(told)
    yield from _moved_after(told)
    for value in ("placed", "moved"):
        yield from (
            Mention("since_first", value, match.start(), match.end())
            for match in said("since", value, told.message.text)
            if value == "placed" or not _was_earlier(told, match)
        )
    yield from _nothing_since(told)
    yield from read_first_day(told)


def _ended(told: Told) -> Iterator[Mention]:
    ending = told.ending or _decided_by(told)
    if ending is None:
        yield from _off_section(told)
        return
    yield Mention("ended_how", ending.how, ending.start, ending.end, ending.supposed)
    if ending.how == "both_bodies" and ending.when and ending.when.day:
        yield Mention("ended_on", ending.when.day.isoformat(), ending.when.start, ending.when.end, ending.supposed)


def _decided_by(told: Told) -> Ending | None:
    """Who decided an ending that was spoken of before; a clinician is named in passing too often to undo what was said."""
    before = told.held_value("ended_how")
    found = find_decider(told.message.text) if before in DECIDED_BEFORE else None
    return None if found and found.how == "clinician_or_team" and before not in NAMELESS else found


def _off_section(told: Told) -> Iterator[Mention]:
    """ "Was a 3, informal since Tues": they came off their section, and nothing else is said to have ended."""
    if len(told.events) < 2 or "ended_how" in told.message.case:
        return
    before, last = told.events[-2:]
    stays_on = last.section == history().stay != before.section and before.era is last.era is not Era.PAST
    if stays_on and not last.since and Manner.SUPPOSED not in last.meant:
        yield Mention("ended_how", "off_section", last.start, last.end)


def _since_ending(told: Told) -> Iterator[Mention]:
    if not told.is_over:
        return
    if told.ending and both_ended(told) and not any(is_qualifying(one.section) for one in told.events):
        yield Mention("ever_qualifying", "yes", told.ending.start, told.ending.end, told.ending.supposed)  # else nothing to end
    later = [one for one in told.events if _is_later(told, one)]
    if qualifying := [one for one in later if is_qualifying(one.section)]:
        yield Mention("qualifying_since_ending", "yes", qualifying[0].start, qualifying[0].end)
        yield from _begins_again(told, _of_its_stay(later, qualifying[0]))
    elif span := told.denial("since") or _only_other(later) or _not_admitted(told):
        yield Mention("qualifying_since_ending", "no", *span)


def _not_admitted(told: Told) -> tuple[int, int] | None:
    """ "Ended by both in September, relapsed, no admission": told after the ending, where no detention is."""
    span = None if told.detained else told.denial("not_admitted")
    return span if span and (told.ending is None or span[0] > told.ending.start) else None


def _of_its_stay(later: Sequence[Event], qualifying: Event) -> Event:
    """What the stay on a qualifying section began with: the 2 that ran on into it, no 2 of years before."""
    at = later.index(qualifying)
    while at and (later[at].runs_on or _is_undated(later[at - 1], later[at])):
        at -= 1
    return later[at]


def _is_undated(one: Event, then: Event) -> bool:
    return one.began is None or then.began is None


def _only_other(later: Sequence[Event]) -> tuple[int, int] | None:
    """What is told of the time since, where none of it qualifies or may: "ended in 2022, then a 2 last month"."""
    later = [one for one in later if one.section not in history().statuses]
    if not later or any(is_vague(one.section) or Manner.SUPPOSED in one.meant for one in later):
        return None
    return later[0].start, later[0].end


def _begins_again(told: Told, first: Event) -> Iterator[Mention]:
    """After both bodies ended it, aftercare's first day is that of the first detention since."""
    if both_ended(told) and first.began and len({side(day) for day in bounds(first)}) == 1:
        yield Mention("first_detained_on", first.began.last.isoformat(), first.start, first.began.end)
    counted = [one for one in told.events if _is_later(told, one) and is_qualifying(one.section)]
    if both_ended(told) and len(counted) == 1 and (told.denial("since") or not _moved_on(told, counted[0])):
        yield Mention("since_first", "nothing", first.start, first.end)


def _moved_on(told: Told, last: Event) -> bool:
    """Whether a move is told of after it; where they lived "by then" is where they had come to before it."""
    opens, closes = sentence_of(told.lowered, last.start)
    beyond = closes if cue("home_earlier_after", told.lowered, opens, closes) else last.end
    return bool(cue("moves", told.lowered, beyond))


def _is_later(told: Told, one: Event) -> bool:
    """Whether it began after aftercare was ended."""
    ending = told.ending
    if ending is None:
        return one.again or one.era is Era.NOW
    if ending.when and one.began:
        return one.began.first > ending.when.last
    present = one.on and not one.was  # "in on a 2 for three weeks"
    return one.start > ending.start and one.era is not Era.PAST and (one.again or one.era is Era.NOW or one.runs_on or present)


def _recalled(told: Told) -> Iterator[Mention]:
    text = told.message.text
    for match in said("recall", "said", text):
        moved, stayed = any(said("recall", "moved", text)), any(said("recall", "stayed", text))
        value = "recalled_after_move" if moved and not stayed else "recalled" if stayed else "recall"
        yield Mention("since_first", value, match.start(), match.end())
        if was_recalled(told):
            yield Mention("current_setting", "hospital", match.start(), match.end())
        return


def _again(told: Told) -> Iterator[Mention]:
    """A second qualifying detention, or a stay on section 2 or informally after one, at another time."""
    gone = {one.section for one in told.denied}
    before = [] if told.ending and both_ended(told) else known_detentions(told.message)
    known = [Event(one["section"], 0, 0, era=Era.PAST) for one in before if one["section"] not in gone]
    held = [one for one in told.detained if not both_ended(told) or _is_later(told, one)]
    if len(held) == 1 and held[0].runs_on and _was_assessed(known) and is_qualifying(held[0].section) and not held[0].meant:
        yield Mention("since_first", "redetained", held[0].start, held[0].end)
        return
    if len(held) == 1 and not known and _after_leaving(told, held[0]):
        yield Mention("since_first", "redetained", held[0].start, held[0].end)
        return
    if held and detained_again_since_moving(told):
        yield Mention("since_first", "redetained", held[-1].start, held[-1].end)
        return
    held = [*known, *held] if held and (held[-1].again or held[-1].era is Era.NOW) and not held[-1].runs_on else held
    first = next((n for n, one in enumerate(held) if began_it(told, one)), None)
    if first is None or len(held) == first + 1:
        return
    last = held[-1]
    apart = last.again or held[first].era < last.era or _years_apart(held[first], last)
    if not apart or Manner.SUPPOSED in last.meant:
        return
    if is_qualifying(last.section):
        yield Mention("since_first", "redetained", last.start, last.end)
        yield Mention("readmitted_as", "qualifying", last.start, last.end)
    elif last.section in history().readmission and not _stayed_on(held[first], last):
        yield Mention("since_first", "readmitted", last.start, last.end)
        yield Mention("readmitted_as", "not_qualifying", last.start, last.end)


def _come_since(told: Told) -> Iterator[Mention]:
    """ "First detained in May 2022, since then on a 3 again": what came since a first that is told of without its section."""
    for match in said("since", "redetained", told.message.text):
        fact = "qualifying_since_ending" if told.is_over else "since_first"
        yield Mention(fact, "yes" if told.is_over else "redetained", match.start(), match.end())
    told_of_first = cue("called_first", told.lowered) or cue("of_first", told.lowered)
    for one in told.detained if told_of_first and not told.is_over else ():
        if not one.since or one.meant:
            continue
        if is_qualifying(one.section):
            yield Mention("since_first", "redetained", one.start, one.end)
        elif one.section in history().readmission and cue("back_in", told.lowered, *sentence_of(told.lowered, one.start)):
            yield Mention("since_first", "readmitted", one.start, one.end)
            yield Mention("readmitted_as", "not_qualifying", one.start, one.end)


def _after_leaving(told: Told, one: Event) -> bool:
    """ "Placed in Leeds by us under 117, new s3 from the placement": the one before it need not be told of."""
    left = [
        match for value in ("placed", "moved") for match in said("since", value, told.message.text) if match.end() <= one.start
    ]
    return bool(left) and one.again and is_qualifying(one.section) and not one.meant and not both_ended(told)


def _was_assessed(known: Sequence[Event]) -> bool:
    """Whether the last known only assesses, after one that counted: what runs on from it counts anew."""
    return bool(known) and known[-1].section in history().lasts and any(is_qualifying(one.section) for one in known[:-1])


def _was_earlier(told: Told, move: re.Match[str]) -> bool:
    """Whether a move came before the detention: "he'd moved to Retford by then"."""
    opens, closes = clause_of(told.lowered, move.start())
    return bool(
        cue("home_earlier", told.lowered, opens, move.end()) or cue("home_earlier_after", told.lowered, move.start(), closes)
    )


def _already_entitled(told: Told) -> Iterator[Mention]:
    """ "117 was Hull's, moved here, now on a 3": the detention of now is another, though nobody told of the one before."""
    last = told.last
    if last is None or last.era is not Era.NOW or last.meant or not is_qualifying(last.section) or len(told.detained) > 1:
        return
    already = cue("aftercare_already", told.lowered, 0, last.start)
    if already and not manners(told.message.text, *already.span()):
        yield Mention("since_first", "redetained", last.start, last.end)


def _moved_after(told: Told) -> Iterator[Mention]:
    """ "s3 in 2019, gone back to Hull since": nothing qualifying is told after the move, and something before it."""
    counted = [one.start for one in told.events if is_qualifying(one.section)]
    for match in said("since", "moved_after", told.message.text):
        known = any(is_qualifying(one["section"]) for one in known_detentions(told.message))
        after = (counted or known) and all(start < match.start() for start in counted)
        if after and not _was_earlier(told, match) and not any(said("since", "placed", told.message.text)):
            yield Mention("since_first", "moved", match.start(), match.end())


def _nothing_since(told: Told) -> Iterator[Mention]:
    """ "First ever detention", "no moves or readmissions": after the one that counts there is nothing."""
    held = [one["section"] for one in merged(known_detentions(told.message), told)]
    span = told.denial("since") or told.denial("moved") or told.nothing_else
    if any(one.since for one in told.detained):
        return
    if not span or not held or not is_qualifying(held[-1]) or sum(map(is_qualifying, held)) > 1 or told.is_over:
        return
    outside = told.lowered[: span[0]] + " " * (span[1] - span[0]) + told.lowered[span[1] :]
    if told.denial("moved") or not cue("moves", outside):
        yield Mention("since_first", "nothing", *span)


def _years_apart(one: Event, other: Event) -> bool:
    return bool(one.began and other.began and (other.began.first - one.began.last).days > APART)


def _stayed_on(one: Event, last: Event) -> bool:
    """ "Informal now, was a 3": the same stay, unless a time says otherwise."""
    return last.section == history().stay and not last.again and one.began is None
