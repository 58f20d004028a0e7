"""What every kind of item is made from, and how an item is put together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from random import Random
from typing import Any

from assistant.rules.compiled import Form
from assistant.rules.decision import Decision, Versions
from assistant.rules.model import Kind as OutcomeKind
from eval.quiz.cases import Facts
from eval.quiz.desk import Desk
from eval.quiz.keys import Neighbour, neighbours
from eval.quiz.model import Difficulty, Item, Kind, Option
from eval.quiz.plan import words_version
from eval.quiz.story import Story, tell

MOST_OPTIONS = 4
EASY, MEDIUM = 2, 4  # facts told, at most
ID = 12  # hexadecimal digits


@dataclass(frozen=True)
class Draft:
    """A case of a table that an item may be made of. The same `random` makes the same item."""

    desk: Desk
    table: str
    facts: Facts
    random: Random
    seed: str
    _decided: list[Decision] = field(default_factory=list, init=False)

    @property
    def form(self) -> Form:
        """The table."""
        return self.desk.rulebook.form(self.table)

    @property
    def decision(self) -> Decision:
        """What the engine says of the case."""
        if not self._decided:
            self._decided.append(self.desk.decide(self.table, self.facts))
        return self._decided[0]

    def around(self) -> list[Neighbour]:
        """The cases one fact away."""
        return list(neighbours(self.desk, self.table, self.facts))

    def story(self, facts: Facts | None = None) -> Story | None:
        """The facts told in any order that chance gives."""
        told = list((self.facts if facts is None else facts).items())
        self.random.shuffle(told)
        return tell(self.desk, [self.form], dict(told), self.random)

    def shuffled(self, options: Sequence[Option]) -> tuple[Option, ...]:
        """The options in any order."""
        mixed = list(options)
        self.random.shuffle(mixed)
        return tuple(mixed)


Make = Callable[[Draft], Item | None]


def item_of(
    draft: Draft,
    kind: Kind,
    story: Story | None,
    question: str,
    options: Sequence[Option],
    *,
    facts: Facts | None = None,
    decision: Decision | None = None,
    multiple: bool = False,
    fixed_order: bool = False,
) -> Item:
    """The item, with all it rests on."""
    decided = decision or draft.decision
    told = draft.facts if facts is None else facts
    rows = tuple(one.requirement for one in decided.unmet) or decided.rows
    return Item(
        id=_id(draft, kind, question, options),
        kind=kind,
        topic=draft.desk.plan.topic_of(draft.table),
        table=draft.table,
        rows=rows if decided.reasons or decided.unmet else (),
        difficulty=_difficulty(told, decided),
        audiences=_audiences(draft),
        facts=dict(told),
        opening=story.opening if story else "",
        lines=story.lines if story else (),
        question=question,
        options=tuple(options) if fixed_order else draft.shuffled(options),
        explanation=decided.words,
        notices=decided.notices,
        traps=draft.desk.plan.traps_shown(draft.table, kind, told, decided.outcome, decided.notices),
        seed=draft.seed,
        as_at=draft.desk.as_at.isoformat(),
        versions=versions_of(decided.versions),
        multiple=multiple,
    )


def versions_of(versions: Versions) -> dict[str, str]:
    """The versions an item carries: the engine's, and that of the quiz's own words."""
    return {"tables": versions.tables, "facts": versions.facts, "paragraphs": versions.paragraphs, "words": words_version()}


def _id(draft: Draft, *parts: Any) -> str:
    return sha256(repr((draft.table, sorted(draft.facts.items()), *parts)).encode()).hexdigest()[:ID]


def _audiences(draft: Draft) -> tuple[str, ...]:
    topic = draft.desk.plan.topics.get(draft.desk.plan.topic_of(draft.table))
    return tuple(topic.audiences) if topic else ()


def _difficulty(facts: Facts, decision: Decision) -> Difficulty:
    """By how many facts are told; where the policy does not decide, one step harder."""
    step = 0 if len(facts) <= EASY else 1 if len(facts) <= MEDIUM else 2
    harder = decision.kind not in (OutcomeKind.DECIDED, OutcomeKind.ASK)
    return list(Difficulty)[min(2, step + harder)]


def short(text: str) -> str:
    """A text without its full stop, to be quoted inside a sentence."""
    return " ".join(text.split()).rstrip(".")
