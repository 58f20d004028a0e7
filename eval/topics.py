"""How often a message is sent to the tables it asks about. `python -m eval.topics`.

Reads every message of both halves and prints one report a half: right, silent where a table was asked for, wrong; the curve
from which the threshold was chosen; what is taken for what. Nothing is written, nothing is tuned.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, RootModel

from assistant.holdings import Holdings, open_holdings
from assistant.reading.spoken_of import speaks_of_a_case
from assistant.reading.topics import DOCUMENTS, STANDARD, Sureness, topics_of
from eval.rates import Rate
from ingest.yamlfile import read_model

FOLDER = Path(__file__).with_name("topics")
Split = Literal["tune", "test"]
SPLITS: tuple[Split, ...] = ("tune", "test")
LEVELS = (0.0, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8)
CONFUSIONS = 40


class Message(BaseModel):
    """A message and the tables it asks about; the head of each file says what the keys mean."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    topics: list[str]
    earlier: list[str] = []
    case: bool | None = None


class Messages(RootModel[list[Message]]):
    """One half, in the order of its file."""


@dataclass(frozen=True, slots=True)
class Read:
    """A message and the tables it was sent to, in order."""

    message: Message
    tables: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Exactly the tables asked for."""
        return set(self.tables) == set(self.message.topics)

    @property
    def wrong(self) -> bool:
        """A table that was not asked for."""
        return not set(self.tables) <= set(self.message.topics)

    @property
    def silent(self) -> bool:
        """A table asked for is missing, and no other stands in its place."""
        return not self.right and not self.wrong


def load_messages(split: Split) -> Sequence[Message]:
    """A half of the messages. The test half is never tuned on."""
    return read_model(FOLDER / f"{split}.yaml", Messages).root


def read(holdings: Holdings, messages: Iterable[Message], sure: Sureness = STANDARD) -> list[Read]:
    """Sends every message to its tables."""
    return [Read(message, _tables(holdings, message, sure)) for message in messages]


def _tables(holdings: Holdings, message: Message, sure: Sureness) -> tuple[str, ...]:
    found = topics_of(message.text, holdings, tuple(message.earlier), {}, sure=sure)
    return tuple(topic.table for topic in found if topic.table != DOCUMENTS)


def groups(done: Sequence[Read]) -> dict[str, list[Read]]:
    """All, and by what is hard about them."""
    return {
        "all": list(done),
        "one question": [one for one in done if len(one.message.topics) == 1 and not one.message.earlier],
        "several": [one for one in done if len(one.message.topics) > 1 and not one.message.earlier],
        "no table": [one for one in done if not one.message.topics and not one.message.earlier],
        "after a turn": [one for one in done if one.message.earlier],
    }


def report(holdings: Holdings, messages: Sequence[Message], say: Callable[[str], None] = print) -> None:
    """The report of one half."""
    done = read(holdings, messages)
    for name, group in groups(done).items():
        rates = (Rate(sum(getattr(one, how) for one in group), len(group)) for how in ("right", "silent", "wrong"))
        say(
            f"  {name:<13}"
            + "".join(f" {how} {rate!s:<26}" for how, rate in zip(("right", "silent", "wrong"), rates, strict=True))
        )
    told = [one.message for one in done if one.message.case is not None]
    say(f"  of a case or not: {Rate(sum(speaks_of_a_case(one.text) == one.case for one in told), len(told))}")
    _curve(holdings, messages, say)
    _confusions(done, say)


def _curve(holdings: Holdings, messages: Sequence[Message], say: Callable[[str], None]) -> None:
    say("  how sure to be    right    silent   wrong")
    for level in LEVELS:
        done = read(holdings, messages, replace(STANDARD, first=level, besides=max(level, STANDARD.besides)))
        shares = [sum(getattr(one, how) for one in done) / len(done) for how in ("right", "silent", "wrong")]
        say(f"  {level:>14.2f}   " + "".join(f" {share:<8.3f}" for share in shares))


def _confusions(done: Iterable[Read], say: Callable[[str], None]) -> None:
    taken = Counter((_named(one.message.topics), _named(one.tables)) for one in done if not one.right)
    for (asked, sent), count in sorted(taken.items(), key=lambda each: (-each[1], each[0]))[:CONFUSIONS]:
        say(f"  {count} x {asked} sent to {sent}")


def _named(tables: Iterable[str]) -> str:
    return " + ".join(sorted(tables)) or "no table"


def main(home: str = "var", area: str = "North Lincolnshire") -> None:
    """Prints the report of both halves."""
    holdings = open_holdings(Path(home), area)
    for split in SPLITS:
        messages = load_messages(split)
        print(f"{split}: {len(messages)} messages (Wilson's 95 % interval)")
        report(holdings, messages)


if __name__ == "__main__":
    main(*sys.argv[1:])
