"""Detentions and legal status from staff's words: held under what, after what, where they are, what has ended."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from assistant.model import Fact
from assistant.reading.cues import cue, history
from assistant.reading.detentions import known_detentions, read_followed, read_never, read_sections
from assistant.reading.mention import Mention, Message
from assistant.reading.since import read_since
from assistant.reading.standing import read_standing
from assistant.reading.told import Told, told_in

PARTS: list[Callable[[Told], Iterable[Mention]]] = [
    read_sections,  # which section now, which detentions before it
    read_never,  # that there were none
    read_standing,  # where they are now, leave, a CTO
    read_since,  # whether aftercare was ended, and what came after
    read_followed,  # what no longer follows
]


def read_history(message: Message) -> list[Mention]:
    """What the message says of detentions and legal status; at most one mention of each fact, the first."""
    told = told_in(message)
    if disowns(told):
        told = replace(told, message=replace(message, case=_left(message)))
    kept: dict[str, Mention] = {}
    for part in PARTS:
        for mention in part(told):
            kept.setdefault(mention.fact, mention)
    for mention in _withdrawn(message, told.message):
        kept.setdefault(mention.fact, mention)
    return [*(one for one in kept.values() if not _is_denied(one, kept)), *_imagined(told)]


def _imagined(told: Told) -> Iterator[Mention]:
    """What is only supposed beside what is so: under that, they would be held in hospital or stay there informally."""
    one = told.imagined
    if one:
        yield Mention("section", one.section, one.start, one.end, supposed=True)
        place = history().settings.get(one.section, "detained_hospital")
        yield Mention("current_setting", place, one.start, one.end, supposed=True)


def _is_denied(mention: Mention, kept: Mapping[str, Mention]) -> bool:
    """Whether a place to be is the CTO that the same message says they are not on, or an order is one of another country."""
    order, section = kept.get("on_cto"), kept.get("section")
    order_abroad = section is not None and section.value == history().abroad
    if mention.value == "cto" and mention.fact == "current_setting":
        return order_abroad or (order is not None and order.value == "no")
    return order_abroad and (mention.fact, mention.value) == ("on_cto", "yes")


def disowns(told: Told) -> bool:
    """Whether what was told before was another's or wrong altogether: "wrong file", "sorry, she's never been sectioned"."""
    if not known_detentions(told.message):
        return False
    never = told.denial("all")
    return bool(
        cue("disowned", told.lowered)
        or (never and cue("correction", told.lowered) and "never" in told.lowered[slice(*never)] and not told.events)
    )


def _left(message: Message) -> dict[str, Fact]:
    """The case without what was told of detentions, but for a stay that they were in informally."""
    gone, stay = history().disowned, history().stay
    left = {
        name: fact
        for name, fact in message.case.items()
        if name not in gone or (gone[name] and str(fact.value) not in gone[name])
    }
    informal = any(one["section"] == stay for one in known_detentions(message))
    return {**left, "section": replace(message.case["section"], value=stay)} if informal else left


def _withdrawn(before: Message, after: Message) -> Iterator[Mention]:
    for name, fact in before.case.items():
        left = after.case.get(name)
        if left is not fact:
            yield Mention(name, left.value if left else None, 0, len(before.text))
