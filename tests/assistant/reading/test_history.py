"""What is understood of detentions and legal status. histories.yaml has the cases: messages, and every fact they give."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import assistant.rules
from assistant.holdings import Holdings
from assistant.model import Fact
from assistant.reading.cues import history
from assistant.reading.history import read_history
from assistant.reading.mention import Mention, Message
from assistant.rules.arithmetic import checked
from assistant.rules.given import read_case
from assistant.rules.load import rulebook

AS_AT = date(2026, 11, 21)
NO_HOLDINGS = cast(Holdings, None)  # detentions are read without looking anything up
TABLES = Path(assistant.rules.__file__).parent / "tables"
CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("histories.yaml").read_text(encoding="utf-8"))


def read(*messages: str) -> tuple[dict[str, Fact], list[Mention]]:
    """The case after the messages, and what the last of them said."""
    case: dict[str, Fact] = {}
    mentions: list[Mention] = []
    for turn, text in enumerate(messages, 1):
        mentions = read_history(Message(text, AS_AT, NO_HOLDINGS, case))
        for mention in mentions:
            if not mention.supposed:
                case[mention.fact] = Fact(mention.fact, mention.value, text[mention.start : mention.end], turn)
        case = {name: fact for name, fact in case.items() if fact.value is not None}
    return case, mentions


def understood(*messages: str) -> set[str]:
    """Every fact of the case after the messages, as fact=value; one only supposed has a question mark."""
    case, mentions = read(*messages)
    supposed = {f"{mention.fact}?={mention.value}" for mention in mentions if mention.supposed}
    return {f"{name}={_written(fact.value)}" for name, fact in case.items()} | supposed


def _written(value: Any) -> str:
    return " > ".join(_detention(one) for one in value) if isinstance(value, list) else str(value)


def _detention(one: dict[str, str]) -> str:
    days = f"[{one.get('start', '')}..{one.get('end', '')}]" if len(one) > 1 else ""
    return one["section"] + days


def expected(means: str) -> set[str]:
    """The facts of a line of histories.yaml."""
    facts: list[str] = []
    for word in means.split():
        facts, last = ([*facts, word], None) if "=" in word else (facts[:-1], f"{facts[-1]} {word}")
        facts += [last] if last else []
    return set(facts)


def said(case: dict[str, Any]) -> Sequence[str]:
    """The messages of a case."""
    return [case["say"]] if isinstance(case["say"], str) else list(case["say"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: " // ".join(said(case))[:60])
def test_what_staff_write_is_understood(case: dict[str, Any]) -> None:
    """Every fact that is given, and none besides."""
    assert understood(*said(case)) == expected(case["means"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: " // ".join(said(case))[:60])
def test_every_fact_is_one_that_the_rules_take(case: dict[str, Any]) -> None:
    """The values are those of facts.yaml, and the detentions neither overlap nor lie ahead."""
    book = rulebook()
    facts, _ = read(*said(case))
    assert set(read_case(book.specs, facts.values(), AS_AT, book.judge)) == set(facts)


NOISE = [
    "He likes football.",
    "Mum visits on Sundays.",
    "Sorry for the long email.",
    "Bed 3 is free.",
    "She is 37.",
    "They have 2 kids and 3 cats.",
    "Policy 7.7 was mentioned.",
    "The ward round is at 4.",
    "His brother was on a 3.",
    "Rent is £117 a week.",
    "Takes 2 tablets for 7 days.",
]
PLAIN = [case for case in CASES if isinstance(case["say"], str)][::4]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PLAIN), st.sampled_from(NOISE))
def test_an_irrelevant_sentence_before_changes_nothing(case: dict[str, Any], noise: str) -> None:
    """What has nothing to do with detentions gives and takes no fact of them."""
    assert understood(f"{noise} {case['say']}") - {"current_setting=hospital"} >= expected(case["means"]) - {
        "current_setting=hospital"
    }


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """No message is too odd to be read, and where a fact was said lies inside it."""
    for mention in read_history(Message(text, AS_AT, NO_HOLDINGS)):
        assert 0 <= mention.start < mention.end <= len(text)


@given(st.dates(date(2000, 1, 1), AS_AT), st.integers(0, 60))
def test_days_said_are_the_days_kept(first: date, length: int) -> None:
    """A section 2 that became a section 3 has the days that were said, and an order that the rules take."""
    turned = min(first + timedelta(days=length), AS_AT)
    case, _ = read(f"s2 on {first:%d/%m/%Y}, converted to s3 on {turned:%d/%m/%Y}")
    assert case["detentions"].value == [
        {"section": "2", "start": first.isoformat(), "end": turned.isoformat()},
        {"section": "3", "start": turned.isoformat()},
    ]
    assert checked([], AS_AT) == ()


def test_the_words_kept_are_those_that_were_said() -> None:
    """A bound on a day shows what was said of it, not the day that stands for it."""
    case, _ = read("he had a 3 in 2016")
    assert (case["first_detained_on"].value, case["first_detained_on"].said) == ("2016-12-31", "a 3 in 2016")


def test_what_qualifies_here_is_what_the_table_says() -> None:
    """history.yaml lists the detentions of which detention_gateway says that they qualify, by their own name."""
    rows = yaml.safe_load((TABLES / "detention_gateway.yaml").read_text(encoding="utf-8"))["rows"]
    qualify: set[str] = set()
    for row in rows:
        sections = row["when"]["section"]
        qualify |= set(sections if isinstance(sections, list) else [sections]) if row["then"] == "qualifies" else set()
    statuses = {*history().statuses, *history().not_listed}
    assert set(history().qualifying) == qualify - statuses


def test_what_is_silent_here_is_what_the_table_is_silent_of() -> None:
    """history.yaml lists the detentions of which detention_gateway says that the policy does not settle them."""
    rows = yaml.safe_load((TABLES / "detention_gateway.yaml").read_text(encoding="utf-8"))["rows"]
    silent = [row["when"]["section"] for row in rows if row["then"] == "silent"]
    assert {one for held in silent for one in (held if isinstance(held, list) else [held])} >= set(history().silent)


def test_the_turning_days_are_those_of_the_table() -> None:
    """history.yaml lists each day on which a first detention's outcome changes in responsible_icb."""
    rows = yaml.safe_load((TABLES / "responsible_icb.yaml").read_text(encoding="utf-8"))["rows"]
    assert set(history().turning_days) == {row["when"]["first_detained_on"]["from"] for row in rows} - {"open"}


def test_a_period_that_straddles_the_turning_day_is_left_to_be_asked() -> None:
    """In 2022 the rule changed, so the year alone does not tell."""
    assert "first_detained_on" not in read("on a 3 in 2022")[0]
