"""What a message asks that needs no learning: it goes on from the turn before, asks that again, or only names what it asks."""

import re
from collections.abc import Collection, Sequence

from assistant.reading.asking import Clause
from assistant.reading.persons import turns_to_another
from assistant.reading.topics_file import plain_words, topic_words

BARE = 6  # words of "and what about his daughter"; more of them say what is asked of her
NAMED_BARE = 4  # words of "and what about council"
SHORT = 12  # words; a longer message is no mere follow-up ...
FRAGMENT = 6  # words of "the Mind worker?"; with more of them it is a question of its own
VARIED = 30  # ... unless it opens by changing the case: "what about ..."
NUMBERS, OWN_SECTION = re.compile(r"\d+"), "117"


def carried_on(text: str, clauses: Sequence[Clause], earlier: Sequence[str]) -> Sequence[str] | None:
    """The tables that such a message asks about, none for a mere reply; None where what it asks has yet to be made out.

    earlier  what the turn before was about
    """
    asks = any(clause.asks for clause in clauses)
    follows = follows_on(text, clauses, earlier)
    if earlier and not follows and not asks:
        return ()
    if earlier and (_asks_again(clauses) or _only_names_another(clauses) or _asks_what_next(clauses, earlier)):
        return earlier
    if follows and not asks and not varies(text):
        return earlier  # "but she had a 3 in 2009" goes on with the story, and asks nothing else
    named = _other_body(text, earlier) or _named_alone(text) if follows else ()
    return named or (None if asks else _named_first(text) or None)


def follows_on(text: str, clauses: Sequence[Clause], earlier: Sequence[str]) -> bool:
    """Whether it carries on from a turn that was about something."""
    asks = any(clause.asks for clause in clauses)
    return bool(earlier) and (is_follow_up(text) or (asks and is_fragment(text)))


def is_follow_up(text: str) -> bool:
    """Whether a message carries on from the one before: "why", "and who pays", "what about his sister"."""
    plain, patterns = plain_words(text), topic_words()
    if patterns.again.fullmatch(plain):
        return True
    length = len(plain.split())
    varies, goes_on = patterns.varies.match(plain), patterns.goes_on.match(plain)
    return bool((varies and length <= VARIED) or (goes_on and length <= SHORT))


def varies(text: str) -> bool:
    """Whether a message only puts something else in the place of what was asked: "what about a CTO", "the Mind worker?"."""
    return bool(topic_words().varies.match(plain_words(text))) or is_fragment(text)


def is_fragment(text: str) -> bool:
    """Whether a message is too short to ask by itself, and only names something: "the Mind worker?", "her CPN"."""
    plain, words = plain_words(text), topic_words()
    asks = words.opens.match(plain) or any(one.search(plain) for one in (words.asks, words.inverts, words.tags))
    return 0 < len(plain.split()) <= FRAGMENT and not asks and not asked_wholly(text)


def _asks_again(clauses: Sequence[Clause]) -> bool:
    """Whether all that is asked is what was asked before: "different lady, never sectioned. same answer?"."""
    asking = [clause.text for clause in clauses if clause.asks] or [clauses[-1].text]
    return all(topic_words().again.fullmatch(plain_words(one)) for one in asking)


def _asks_what_next(clauses: Sequence[Clause], earlier: Sequence[str]) -> bool:
    """Whether all that is asked is what to do, after what says it: "both bodies agree. what now?"."""
    words, asking = topic_words(), [clause.text for clause in clauses if clause.asks]
    named_nothing = bool(asking) and all(words.next_steps.fullmatch(plain_words(one)) for one in asking)
    return named_nothing and words.next_steps_again.issuperset(earlier)


def _only_names_another(clauses: Sequence[Clause]) -> bool:
    """Whether all that is asked is who: "what about his daughter? 16, on a 3 in Hull"."""
    asking = [clause.text for clause in clauses if clause.asks]
    return bool(asking) and all(turns_to_another(one) and len(one.split()) <= BARE for one in asking)


def _other_body(text: str, earlier: Sequence[str]) -> Sequence[str]:
    """The body that a follow-up names and does no more, where one of the two was asked about: "and council?"."""
    bodies = topic_words().of_bodies
    if names_either_body(text, earlier):
        return earlier
    if not set(earlier) <= set(bodies) or len(text.split()) > NAMED_BARE:
        return ()
    return [table for table, pattern in bodies.items() if pattern.search(plain_words(text))]


def names_either_body(text: str, earlier: Collection[str]) -> bool:
    """Whether a follow-up only names a body, of which the same is so: "can the ICB end it alone", "what about the council"."""
    words = topic_words()
    same = bool(earlier) and set(earlier) <= set(words.whichever_body) and len(text.split()) <= NAMED_BARE
    return same and any(pattern.search(plain_words(text)) for pattern in words.of_bodies.values())


def _named_alone(text: str) -> Sequence[str]:
    """The table that a follow-up names and does no more: "what about direct payments"."""
    plain = plain_words(text)
    return [table for table, way in topic_words().by_name.items() if way.fullmatch(plain)]


def _named_first(text: str) -> Sequence[str]:
    """The table that a message without a question begins with: "direct payment for a man on a CTO"."""
    plain = plain_words(text)
    return [table for table, way in topic_words().named_first.items() if way.match(plain)]


def asked_wholly(text: str) -> str | None:
    """The table that a question is for by every word of it: "117?", "still entitled then?"."""
    if set(NUMBERS.findall(text)) - {OWN_SECTION}:
        return None
    plain = plain_words(text)
    return next((table for table, ways in topic_words().whole.items() if ways.fullmatch(plain)), None)
