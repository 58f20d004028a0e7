"""What a message is read against: the real places and the real facts, without an index."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from assistant.holdings import Holdings
from assistant.model import Ask
from assistant.reading.mention import Message
from assistant.rules.facts import FactSpec
from assistant.rules.wording import label
from assistant.rules.written import read_rules
from ingest.gazetteer import Gazetteer, load_gazetteer

TODAY = date(2026, 11, 21)
Makes = Callable[..., Message]


@dataclass(frozen=True)
class Places:
    """As much of the holdings as reading looks at; no retriever, so nothing is mended."""

    gazetteer: Gazetteer
    rulebook: Any
    retriever: None = None


@pytest.fixture(scope="session")
def specs() -> dict[str, FactSpec]:
    """Every fact as facts.yaml has it."""
    return dict(read_rules().specs)


@pytest.fixture(scope="session")
def says(specs: dict[str, FactSpec]) -> Makes:
    """Makes a message; `asked` names the fact that was asked before it, `offered` the values that were offered."""
    corpus = Path(__file__).parents[3] / "corpus"
    holdings = cast(Holdings, Places(load_gazetteer(corpus), SimpleNamespace(specs=specs)))

    def make(text: str, asked: str = "", offered: tuple[str, ...] = ()) -> Message:
        return Message(text, TODAY, holdings, {}, _ask(specs, asked, offered) if asked else None)

    return make


def _ask(specs: dict[str, FactSpec], fact: str, offered: tuple[str, ...]) -> Ask:
    spec = specs[fact]
    return Ask(fact, spec.question, spec.help, tuple(label(spec, value) for value in offered or spec.choices))
