"""What an owner has paused: everything, what people ask in a browser, or one topic; and the message that staff see instead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from api.problems import Paused
from api.store.base import Act

TOPIC = "topic:"
RUNNING = "running"
PAUSED = "paused"


class Switch(StrEnum):
    """What can be paused beside a topic. Everything: programs and people. Pages: the widget and /ask; programs go on."""

    EVERYTHING = "api"
    PAGES = "widget"


NAMES = {
    Switch.EVERYTHING: "Everything: the API, the widget and the Ask page",
    Switch.PAGES: "The widget and the Ask page; other programs go on",
}


@dataclass(frozen=True, slots=True)
class Switches:
    """What is paused now, by switch or by `topic:` and a table's name: the act that paused it."""

    paused: Mapping[str, Act]

    def check(self, *, in_browser: bool) -> None:
        """Raises Paused where nobody is answered, or nobody who asks in a browser."""
        for switch in [Switch.EVERYTHING, *([Switch.PAGES] if in_browser else [])]:
            if switch in self.paused:
                raise Paused(str(self.paused[switch].details["message"]))

    def check_topics(self, tables: Iterable[str]) -> None:
        """Raises Paused where one of the tables is paused, or decides a fact for one."""
        for table in tables:
            if topic_of(table) in self.paused:
                raise Paused(str(self.paused[topic_of(table)].details["message"]))

    @property
    def topics(self) -> frozenset[str]:
        """The names of the tables that are paused."""
        return frozenset(about.removeprefix(TOPIC) for about in self.paused if about.startswith(TOPIC))


NOTHING_PAUSED = Switches({})


def topic_of(table: str) -> str:
    """What the switch of a topic is called."""
    return f"{TOPIC}{table}"


def switches_after(acts: Iterable[Act]) -> Switches:
    """What the acts come to, in order: the last of each switch counts."""
    last = {act.about: act for act in acts}
    return Switches({about: act for about, act in last.items() if act.choice == PAUSED})
