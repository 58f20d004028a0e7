"""Ways of saying something are found where the plain expression finds them, in whatever part of whatever text."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading import context
from assistant.reading.ages import _ways as ways_of_ages
from assistant.reading.beginnings import beginnings
from assistant.reading.context import flat, words
from assistant.reading.dates import _ways as ways_of_dates
from assistant.reading.sections import Grammar, grammar_of
from assistant.reading.ways import Ways
from ingest.yamlfile import read_yaml

# Whose entries are written as `words` reads them.
FILES = [
    "context",
    "ending",
    "history",
    "nearby",
    "placing",
    "sections",
    "settings",
]
STEP = 30  # every so many of the messages are read

ODD = ["", "\n", "s\u0663 on a 3", "on a\n3 .", "x" * 50]
ODD += ["'s a 3, 3's", "\u2192 2", "3\u20142", "\u00e9t\u00e9 on 3", "one_two"]
PIECES = ["a", "an?", "s", "3", "on", "the ", "'s", "x?", " ?"]
PIECES += [r"\d", r"\w+", r"\w*", "[.,\n]", "[2-57]", "[a-t]", "[-. ]", "[^a]", r"\s*"]
PIECES += ["^", r"\b", "(?:on|the) ", "(?:a |b )?", "(?:a|an|){0,2}", "(?<!s )", "(?!a)", "(?=on)", "-", "/", r"\.", "$"]
PIECES += ["(?:on (?:a|the) )*"]
ENTRIES = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join)
LETTERS = st.text("aonsthe3' -.\n,\u0663", max_size=30)


def _lists(held: Any, lists: dict[str, str]) -> Iterator[Ways]:
    if isinstance(held, dict):
        for name, one in held.items():
            yield from _lists(one, lists) if name != "near" else []  # which lists letters
    elif isinstance(held, list) and all(isinstance(one, str) for one in held):
        yield words(held, lists)
    elif isinstance(held, list):
        for one in held:
            yield from _lists(one, lists)


def _of_file(name: str) -> list[Ways]:
    held = read_yaml(Path(context.__file__).with_name(f"{name}.yaml"))
    lists = {one: "|".join(said) for one, said in held.pop("lists", {}).items()}
    return list(_lists(held, lists))


@cache
def _texts() -> list[str]:
    files = sorted(Path("eval/scenarios").glob("*.yaml"))
    said = [turn["say"] for file in files for one in read_yaml(file) for turn in one["turns"]]
    return [*ODD, *map(flat, said[::STEP])]


def _same(ways: Ways, plain: re.Pattern[str], text: str, start: int = 0, end: int | None = None) -> None:
    part = (text, start, len(text) if end is None else end)
    found = [match.regs for match in ways.finditer(*part)]
    assert found == [match.regs for match in plain.finditer(*part)], (ways.pattern, part)
    first = ways.search(*part)
    assert (first.regs if first else None) == (found[0] if found else None)


@pytest.mark.parametrize("name", FILES)
def test_the_lists_of_a_file_find_what_the_plain_expression_finds(name: str) -> None:
    for ways in _of_file(name):
        plain = re.compile(ways.pattern)
        for n, text in enumerate(_texts()):
            _same(ways, plain, text)
            _same(ways, plain, text, n % 7, max(0, len(text) - n % 11))


def test_the_longer_expressions_find_what_the_plain_ones_find() -> None:
    grammar: Grammar = grammar_of()
    ages = (one.pattern for one in ways_of_ages() if isinstance(one.pattern, Ways))
    for ways in (grammar.prefixed, grammar.bare, grammar.named, *(ways for ways, _ in ways_of_dates()), *ages):
        plain = re.compile(ways.pattern)
        for n, text in enumerate(_texts()):
            _same(ways, plain, text, 0, max(0, len(text) - n % 11))


@given(
    st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join), min_size=1, max_size=4), LETTERS, st.data()
)
def test_any_list_finds_what_the_plain_expression_finds(entries: list[str], text: str, data: st.DataObject) -> None:
    ways = words([entry for entry in entries if _can_be_read(entry)])
    end = data.draw(st.integers(0, len(text)))
    _same(ways, re.compile(ways.pattern), text, data.draw(st.integers(0, end)), end)


def _can_be_read(entry: str) -> bool:
    try:
        words([entry]).match("")
    except re.error:
        return False
    return True


@pytest.mark.parametrize(
    ("pattern", "begins"),
    [
        ("offline|on an?", {"offlin", "on a", "on an"}),
        ("(?:the )?ward", {"the wa", "ward"}),
        (r"it'?s\s+on", {"it s o", "its on"}),
        ("(?:a|b)?c", {"ac", "bc", "c"}),
        (r"\s*->", {" -", "-"}),
        ("[.,;\n]", {".", ",", ";", "\n"}),
        ("[2-47]th", {"2th", "3th", "4th", "7th"}),
        (r"[-/\s]to", {"-", "/", " t"}),
        (r"s\d", {f"s{figure}" for figure in range(10)}),
        ("(?<!not )held(?! on)", {"held"}),
        ("(?:very )*ill", {"very ", "ill"}),
        ("^on", {"^"}),
    ],
)
def test_beginnings_are_read_from_the_expression(pattern: str, begins: set[str]) -> None:
    assert beginnings(pattern) == frozenset(begins)


@pytest.mark.parametrize(
    "pattern", [r"\w+ing", "[^.]x", r"[\--/]", "a?", "", "(?:a|)", "^", "$", ".x", "(?i:a)", "a|b*", "^^", "(?:^|a?)^"]
)
def test_where_anything_may_begin_nothing_is_known(pattern: str) -> None:
    assert beginnings(pattern) is None


def test_an_expression_with_which_nothing_begins_is_not_compiled() -> None:
    ways = Ways(r"\bunread(?<=a+)")

    assert ways.search("a text of other words") is None
    with pytest.raises(re.error):
        ways.search("unread")
