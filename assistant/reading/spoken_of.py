"""Whom a message speaks of: somebody in particular, anyone, or nobody: the policy in general."""

from collections.abc import Iterable

from assistant.reading.asking import clauses_of
from assistant.reading.topics_file import plain_words, topic_words


def speaks_of_a_case(text: str) -> bool:
    """Whether a message speaks of somebody in particular, or may: not of the policy in general."""
    plain, patterns = plain_words(text), topic_words()
    named = patterns.somebody.search(plain) or patterns.history.search(plain)
    return bool(named or not patterns.in_general.search(plain))


def asks_of_the_same(text: str) -> bool:
    """Whether a message asks of whoever was spoken of, though it names nobody: "does 117 kick in yet"."""
    patterns = topic_words()
    asking = [plain_words(clause.text) for clause in clauses_of(text) if clause.asks]
    return bool(asking) and all(patterns.of_the_same.match(one) and not patterns.many.search(one) for one in asking)


def names_somebody(text: str) -> bool:
    """Whether a message speaks of one person: "he", "my pt", "this lady"; and not merely may."""
    return bool(topic_words().somebody.search(plain_words(text)))


def speaks_of_anyone(text: str) -> bool:
    """Whether a message puts a rule as anyone's case: "if a pt moves GP does the ICB change"."""
    plain, patterns = plain_words(text), topic_words()
    return bool(patterns.anyone.search(plain)) and not patterns.somebody.search(patterns.anyone.sub(" ", plain))


def tells_of_somebody(text: str, said: Iterable[str]) -> bool:
    """Whether what a message says beside its questions is one person's story, without any pronoun: "moved here from Leeds,
    s3 in May. 117?". said: the words that facts were read from."""
    patterns = topic_words()
    told = [clause.text for clause in clauses_of(text) if not clause.asks]
    ours = [one for one in told if not patterns.many.search(plain_words(one))]
    plain = [plain_words(one) for one in ours]
    if any(patterns.history.search(one) or patterns.begins.match(one) for one in plain):
        return True
    return any(words in one for words in said if words for one in ours)
