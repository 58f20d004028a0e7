"""Quizzes made by hand, for tests of what is done with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from api.quiz.model import Learner, Mode, Session, Terms
from eval.quiz.make import Request
from eval.quiz.model import Difficulty, Item, Kind, Option, Quiz, Source

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SOURCE = Source("nl-policy/7.1", "section 3 for treatment in hospital", "/paragraphs/nl-policy/7.1")


def option(text: str, right: bool = False) -> Option:
    """An option with its reason."""
    return Option(text, right, text.lower(), f"{'Right' if right else 'True only if it were otherwise'}: {text}.", SOURCE)


def item(n: int, **but: object) -> Item:
    """A question whose first option is right."""
    options = (option(f"Yes {n}", right=True), option(f"No {n}"), option(f"Ask {n}"))
    facts = {"section": "3"}
    base = Item(
        id=f"item{n}",
        kind=Kind.OUTCOME,
        topic="entitlement" if n % 2 else "money",
        table="entitlement",
        rows=(f"row{n}",),
        difficulty=Difficulty.EASY,
        audiences=("ward",),
        facts=facts,
        opening="You are on shift.",
        lines=(),
        question=f"Question {n}?",
        options=options,
        explanation="Because.",
        notices=(),
        traps=(),
        seed=f"1/{n}",
        as_at="2026-03-02",
        versions={"tables": "t"},
    )
    return replace(base, **but)  # type: ignore[arg-type]


def paper(items: int = 3, seed: int = 1) -> Quiz:
    """A quiz of some questions."""
    return Quiz("Section 117 aftercare", seed, tuple(item(n) for n in range(1, items + 1)))


def session(name: str = "s", mode: Mode = Mode.SELF_PACED, seconds: int = 0) -> Session:
    """A session that closes after a day."""
    terms = Terms(mode, 80, seconds)
    return Session(name, f"CODE{name}", "anyone", "Quiz", Request(), terms, NOW, NOW + timedelta(days=1))


def learner(name: str = "a", of: str = "s") -> Learner:
    """Somebody in a session."""
    return Learner(f"{of}-{name}", of, f"person-{name}", name, NOW)


@dataclass
class Canned:
    """A maker of quizzes made by hand; what is put into `gone` holds no longer."""

    items: int = 3
    gone: dict[str, str] = field(default_factory=dict)

    def make(self, request: Request, seed: int) -> Quiz:
        """As many questions as ever."""
        return paper(self.items, seed)

    def withdrawn(self, paper: Quiz) -> Mapping[str, str]:
        """What was put there."""
        return self.gone


@dataclass
class Clock:
    """A time that a test sets."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        """Now."""
        return self.at

    def passes(self, **time: float) -> None:
        """So much later."""
        self.at += timedelta(**time)
