"""A quiz as a learner meets it, without scripts."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from served import House

from api.quiz.model import Mode, Session, Stage

MARKUP = "<script>alert(1)</script>"[:24]


def test_a_self_paced_quiz_is_joined_answered_and_marked(quizhouse: House) -> None:
    """One question a page; after each, every option with its outcome, its reason and the words; then what came of it."""
    one, somebody = quizhouse.share(), quizhouse.browser()
    joined = somebody.join(one, "robin")
    assert joined.status_code == 200
    assert "Before you begin" in joined.text
    assert "You are <strong>robin</strong>" in joined.text
    assert "Question 1 of 3" in somebody.send(one, "begin").text
    told = somebody.answer(one, 1, 0)
    assert told.url.path == f"/quiz/play/{one.code}/1"
    assert "<h1>Right</h1>" in told.text
    for words in ("Yes 1", "No 1", "Ask 1"):
        assert words in told.text
    assert told.text.count("section 3 for treatment in hospital") == 3
    assert f"/quiz/play/{one.code}/words/nl-policy/7.1" in told.text
    somebody.answer(one, 2, 1)
    somebody.answer(one, 3, 0)
    done = somebody.see(one)
    assert "2 of 3 right" in done.text
    assert "Passed." in done.text
    assert done.text.count('class="sheet wrong"') == 1
    assert "Who is entitled" in done.text


def test_the_paragraph_is_read_whole_without_a_key(quizhouse: House) -> None:
    """Only one that the quiz quotes."""
    one, somebody = quizhouse.share(), quizhouse.browser()
    somebody.join(one, "robin")
    somebody.send(one, "begin")
    found = somebody.see(one, "/words/nl-policy/7.1")
    assert found.status_code == 200
    assert "<blockquote><p>section 3 for treatment in hospital</p></blockquote>" in found.text
    assert somebody.see(one, "/words/nl-policy/7.2").status_code == 404


def test_a_refresh_mid_question_and_a_second_press_lose_and_double_nothing(quizhouse: House) -> None:
    """The same question comes again; the first answer counts, and that is said where the second was another."""
    one, somebody = quizhouse.share(), quizhouse.browser()
    somebody.join(one, "robin")
    somebody.send(one, "begin")
    assert [re.findall("Question . of 3", somebody.see(one).text)[0] for _ in range(2)] == ["Question 1 of 3"] * 2
    assert "Note." not in somebody.answer(one, 1, 1).text
    assert "Note." not in somebody.answer(one, 1, 1).text
    other = somebody.answer(one, 1, 0)
    assert "Your first answer counts" in other.text
    assert "<h1>Not right</h1>" in other.text
    assert "Question 2 of 3" in somebody.see(one).text


def test_whoever_comes_back_goes_on_where_they_were(quizhouse: House) -> None:
    """By the cookie alone, which scripts cannot read and other sites cannot send."""
    one, somebody = quizhouse.share(), quizhouse.browser()
    first = somebody.client.post("/quiz/join", data={"code": one.code, "nickname": "robin"}, follow_redirects=False)
    cookie = first.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/quiz/" in cookie
    somebody.send(one, "begin")
    somebody.answer(one, 1, 0)
    later = quizhouse.browser()
    later.client.cookies = somebody.client.cookies
    assert "Question 2 of 3" in later.see(one).text
    assert "Question 2 of 3" in later.join(one, "another name").text
    assert [one.nickname for one in quizhouse.quizzes.room.store.learners(one.id)] == ["robin"]


def test_another_person_on_the_same_device_is_another_learner(quizhouse: House) -> None:
    """Where they say so."""
    one, shared = quizhouse.share(), quizhouse.browser()
    shared.join(one, "robin")
    shared.join(one, "wren", other="yes")
    assert [one.nickname for one in quizhouse.quizzes.room.store.learners(one.id)] == ["robin", "wren"]


def test_nothing_chosen_is_said_beside_the_question(quizhouse: House) -> None:
    """So is an option that there is not; nothing is kept."""
    one, somebody = quizhouse.share(), quizhouse.browser()
    somebody.join(one, "robin")
    somebody.send(one, "begin")
    for chosen in ((), (9,), (0, 1)):
        again = somebody.answer(one, 1, *chosen)
        assert again.status_code == 422
        assert "Choose an answer first" in again.text
        assert "Question 1 of 3" in again.text


def test_an_answer_from_another_page_is_not_taken_for_this_one(quizhouse: House) -> None:
    """It says where the quiz is now."""
    one, somebody = quizhouse.share(), quizhouse.browser()
    somebody.join(one, "robin")
    somebody.send(one, "begin")
    for form in ({"place": "1", "item": "item2", "choice": "0"}, {"place": "x", "item": "", "choice": "<b>"}, {}):
        moved = somebody.client.post(f"/quiz/play/{one.code}/answer", data=form)
        assert moved.status_code in (200, 422)
        assert "Question 1 of 3" in moved.text
    assert quizhouse.quizzes.room.store.answers_in(one.id) == []


def test_a_try_again_has_other_questions_made_by_the_rules(quizhouse: House) -> None:
    """A new seed, and the attempt before stays as it was."""
    one, somebody = quizhouse.share(), quizhouse.browser()
    somebody.join(one, "robin")
    somebody.send(one, "begin")
    somebody.send(one, "finish")
    assert "0 of 3 right" in somebody.see(one).text
    again = somebody.send(one, "retry")
    assert "Question 1 of 10" in again.text
    kept = quizhouse.quizzes.room.store.paper(one.id, 2)
    assert kept
    assert kept.seed == 2


def test_time_is_counted_and_more_is_given_to_who_takes_it(quizhouse: House) -> None:
    """What comes after it is kept and does not count; the page says so."""
    one = quizhouse.share(seconds=600)
    slow, late = quizhouse.browser(), quizhouse.browser()
    slow.join(one, "slow")
    late.join(one, "late")
    assert "14 min 5" in slow.send(one, "begin", extra="50").text
    assert "9 min 5" in late.send(one, "begin", extra="7000").text
    room = quizhouse.quizzes.room
    before, room.now = room.now, lambda: datetime.now(UTC) + timedelta(minutes=12)
    try:
        assert "too late to count" in late.answer(one, 1, 0).text
        assert "1 answer came after the time and does not count" in late.see(one).text
        assert "<h1>Right</h1>" in slow.answer(one, 1, 0).text
    finally:
        room.now = before


def test_a_question_that_no_longer_holds_leaves_the_quiz(quizhouse: House) -> None:
    """It is not asked, counts for nobody, and is listed for review with what has changed."""
    one, somebody = quizhouse.share(), quizhouse.browser()
    store, maker = quizhouse.quizzes.room.store, quizhouse.quizzes.maker
    made = maker.make(replace(one.request, items=2), 5)
    changed = replace(made.items[0], versions={**made.items[0].versions, "paragraphs": "others"})
    other = replace(one, id="changed-" + one.id, code=quizhouse.quizzes.room.free_code())
    store.share(other, replace(made, items=(changed, made.items[1]), versions={}))
    somebody.join(other, "robin")
    assert "Question 1 of 1" in somebody.send(other, "begin").text
    assert "1 question was withdrawn" in somebody.send(other, "finish").text
    review = somebody.client.get("/quiz/review").text
    assert "a paragraph it rests on changed since it was made" in review
    assert other.code in review
    assert "1 of its questions has left the quiz" in somebody.client.get(f"/quiz/sessions/{other.id}").text


def _joined(quizhouse: House, one: Session) -> tuple[httpx.Response, httpx.Response]:
    return quizhouse.browser().join(one, "robin"), quizhouse.browser().join(one, "ROBIN")


def test_two_learners_with_one_nickname_are_told_apart(quizhouse: House) -> None:
    """The second chooses another; the code they typed is still there."""
    one = quizhouse.share()
    first, second = _joined(quizhouse, one)
    assert first.status_code == 200
    assert second.status_code == 409
    assert "That nickname is taken" in second.text
    assert f'value="{one.code}"' in second.text


def test_markup_in_a_nickname_is_shown_and_never_run(quizhouse: House) -> None:
    """To the room and to the trainer."""
    one, somebody = quizhouse.share(Mode.LIVE), quizhouse.browser()
    joined = somebody.join(one, MARKUP)
    pages = [joined, *(somebody.client.get(f"/quiz/sessions/{one.id}{page}") for page in ("", "/live"))]
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert" in page.text


@pytest.mark.parametrize("name", ["943 476 5919", "Mrs Jones", "a.b@example.org", "x" * 30, "\u202e"])
def test_personal_data_in_a_nickname_is_refused_and_not_repeated(quizhouse: House, name: str) -> None:
    """The same check as messages have."""
    one = quizhouse.share()
    refused = quizhouse.browser().join(one, name)
    assert refused.status_code == 422
    assert "That nickname cannot be used" in refused.text
    assert name not in refused.text
    assert quizhouse.quizzes.room.store.learners(one.id) == []


def test_a_code_that_has_expired_or_never_was_says_so(quizhouse: House) -> None:
    """In words that say what to do."""
    past = datetime.now(UTC) - timedelta(days=2)
    old = quizhouse.share(closes=past)
    assert "Its code has expired" in quizhouse.browser().join(old, "robin").text
    unknown = quizhouse.browser().join(replace(old, code="ZZZZZZ"), "robin")
    assert unknown.status_code == 404
    assert "No quiz has that code" in unknown.text


def test_a_browser_without_its_cookie_is_sent_to_join(quizhouse: House) -> None:
    """And can change nothing."""
    one, stranger = quizhouse.share(), quizhouse.browser()
    for found in (stranger.see(one), stranger.answer(one, 1, 0), stranger.see(one, "/events"), stranger.send(one, "begin")):
        assert found.status_code == 403
        assert "Join the quiz first" in found.text


def test_another_learners_answers_are_never_shown(quizhouse: House) -> None:
    """Whatever address is tried: an answer is found by the browser's own cookie."""
    one, robin, wren = quizhouse.share(), quizhouse.browser(), quizhouse.browser()
    for somebody, name in ((robin, "robin"), (wren, "wren")):
        somebody.join(one, name)
        somebody.send(one, "begin")
    robin.answer(one, 1, 1)
    found = wren.see(one, "/1")
    assert "robin" not in found.text
    assert "Question 1 of 3" in found.text


def test_a_page_elsewhere_cannot_answer_for_a_learner(quizhouse: House) -> None:
    """Its POST is refused before anything is done."""
    one, somebody = quizhouse.share(), quizhouse.browser()
    somebody.join(one, "robin")
    headers = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    refused = somebody.client.post(f"/quiz/play/{one.code}/begin", headers=headers)
    assert refused.status_code == 403
    assert quizhouse.now(one).stage is Stage.LOBBY
    assert "Before you begin" in somebody.see(one).text
