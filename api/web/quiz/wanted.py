"""What a trainer has chosen of a quiz, read from a form or an address."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from api.quiz.model import Mode, Terms
from api.quiz.problems import CannotMake
from eval.quiz.make import Request

GREATEST_SEED = 2**31 - 1
LONGEST_LIMIT = 8 * 60  # minutes
DAYS = (1, 7, 30)
Values = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A quiz, wanted. The same one for the same seed."""

    request: Request
    seed: int

    @property
    def query(self) -> str:
        """As an address has it."""
        one = self.request
        fields = [("items", one.items), ("seed", self.seed), ("audience", one.audience), ("difficulty", one.difficulty)]
        fields += [("topic", topic) for topic in one.topics] + [("kind", kind) for kind in one.kinds]
        return urlencode([(name, value) for name, value in fields if value != ""])


@dataclass(frozen=True, slots=True)
class Field:
    """A number in a form: its name, what people call it, what it is where nothing was typed, and its bounds."""

    name: str
    called: str
    usual: int
    most: int
    least: int = 1


def wanted_in(values: Values) -> Wanted:
    """A quiz from the fields of a form; raises CannotMake for what is no number."""
    items = _number(values, Field("items", "How many questions", 10, 200))
    seed = _number(values, Field("seed", "The seed", 1, GREATEST_SEED))
    topics, kinds = (tuple(filter(None, values(name))) for name in ("topic", "kind"))
    return Wanted(Request(items, topics, _one(values, "audience"), _one(values, "difficulty"), kinds), seed)


def terms_in(values: Values) -> Terms:
    """How it is run; raises CannotMake for what is no number."""
    mode = Mode.LIVE if _one(values, "mode") == Mode.LIVE else Mode.SELF_PACED
    mark = _number(values, Field("pass_mark", "The pass mark", 80, 100))
    if mode is Mode.LIVE:
        return Terms(mode, mark, _number(values, Field("seconds", "The limit in seconds", 0, 3_600, least=0)))
    return Terms(mode, mark, 60 * _number(values, Field("minutes", "The limit in minutes", 0, LONGEST_LIMIT, least=0)))


def days_in(values: Values) -> int:
    """How long the code is good for."""
    days = _number(values, Field("days", "How long learners can join", DAYS[1], DAYS[-1]))
    return min((one for one in DAYS if one >= days), default=DAYS[-1])


def whole(given: str) -> int | None:
    """A whole number as it was typed, or None."""
    given = given.strip()
    return int(given) if given.isascii() and given.isdigit() and len(given) < 12 else None


def _number(values: Values, field: Field) -> int:
    given = _one(values, field.name)
    number = field.usual if not given.strip() else whole(given)
    if number is None or not field.least <= number <= field.most:
        raise CannotMake(f"{field.called}: type a whole number from {field.least} to {field.most:,}")
    return number


def _one(values: Values, name: str) -> str:
    return next(iter(values(name)), "")
