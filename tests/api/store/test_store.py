"""What every store does: memory, SQLite, and PostgreSQL where there is one."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from stores import NOW, WORDS, bare, exchange, kinds, opened

from api.problems import UnknownAnswer, UnknownConversation
from api.store.base import Act, ActKind, Feedback, Reason, Store, TurnTaken
from api.store.seal import faults


@pytest.fixture(params=kinds())
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Each store in turn."""
    with opened(request.param, tmp_path) as store:
        yield store


def test_an_id_is_24_random_bytes(store: Store) -> None:
    """It cannot be guessed."""
    ids = {store.start() for _ in range(20)}
    assert len(ids) == 20
    assert {len(one) for one in ids} == {32}


def test_what_is_kept_comes_back_as_it_was(store: Store) -> None:
    """Every field of the answer, its facts and its moment."""
    conversation = store.start()
    assert store.exchanges(conversation) == ()
    said = [exchange("a"), bare("b")]
    for turn, one in enumerate(said, 1):
        store.add(conversation, one, turn)
    assert list(store.exchanges(conversation)) == said
    kept = store.kept("b")
    assert kept
    assert (kept.conversation, kept.turn, kept.exchange) == (conversation, 2, said[1])
    assert {one.exchange.answer.id for one in store.all_kept()} == {"a", "b"}


def test_an_unknown_conversation_is_refused_everywhere(store: Store) -> None:
    """Reading and adding."""
    with pytest.raises(UnknownConversation):
        store.exchanges("nope")
    with pytest.raises(UnknownConversation):
        store.add("nope", bare("a"), 1)
    assert list(store.records()) == []


def test_a_place_that_is_taken_takes_no_other_turn(store: Store) -> None:
    """Neither the exchange nor its record is kept."""
    conversation = store.start()
    store.add(conversation, bare("a"), 1)
    with pytest.raises(TurnTaken):
        store.add(conversation, bare("b"), 1)
    assert [one.answer.id for one in store.exchanges(conversation)] == ["a"]
    assert [one.answer for one in store.records()] == ["a"]


def test_one_turn_at_a_time_in_one_conversation_and_others_go_on(store: Store) -> None:
    """The second waits; another conversation does not."""
    one, other = store.start(), store.start()
    began, order = Event(), []

    def second() -> None:
        began.set()
        with store.taking_a_turn(one):
            order.append("second")

    with ThreadPoolExecutor(1) as pool:
        with store.taking_a_turn(one), store.taking_a_turn(other):
            waiting = pool.submit(second)
            assert began.wait(10)
            order.append("first")
        waiting.result(10)
    assert order == ["first", "second"]


def test_turns_kept_at_once_make_one_chain(store: Store) -> None:
    """Forty conversations from eight threads: each record is bound to the one before it."""

    def keep(n: int) -> None:
        conversation = store.start()
        store.add(conversation, exchange(f"{n}-1"), 1)
        store.add(conversation, exchange(f"{n}-2"), 2)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(keep, range(40)))
    records = list(store.records())
    assert [one.seq for one in records] == list(range(1, 81))
    assert list(faults(records, store.heads())) == []
    assert max(store.heads()) == 80


def test_the_audit_holds_what_was_decided_and_no_word_of_staffs_own(store: Store) -> None:
    """Facts and outcome, not the message, nor the words a fact was read from."""
    store.add(store.start(), exchange("a"), 1)
    record = store.sealed("a").record
    kept = json.loads(record)
    assert kept["case"]["section"] == "3"
    assert kept["decisions"][0]["outcome"] == "yes"
    assert kept["versions"] == {"corpus": "c1", "rules": "r1", "app": "a1", "signed": ""}
    assert WORDS not in record
    assert "was a 3" not in record


def test_after_the_days_a_conversation_is_gone_and_its_records_stay(store: Store) -> None:
    """Message, answer and feedback go; the chain holds."""
    conversation, now = store.start(), datetime.now(UTC)
    store.add(conversation, exchange("a"), 1)
    store.put(Feedback("a", False, (Reason.WRONG,), "not for him", NOW))
    assert store.tidy(now + timedelta(days=29)) == 0
    assert store.tidy(now + timedelta(days=31)) == 1
    with pytest.raises(UnknownConversation):
        store.exchanges(conversation)
    assert store.feedback("a") is None
    assert store.kept("a") is None
    assert list(faults(store.records(), store.heads())) == []
    assert store.sealed("a").answer == "a"


def test_a_conversation_in_which_nothing_was_said_is_kept_a_day(store: Store) -> None:
    """There is nothing in it to lose."""
    conversation, now = store.start(), datetime.now(UTC)
    assert store.tidy(now + timedelta(hours=23)) == 0
    assert store.tidy(now + timedelta(hours=25)) == 1
    with pytest.raises(UnknownConversation):
        store.exchanges(conversation)


def test_feedback_said_again_counts_once(store: Store) -> None:
    """The last one, whole."""
    store.add(store.start(), bare("a"), 1)
    store.put(Feedback("a", True, (), "", NOW))
    store.put(Feedback("a", False, (Reason.WRONG, Reason.OTHER), "old", NOW))
    assert store.feedback("a") == Feedback("a", False, (Reason.WRONG, Reason.OTHER), "old", NOW)


def test_feedback_on_no_answer_is_refused(store: Store) -> None:
    """As is the record of no answer."""
    with pytest.raises(UnknownAnswer):
        store.put(Feedback("a", True, (), "", NOW))
    with pytest.raises(UnknownAnswer):
        store.sealed("a")
    assert store.feedback("a") is None


def test_an_act_is_a_record_of_the_same_chain_and_comes_back_as_it_was(store: Store) -> None:
    """Between two answers; it is no answer, and each kind is found by itself."""
    conversation = store.start()
    store.add(conversation, exchange("1"), 1)
    assert store.last_act() == 0
    act = Act(
        ActKind.SWITCH, "api", "paused", "k1", "a row is wrong", NOW.replace(microsecond=0), {"message": "Ask the office."}
    )
    store.act(act)
    store.add(conversation, exchange("2"), 2)
    assert list(store.acts(ActKind.SWITCH)) == [act]
    assert store.acts(ActKind.APPROVAL) == []
    assert store.last_act() == 2
    assert [one.kind for one in store.records()] == ["answer", "switch", "answer"]
    assert list(faults(store.records(), store.heads())) == []
    with pytest.raises(UnknownAnswer):
        store.sealed(store.newest(2)[0].answer)


def test_the_newest_records_are_read_some_at_a_time(store: Store) -> None:
    """In order, and those before them next."""
    conversation = store.start()
    for n in range(1, 6):
        store.add(conversation, exchange(str(n)), n)
    assert [one.seq for one in store.newest(2)] == [4, 5]
    assert [one.seq for one in store.newest(2, before=4)] == [2, 3]
    assert store.newest(2, before=1) == []
