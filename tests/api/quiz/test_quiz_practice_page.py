"""Practice by its pages, over the real rules and without scripts."""

import re

import httpx
import pytest
from lxml import html
from served import House

from api.quiz.codes import person_of
from api.web.quiz.practice import COOKIE

PAGE = "/quiz/practice/"


def fields(page: httpx.Response) -> dict[str, str]:
    """What the form of a question sends beside the answer."""
    hidden = html.fromstring(page.text).xpath("//form[@action='/quiz/practice/answer']//input[@type='hidden']")
    return {one.get("name"): one.get("value") for one in hidden}


def right_in(house: House, asked: dict[str, str]) -> list[str]:
    """The right places, as the maker has them."""
    made = house.quizzes.practice.rows().item((asked["table"], asked["row"]), asked["seed"])
    assert made
    return [str(place) for place in made.right]


def test_a_question_is_answered_and_comes_back(quizhouse: House) -> None:
    """Every option says why, the page says when the row is seen again, and the next question is another."""
    client = quizhouse.browser().client
    page = client.get(PAGE)
    asked = fields(page)
    told = client.post(f"{PAGE}answer", data={**asked, "choice": right_in(quizhouse, asked)})
    assert "<h1>Right</h1>" in told.text
    assert "You will see this row again in 10 minutes" in told.text
    assert told.text.count('class="verdict"') >= 2
    assert fields(client.get(PAGE))["row"] != asked["row"]
    assert "1 of" in client.get(PAGE).text


def test_the_browser_holds_a_random_number_and_the_server_its_hash(quizhouse: House) -> None:
    """Scripts cannot read it, and no other page of ours is sent it."""
    client = quizhouse.browser().client
    first = client.get(PAGE)
    cookie = first.headers["set-cookie"].lower()
    assert all(part in cookie for part in ("httponly", "samesite=lax", "path=/quiz/practice/"))
    asked = fields(first)
    client.post(f"{PAGE}answer", data={**asked, "choice": ["0"]})
    (kept,) = quizhouse.quizzes.practice.store.practised(person_of(client.cookies[COOKIE]))
    assert kept.row == (asked["table"], asked["row"])
    assert "set-cookie" not in client.get(PAGE).headers


def test_a_refresh_shows_the_same_question_and_a_second_press_counts_once(quizhouse: House) -> None:
    """Which is said."""
    client = quizhouse.browser().client
    asked = fields(client.get(PAGE))
    assert fields(client.get(PAGE)) == asked
    answer = {**asked, "choice": ["0"]}
    client.post(f"{PAGE}answer", data=answer)
    assert "Your first answer counts" in client.post(f"{PAGE}answer", data=answer).text
    (kept,) = quizhouse.quizzes.practice.store.practised(person_of(client.cookies[COOKIE]))
    assert kept.answered == 1


def test_an_empty_answer_is_asked_for_again(quizhouse: House) -> None:
    """The same question, with what to do; nothing is kept."""
    client = quizhouse.browser().client
    asked = fields(client.get(PAGE))
    again = client.post(f"{PAGE}answer", data=asked)
    assert again.status_code == 422
    assert "Choose an answer and press the button again" in again.text
    assert fields(again) == asked


@pytest.mark.parametrize("field", ["table", "row", "seed", "item"])
@pytest.mark.parametrize("sent", ["", "<script>", "nope", "0" * 500])
def test_a_question_that_there_is_not_is_put_anew(quizhouse: House, field: str, sent: str) -> None:
    """Also one that has changed with the policy; nothing that was sent is shown."""
    client = quizhouse.browser().client
    asked = fields(client.get(PAGE))
    other = client.post(f"{PAGE}answer", data={**asked, field: sent, "choice": ["0"]})
    assert other.status_code == 200
    assert "nothing was sent" in other.text
    assert "<script>" not in other.text


def test_a_browser_that_keeps_no_cookie_is_told_so(quizhouse: House) -> None:
    """It is marked all the same."""
    client = quizhouse.browser().client
    asked = fields(client.get(PAGE))
    client.cookies.clear()
    told = client.post(f"{PAGE}answer", data={**asked, "choice": ["0"]})
    assert re.search("<h1>(Right|Not right)</h1>", told.text)
    assert "nothing is remembered of your practice" in told.text


def test_practice_is_deleted_when_its_holder_asks(quizhouse: House) -> None:
    """Everything that was kept, and the cookie."""
    client = quizhouse.browser().client
    client.post(f"{PAGE}answer", data={**fields(client.get(PAGE)), "choice": ["0"]})
    person = person_of(client.cookies[COOKIE])
    page = client.post(f"{PAGE}forget")
    assert "Everything that was kept of your practice is deleted" in page.text
    assert list(quizhouse.quizzes.practice.store.practised(person)) == []
    assert person_of(client.cookies[COOKIE]) != person


def test_a_topic_is_kept_to_from_question_to_question(quizhouse: House) -> None:
    """One that there is not is all of them."""
    client = quizhouse.browser().client
    asked = fields(client.get(PAGE, params={"topic": "money"}))
    assert asked["topic"] == "money"
    told = client.post(f"{PAGE}answer", data={**asked, "choice": ["0"]})
    assert f'href="{PAGE}?topic=money"' in told.text
    assert fields(client.get(PAGE, params={"topic": "cricket"}))["topic"] == ""
