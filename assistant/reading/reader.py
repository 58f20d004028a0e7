"""A message read: what it says of the case, and what it takes back. Where two readers read one fact, the first is believed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from assistant.model import Fact
from assistant.reading.ages import read_ages
from assistant.reading.amounts import read_amounts
from assistant.reading.custody import read_custody
from assistant.reading.detentions import known_detentions
from assistant.reading.history import read_history
from assistant.reading.leaving import read_leaving
from assistant.reading.mention import Mention, Message, Reader
from assistant.reading.persons import kept_the_same, of_their_own, told_of_a_service, turns_to_another
from assistant.reading.phrases import phrasebook, read_phrases
from assistant.reading.places import read_places
from assistant.reading.placing import read_placing
from assistant.reading.replies import read_reply
from assistant.reading.two_people import of_the_one_asked, told_before
from assistant.rules.given import meanings

READERS: list[Reader] = [
    read_reply,  # the answer to what was asked
    read_history,  # detentions, legal status, where they are, whether aftercare was ended
    read_leaving,  # whether leave takes in a night, by its days
    read_ages,  # how old
    read_places,  # where they lived, and where their GP practice is
    read_placing,  # who placed them, and whether away from here
    read_custody,  # since when in custody
    read_amounts,  # how long, how many, and the days that count
    read_phrases,  # everything else, as staff put it
]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message says.

    case      what is known of the case after it, by fact
    supposed  what it only supposes
    said      the facts that this message itself said or supposed
    fresh     it turned to another person
    """

    case: Mapping[str, Fact]
    supposed: Mapping[str, Fact] = field(default_factory=dict)
    said: frozenset[str] = frozenset()
    fresh: bool = False


def read(message: Message, turn: int) -> Reading:
    """Reads a message of turn number `turn`, from 1."""
    of_other = told_before(message.text, message.earlier)
    fresh = bool(of_other) or _turns(message)
    aside = told_of_a_service(message.text)
    same = kept_the_same(message.text)
    before = {name: fact for name, fact in message.case.items() if (name in same if fresh else name not in aside)}
    own = of_their_own(of_the_one_asked(message.text), turned=fresh and bool(message.earlier))
    text = f"{of_other}. {message.text}" if of_other else own
    words = text if of_other else message.text
    known = Message(text, message.as_at, message.holdings, before, None if fresh else message.asked)
    mentions = _without_unsaid(_first_of_each(mention for reader in READERS for mention in reader(known)))
    mentions = _without_vaguer(mentions, known)
    facts = {mention.fact: _fact(mention, words, turn) for mention in mentions if not mention.supposed}
    supposed = {mention.fact: _fact(mention, words, turn) for mention in mentions if mention.supposed}
    case = _seen_together({name: fact for name, fact in {**before, **facts}.items() if fact.value is not None})
    return Reading(case, supposed, frozenset({*facts, *supposed}), fresh)


def _turns(message: Message) -> bool:
    known = [str(one["section"]) for one in known_detentions(message)]
    return turns_to_another(message.text, message.earlier, known)


def _first_of_each(mentions: Iterable[Mention]) -> list[Mention]:
    kept: dict[tuple[str, bool], Mention] = {}
    for mention in mentions:
        kept.setdefault((mention.fact, mention.supposed), mention)
    return list(kept.values())


def _without_unsaid(mentions: list[Mention]) -> list[Mention]:
    """Without what something else in the message says has not come about (phrases.yaml, unsays)."""
    listed = phrasebook().written.unsays
    unsaid = [values for one in mentions if (values := listed.get(one.fact, {}).get(str(one.value)))]
    return [one for one in mentions if not any(one.value in values.get(one.fact, ()) for values in unsaid)]


def _without_vaguer(mentions: list[Mention], known: Message) -> list[Mention]:
    """Without vague words for what is known already: "the kid's council", of somebody who is 15."""
    before = known.case
    return [one for one in mentions if one.fact not in before or not _is_vaguer(known, one, before[one.fact])]


def _is_vaguer(known: Message, mention: Mention, before: Fact) -> bool:
    """Whether a word is a vague one, which can mean what is known and more."""
    spec = known.holdings.rulebook.specs[mention.fact]
    was = set(meanings(spec, str(before.value)))
    return str(mention.value) in spec.vague and bool(was) and was < set(meanings(spec, str(mention.value)))


def _seen_together(case: dict[str, Fact]) -> dict[str, Fact]:
    """The case with each fact that another shows to be something narrower (phrases.yaml, seen)."""
    narrower = {
        one.fact: replace(case[one.fact], value=one.then)
        for one in phrasebook().written.seen
        if one.fact in case
        and case[one.fact].value in one.values
        and all(name in case and case[name].value in values for name, values in one.when.items())
    }
    return {**case, **narrower}


def _fact(mention: Mention, text: str, turn: int) -> Fact:
    return Fact(mention.fact, mention.value, text[mention.start : mention.end].strip(), turn)
