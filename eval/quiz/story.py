"""Facts told as a short story, and the story held to them: what our own reader reads back must be what was told.

A fact is said in a sentence where one is read rightly, else it is put as its question and the answer. A story that is read
otherwise than it was meant is told again with more asked and answered, and in the end not at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from assistant.model import Ask
from assistant.rules.compiled import Form
from assistant.rules.errors import FactError
from assistant.rules.facts import UNKNOWN, FactType
from assistant.rules.wording import label
from eval.quiz.desk import Desk
from eval.quiz.model import Line

LISTS = frozenset({"detentions"})  # read from the words for a section; held to by what follows from it
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Story:
    """A story as told: who asks, and a line for each fact. `person` is who it is about."""

    opening: str
    lines: tuple[Line, ...]
    person: str

    def line(self, fact: str) -> Line:
        """The line that tells a fact."""
        return next(one for one in self.lines if one.fact == fact)


@dataclass(frozen=True, slots=True)
class Told:
    """What a story has to be read as.

    facts      what it tells
    whole      these, and what follows from them
    looked_at  what the tables look at: any other fact may be read besides
    """

    facts: Facts
    whole: Facts
    looked_at: frozenset[str]


def told(desk: Desk, forms: Sequence[Form], facts: Facts) -> Told | None:
    """What a story of these facts has to be read as; None where they contradict each other."""
    try:
        whole = desk.cases.whole(facts)
    except FactError:
        return None
    looked_at = frozenset(leaf for form in forms for leaf in form.leaves) | set(facts)
    return Told(facts, {name: given.raw for name, given in whole.items()}, looked_at - LISTS)


def tell(desk: Desk, forms: Sequence[Form], facts: Facts, random: Random) -> Story | None:
    """The facts as a story, or None where the reader does not read them back."""
    opening, person = random.choice(desk.plan.openings), random.choice(desk.plan.persons)
    aim = told(desk, forms, facts)
    if aim is None:
        return None
    said = [_said(desk, aim, fact, random) for fact in facts]
    half = [one if _plain(one) else asked_and_answered(desk, one.fact, facts[one.fact]) for one in said]
    asked = [asked_and_answered(desk, fact, value) for fact, value in facts.items()]
    for lines in dict.fromkeys(map(tuple, (said, half, asked))):  # what was misread once is not read again
        ordered = sorted(lines, key=lambda one: bool(one.question))
        story = Story(opening, tuple(_about(one, person) for one in ordered), person)
        if reads_as(desk, story, aim):
            return story
    return None


def read_back(desk: Desk, forms: Sequence[Form], story: Story, facts: Facts) -> bool:
    """Whether what is read of a story is what was told: on every fact that the tables look at, no more and no less."""
    aim = told(desk, forms, facts)
    return aim is not None and reads_as(desk, story, aim)


def reads_as(desk: Desk, story: Story, aim: Told) -> bool:
    """Whether every fact is read as it is, and nothing else that the tables look at but what follows."""
    read = {fact: value for fact, value in understood(desk, story).items() if fact in aim.looked_at}
    if any(str(read.get(fact)) != str(value) for fact, value in aim.facts.items()):
        return False
    return all(str(aim.whole.get(fact)) == str(value) for fact, value in read.items())


def understood(desk: Desk, story: Story) -> dict[str, Any]:
    """What our own reader makes of a story: its sentences as one message, then each answer to its question."""
    said = " ".join([story.opening, *(line.text for line in story.lines if not line.question)])
    answered = {line.fact: desk.reply(line.text, _ask(desk, line.fact)) for line in story.lines if line.question}
    return {**desk.read(said), **answered}


def _said(desk: Desk, aim: Told, fact: str, random: Random) -> Line:
    """A fact in a sentence that says it and nothing else that matters; else asked and answered."""
    value = aim.facts[fact]
    sentences = desk.sayings.of(fact, str(value))
    random.shuffle(sentences)
    for sentence in sentences:
        text = _filled(sentence, value)
        if _says(desk, aim, fact, text):
            return Line(fact, text)
    return asked_and_answered(desk, fact, value)


def _says(desk: Desk, aim: Told, fact: str, text: str) -> bool:
    alone = desk.alone(named(text, desk.plan.persons[0]))
    others = {name: value for name, value in alone.items() if name in aim.looked_at and name != fact}
    right = str(alone.get(fact)) == str(aim.facts[fact])
    return right and all(_fits(desk, name, value, aim.whole.get(name)) for name, value in others.items())


def _fits(desk: Desk, fact: str, value: Any, told: Any) -> bool:
    """Whether a sentence's word for another fact is what was told of it, or a vague word for that."""
    vague = desk.rulebook.specs[fact].vague.get(str(value))
    return str(told) == str(value) or bool(vague and told is not None and str(told) in vague.means)


def _plain(line: Line) -> bool:
    """Whether a line is said of the service or of others: those are seldom misread beside one another."""
    return not line.question and "{" not in line.text


def asked_and_answered(desk: Desk, fact: str, value: Any) -> Line:
    """A fact as its question and the answer."""
    spec = desk.rulebook.specs[fact]
    return Line(fact, _answer(desk, fact, value), spec.question)


def _answer(desk: Desk, fact: str, value: Any) -> str:
    spec = desk.rulebook.specs[fact]
    if value == UNKNOWN:
        return "Not known"
    if spec.type is FactType.DATE:
        day = date.fromisoformat(str(value))
        return f"{day.day} {day:%B %Y}"
    known = desk.sayings.answers.get(fact, {})
    return known.get(str(value)) or (label(spec, str(value)) if spec.choices or spec.vague else str(value))


def _ask(desk: Desk, fact: str) -> Ask:
    spec = desk.rulebook.specs[fact]
    return Ask(fact, spec.question, spec.help, tuple(label(spec, value) for value in (*spec.choices, *spec.vague)))


def _filled(sentence: str, value: Any) -> str:
    """With a day or a number put in."""
    if "{day}" in sentence:
        day = date.fromisoformat(str(value))
        return sentence.replace("{day}", f"{day.day} {day:%B %Y}")
    return sentence.replace("{n}", str(value))


def named(text: str, person: str) -> str:
    """A sentence with the person it is about."""
    return text.replace("{P}", person[0].upper() + person[1:]).replace("{p}", person)


def _about(line: Line, person: str) -> Line:
    return Line(line.fact, named(line.text, person), line.question)
