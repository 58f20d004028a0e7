"""A whole turn, over the real corpus."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from assistant.conversation import STEPS
from assistant.holdings import Holdings
from assistant.model import Answer, Status

Ask = Callable[..., Answer]


def test_one_list_shows_the_turn() -> None:
    """The steps run in the order of the list, and the answer says how long each took."""
    names = "privacy accept grant scope read decide retrieve cover reconsider compose verify notices".split()
    assert [step.__name__ for step in STEPS] == names


def test_the_answer_to_the_charging_question_is_that_it_is_free(ask: Ask) -> None:
    """The README's question: a sentence that answers, then the exact words, from the paragraph that says it."""
    found = ask("can we charge her for her 117 care home?")
    assert found.status is Status.DECIDED
    assert found.text.startswith("No. Section 117 aftercare is free")
    assert found.citations[0].paragraph == "nl-policy/7.6.2.p1"
    assert "no contribution can be requested toward the cost of these" in found.citations[0].quote


def test_a_list_keeps_its_lead_in_and_all_its_entries(ask: Ask) -> None:
    """ "Who attends" is answered with the whole list of ten, under the words that lead into it."""
    found = ask("who comes to the discharge meeting")
    kinds = [block.kind for block in found.blocks]
    start = kinds.index("quote")
    assert kinds[start + 1 : start + 11] == ["item"] * 10
    assert [citation.paragraph for citation in found.citations[:2]] == ["nl-policy/7.5.p3", "nl-policy/7.5.p3.b1"]


def test_how_long_is_answered_with_the_figure_first(ask: Ask) -> None:
    """A question for a time leads with the point that holds one."""
    found = ask("how long does the lead professional keep contact once someone is in prison")
    assert "3 months" in found.blocks[0].runs[0].text


@pytest.mark.parametrize(
    ("question", "paragraph"),
    [
        ("does s2 get 117", "nl-policy/7.1.p4.b1"),
        ("wat happens if he refuses his aftercair", "nl-policy/7.3.p1"),
        ("when should planning start", "nl-policy/7.2.p3"),
        ("what has to happen before we end 117", "nl-policy/7.16.p4"),
        ("what does the Code say about ending", "code/33.20.p1"),
        ("what does 33.24 say", "code/33.24.p1"),
    ],
)
def test_questions_reach_the_paragraph_that_answers(ask: Ask, question: str, paragraph: str) -> None:
    """Terse, mistyped and by name: the paragraph that answers is cited."""
    assert paragraph in {citation.paragraph for citation in ask(question).citations}


def test_every_quote_is_an_exact_span_of_its_paragraph(ask: Ask, holdings: Holdings) -> None:
    """What stands between start and end in the paragraph is the quote, to the letter."""
    for question in (
        "can his 117 be stopped because he is doing well",
        "who decides to end it",
        "which council is responsible",
    ):
        for citation in ask(question).citations:
            assert holdings.paragraphs[citation.paragraph].text[citation.start : citation.end] == citation.quote


def test_the_same_question_gives_the_same_answer(ask: Ask) -> None:
    """Nothing but the id and the timings differs between two askings."""
    first, second = (replace(ask("who pays for the care home"), id="", timings_ms={}) for _ in range(2))
    assert first == second


def test_the_policy_is_said_to_be_overdue_and_only_once_a_conversation(ask: Ask) -> None:
    """Both its review dates have passed; a conversation that has been told is not told again."""
    first = ask("when should planning start")
    overdue = next(notice for notice in first.notices if notice.kind == "overdue")
    assert "15 November 2025" in overdue.text
    again = ask("when should planning start", shown=frozenset({overdue.id}))
    assert overdue.id not in {notice.id for notice in again.notices}


def test_asked_as_at_a_day_before_the_review_it_was_not_overdue(ask: Ask) -> None:
    """Notices follow the day the question is asked as at."""
    assert "overdue" not in {notice.kind for notice in ask("when should planning start", as_at=date(2024, 1, 1)).notices}


def test_the_leaflets_telephone_number_is_never_given(ask: Ask) -> None:
    """It belongs to another area. Whoever types it is told so, with the words before it."""
    for question in ("phone number for an advocate", "what number do I ring for advocacy", "01925 246 888"):
        found = ask(question)
        assert "01925" not in found.text
        cited = [citation for citation in found.citations if citation.paragraph == "leaflet/advocacy.p3"]
        assert bool(cited) == question.startswith("01925")
        assert all("01925" not in citation.quote for citation in cited)


def test_a_leaflet_answer_says_whose_leaflet_it_is_not(ask: Ask) -> None:
    """The leaflet is not a North Lincolnshire document, and staff are told so beside what it says."""
    found = ask("what does the leaflet say about complaints to the ombudsman")
    assert found.citations[0].document == "leaflet"
    assert any(notice.kind == "other_area" and "North Lincolnshire" in notice.text for notice in found.notices)


def test_an_extract_says_that_the_code_itself_is_not_held(ask: Ask) -> None:
    """The Code's words come through the policy, and the notice says where they stand in it."""
    found = ask("what does the Code of Practice say about declining aftercare services")
    assert any(notice.kind == "extract" and "7.16.p9" in notice.text for notice in found.notices)


def test_the_document_that_is_named_leads(ask: Ask) -> None:
    """Asked of the leaflet it is the leaflet that answers, and of the policy the policy, though the other is close."""
    assert ask("what does the leaflet say about ending aftercare").citations[0].document == "leaflet"
    assert ask("what does the policy say about ending aftercare").citations[0].document == "nl-policy"
