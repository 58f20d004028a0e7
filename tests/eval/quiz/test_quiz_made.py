"""Quizzes made: the same for ever, only of what was asked for, and every item held to the engine."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from eval.quiz.check import faults, misread, sound
from eval.quiz.desk import Desk
from eval.quiz.exports import EXPORTS
from eval.quiz.make import ONLY_OF, Request, make, single
from eval.quiz.model import Item, Kind, Quiz, QuizError, quiz_of
from eval.quiz.prove import combinations, prove
from eval.quiz.review import stale, without

AGAIN = """
import json
from eval.quiz.desk import open_desk
from eval.quiz.make import Request, make
print(json.dumps(make(open_desk(), Request(items=3), 117).as_json()["items"], default=str))
"""


def test_items_of_many_seeds_have_no_fault(desk: Desk) -> None:
    """Exactly one right answer by the engine and by the second implementation, real quotations, stories read back as told."""
    met = prove(desk, range(5, 5 + len(combinations(desk)), 5))
    assert met.wrong == []
    assert met.items > met.refused / 2
    assert met.compared


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_item_can_be_made(desk: Desk, kind: Kind) -> None:
    """From some case of some table, with feedback and a source on every option."""
    item = one_of(desk, kind)
    assert item.kind is kind
    assert all(option.reason and option.source.cite in desk.paragraphs for option in item.options)


def one_of(desk: Desk, kind: Kind) -> Item:
    """The first item of a kind."""
    tables = ONLY_OF.get(kind, ("entitlement", "refusal", "charging"))
    tries = (single(desk, table, kind, f"{kind}/{n}", n) for n in range(30) for table in tables)
    return next(item for item in tries if item)


def test_what_is_told_may_leave_open_what_must_be_asked(desk: Desk) -> None:
    """Five months in custody and sentenced: whether that was within the first three is the question."""
    items = (single(desk, "custody_handover", Kind.ASK_NEXT, f"open/{n}", n) for n in range(200))
    item = next(
        item
        for item in items
        if item and int(item.facts.get("months_in_custody", 0)) > 2 and item.facts.get("sentenced") == "yes"
    )
    assert next(option.outcome for option in item.options if option.right) == "sentenced_early"


def test_the_same_seed_gives_the_same_quiz_in_another_process(desk: Desk) -> None:
    """Whatever the order of sets and dictionaries there."""
    done = subprocess.run([sys.executable, "-c", AGAIN], capture_output=True, check=True, text=True)
    here = json.loads(json.dumps(make(desk, Request(items=3), 117).as_json()["items"], default=str))
    assert json.loads(done.stdout) == here


def test_another_seed_gives_another_quiz(desk: Desk, made: Quiz) -> None:
    """No two items are alike by id."""
    other = make(desk, Request(items=12), 118)
    assert {item.id for item in other.items} != {item.id for item in made.items}
    assert len({item.id for item in made.items}) == len(made.items)


def test_an_item_carries_what_it_rests_on(desk: Desk, made: Quiz) -> None:
    """Table, facts, seed, day, versions of tables, facts, paragraphs and words, and the paragraphs quoted."""
    for item in made.items:
        assert item.table in desk.rulebook.forms
        assert set(item.versions) == {"tables", "facts", "paragraphs", "words"}
        assert item.seed.startswith("117/")
        assert item.rests_on
        assert item.as_at == "2026-11-21"


def test_a_quiz_keeps_to_its_topic_audience_difficulty_and_kind(desk: Desk) -> None:
    """Only tables of the topic, items for that audience, as hard as asked for, of that kind."""
    quiz = make(desk, Request(3, ("money",), "commissioning", "easy", ("outcome",)), 4)
    assert {item.topic for item in quiz.items} == {"money"}
    assert all("commissioning" in item.audiences for item in quiz.items)
    assert {(item.difficulty, item.kind) for item in quiz.items} == {("easy", "outcome")}


@pytest.mark.parametrize(
    ("request_", "says"),
    [
        (Request(topics=("cricket",)), "there is no topic 'cricket'. Choose of entitlement, bodies"),
        (Request(audience="cooks"), "there is no audience 'cooks'. Choose of ward, social_care"),
        (Request(difficulty="fiendish"), "there is no difficulty 'fiendish'. Choose of easy, medium, hard"),
        (Request(kinds=("essay",)), "there is no kind 'essay'. Choose of outcome"),
        (Request(items=0), "0 items cannot be made. Ask for 1 to 200"),
        (Request(topics=("refusal",), audience="commissioning"), "no table matches that. Leave out the audience"),
        (Request(items=6, kinds=("order",)), "items of 6 can be made of that. Ask for fewer, or for more topics"),
    ],
    ids=["topic", "audience", "difficulty", "kind", "none", "no table", "too many"],
)
def test_what_cannot_be_made_is_said_in_words(desk: Desk, request_: Request, says: str) -> None:
    """With what can be chosen instead."""
    with pytest.raises(QuizError) as refused:
        make(desk, request_, 1)
    assert says in str(refused.value)


def test_a_quiz_comes_back_from_its_file(made: Quiz) -> None:
    """Whole."""
    assert quiz_of(json.loads(json.dumps(made.as_json(), default=str))) == made


@pytest.mark.parametrize("foreign", [[], 5, None, "quiz", {}, {"items": [{"id": "1"}]}], ids=str)
def test_what_is_no_quiz_is_refused(foreign: object) -> None:
    """In words that say what to give instead."""
    with pytest.raises(QuizError, match=r"this is not a quiz .* Give a file that"):
        quiz_of(foreign)


def test_a_quiz_damaged_anywhere_is_refused_or_reviewed_and_never_fails(desk: Desk, made: Quiz) -> None:
    """Whatever stands in place of any one thing in it: what is read can be looked over and written out."""
    whole = json.loads(json.dumps(replace(made, items=made.items[:1]).as_json(), default=str))
    for path in places(whole):
        for value in (None, -1, "", [], {"a": 1}):
            try:
                read = quiz_of(put(whole, path, value))
            except QuizError:
                continue
            left = without(read, list(stale(desk, read)))
            assert EXPORTS["csv"].write(left)


def places(part: object, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value in a record."""
    if at:
        yield at
    for key, value in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        yield from places(value, (*at, key))


