"""How questions do, as a trainer sees it."""

import re

import pytest
from lxml import html
from served import House

PAGE = "/quiz/statistics/"


def answered(house: House) -> str:
    """The id of a quiz that three have answered."""
    one = house.share()
    for nickname, chosen in {"a": (0, 0, 0), "b": (0, 1, 1), "c": (0, 1, 2)}.items():
        somebody = house.browser()
        somebody.join(one, nickname)
        somebody.send(one, "begin")
        for place, option in enumerate(chosen, 1):
            somebody.answer(one, place, option)
    return one.id


def shown(house: House, **query: str) -> list[str]:
    """The lines of the table."""
    page = html.fromstring(house.browser().client.get(PAGE, params=query).text)
    return [" ".join(row.text_content().split()) for row in page.xpath("//table[@class='figures']/tbody/tr")]


def test_every_question_stands_with_its_figures_the_hardest_first(quizhouse: House) -> None:
    """How many were right, whether it tells apart, and what was taken for right; what cannot be said is said so."""
    lines = shown(quizhouse, quiz=answered(quizhouse))
    assert [re.findall(r"Question \d\?", line)[0] for line in lines] == ["Question 2?", "Question 3?", "Question 1?"]
    assert "1 of 3" in lines[0]
    assert "+1.00, 3 answers" in lines[0]
    assert "“No 2” 2 of 2 who were wrong" in lines[0]
    assert "3 of 3 Cannot be said yet Nothing" in lines[2]


@pytest.mark.parametrize(
    ("by", "says"), [("rows", "entitlement: row2"), ("paragraphs", "nl-policy/7.1"), ("junk", "Question 2?")]
)
def test_it_can_be_looked_at_by_row_and_by_paragraph(quizhouse: House, by: str, says: str) -> None:
    """Whatever is not known is looked at by question."""
    assert says in shown(quizhouse, by=by, quiz=answered(quizhouse))[0]


def test_every_picture_has_its_words(quizhouse: House) -> None:
    """The share right and where it likely lies, in the picture's own label."""
    text = quizhouse.browser().client.get(PAGE, params={"quiz": answered(quizhouse)}).text
    assert re.search(r'aria-label="33 % right, 6 to 79 % likely"', text)


def test_what_to_teach_again_stands_there_once_enough_have_answered(quizhouse: House) -> None:
    """Nine answers, five of them right; one learner's three are too few to say anything."""
    text = quizhouse.browser().client.get(PAGE, params={"quiz": answered(quizhouse)}).text
    assert "To teach again" in text
    assert re.search(r"nl-policy/7\.1</a>: 5 of 9 right\.", text)
    one, somebody = quizhouse.share(), quizhouse.browser()
    somebody.join(one, "a")
    somebody.send(one, "begin")
    for place in (1, 2, 3):
        somebody.answer(one, place, 1)
    assert "To teach again" not in somebody.client.get(PAGE, params={"quiz": one.id}).text


def test_a_quiz_of_somebody_else_is_not_found(quizhouse: House) -> None:
    """Nor is one that is not there."""
    one = quizhouse.share(owner="another")
    assert quizhouse.browser().client.get(PAGE, params={"quiz": one.id}).status_code == 404


def test_a_quiz_that_nobody_has_answered_says_so(quizhouse: House) -> None:
    """No empty table."""
    one = quizhouse.share()
    assert "Nobody has answered yet" in quizhouse.browser().client.get(PAGE, params={"quiz": one.id}).text


def test_a_quiz_leads_to_how_its_questions_do(quizhouse: House) -> None:
    """From the page of the session."""
    one = quizhouse.share()
    assert f'href="{PAGE}?quiz={one.id}"' in quizhouse.browser().client.get(f"/quiz/sessions/{one.id}").text