def put(part: Any, path: tuple[Any, ...], value: object) -> Any:
    """The record with something else in one place."""
    if not path:
        return value
    changed = dict(part) if isinstance(part, dict) else list(part)
    changed[path[0]] = put(part[path[0]], path[1:], value)
    return changed


def test_every_table_that_is_shown_is_trained(desk: Desk) -> None:
    """Each stands in one topic; helper tables are met under others."""
    trained = [table for topic in desk.plan.topics.values() for table in topic.tables]
    shown = [name for name, form in desk.rulebook.forms.items() if not getattr(form.question, "helper", False)]
    assert sorted(trained) == sorted(shown)


def test_an_item_is_refused_for_each_thing_that_can_be_wrong(desk: Desk) -> None:
    """Two right options, a repeated one, a long one, a slot, a quotation that is not there, a key that is not the engine's."""
    item = one_of(desk, Kind.OUTCOME)
    first, *rest = item.options
    wrong = next(one for one in item.options if not one.right)
    key = next(one for one in item.options if one.right)

    def found(*options: object, **changes: object) -> str:
        return " ".join(faults(desk, item.but(options=tuple(options) or item.options, **changes)))

    assert sound(desk, item)
    assert "2 options are right" in found(key, key)
    assert "an option is repeated" in found(key, wrong, wrong)
    assert "a slot is not filled" in found(question="Is {p} entitled?")
    long = type(first)(first.text * 9, first.right, first.outcome, first.reason, first.source)
    assert "an option is longer than twice the others' median" in found(long, *rest)
    lie = type(first.source)(first.source.cite, "never said", "")
    assert "does not say “never said”" in found(type(first)(first.text, first.right, first.outcome, first.reason, lie), *rest)
    swapped = type(key)(key.text, True, "invented", key.reason, key.source)
    assert "is marked otherwise" in found(swapped, wrong)


def test_a_story_that_says_something_else_is_found_out(desk: Desk) -> None:
    """Our own reader reads the words, not the facts beside them."""
    item = single(desk, "prescriptions", Kind.PARAGRAPH, "1") or one_of(desk, Kind.OUTCOME)
    assert not misread(desk, item)
    other = {fact: "no" if value == "yes" else "yes" for fact, value in item.facts.items()}
    assert misread(desk, item.but(facts=other))
