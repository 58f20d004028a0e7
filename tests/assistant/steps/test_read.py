"""Words become the case and what is asked of it, turn by turn."""

from collections.abc import Callable
from dataclasses import replace

from assistant.conversation import answer
from assistant.model import Answer, Earlier, Status, Turn

Make = Callable[..., Turn]


def _hold(turn: Make, *messages: str) -> list[Answer]:
    """A conversation, as a door holds it."""
    answers: list[Answer] = []
    for number, message in enumerate(messages):
        earlier = tuple(Earlier(said, made) for said, made in zip(messages[:number], answers, strict=True))
        case = {fact.fact: fact for fact in answers[-1].case} if answers else {}
        answers.append(answer(replace(turn(message), earlier=earlier, case=case)))
    return answers


def test_a_history_told_without_a_question_asks_whether_they_are_entitled(turn: Make) -> None:
    """And an order that can be two things is asked about; the reply decides."""
    first, second = _hold(turn, "new pt on s37", "hospital order")
    assert first.ask is not None
    assert first.ask.fact == "section"
    assert second.status is Status.DECIDED
    assert second.decisions[0]["outcome"] == "entitled"
    dated = answer(turn("female 52 informal on ward, sec 3 in 2006 at Scunny"))
    assert [made["table"] for made in dated.decisions][:1] == ["entitlement"]


def test_what_was_understood_comes_back_with_the_words_it_came_from(turn: Make) -> None:
    """Each fact, where it was said and in which turn."""
    first, second = _hold(turn, "lad on a 2, is he 117", "he was on a 3 in 2015")
    assert {fact.fact: (fact.value, fact.turn) for fact in first.case}["section"] == ("2", 1)
    assert any(fact.turn == 2 and "3" in fact.said for fact in second.case)
    assert second.decisions[0]["outcome"] == "entitled"


def test_a_death_goes_to_what_the_documents_do_not_say(turn: Make) -> None:
    """No table asks about a CTO, and no paragraph about section 2 is read out, when the person has died."""
    for message in (
        "pt died on the ward last night was on s3, do we close the 117",
        "pt detained s2 in Feb, s3 in March, dead in hospital last night, anything 117 to close",
    ):
        (only,) = _hold(turn, message)
        assert only.status is Status.NOT_COVERED
        assert "when someone dies" in only.text
        assert only.decisions == ()


def test_a_sentence_after_some_weeks_in_custody_is_an_early_one(turn: Make) -> None:
    """However the two are told, in one turn or in two; being in custody alone tells of no sentence."""
    first, second = _hold(turn, "on 117, in custody 5 weeks, who coordinates his care", "he got sentenced on monday, 8 months")
    assert first.decisions[0]["outcome"] == "lead_professional"
    assert second.decisions[0]["outcome"] == "take_over_now"


def test_another_patient_is_another_case(turn: Make) -> None:
    """Nothing understood of the one before is mixed in."""
    _, second = _hold(
        turn, "lady on a section 3 on our ward, is she 117", "different pt now. informal, never been sectioned. 117?"
    )
    assert {fact.value for fact in second.case if fact.fact == "section"} == {"informal"}
    assert second.decisions[0]["outcome"] == "not_on_these_facts"


def test_a_reply_that_tells_nothing_new_is_said_to_be_so(turn: Make) -> None:
    """The answer stands, and they are asked to put it another way."""
    *_, last = _hold(turn, "lad on a 2, is he 117", "blimey what a day on here")
    assert "could not make out anything new" in last.text
    assert last.decisions


def test_a_supposition_is_decided_on_and_not_kept(turn: Make) -> None:
    """What is only supposed is no part of the case."""
    (only,) = _hold(turn, "never been sectioned before, on a 2 now. if she had been on a 3 would she be entitled")
    assert all(fact.value != "3" for fact in only.case)


def test_that_nobody_knows_what_was_asked_keeps_the_question(turn: Make) -> None:
    """A reply that the fact is unknown is no new question, though it says "tell me"."""
    *_, last = _hold(turn, "lad on a 2, is he 117", "not sure, thats the bit nobody can tell me")
    assert [decision["table"] for decision in last.decisions] == ["entitlement"]


def test_a_question_of_the_rule_goes_on_from_section_to_section(turn: Make) -> None:
    """One section takes the place of the other, and nobody's history is asked for; a person told of then is a case."""
    *of_the_rule, last = _hold(turn, "does a section 2 count?", "what about a 136", "and 47/49", "my pt was on a 3 before that")
    decided = [(made.status, [(one["table"], one["outcome"]) for one in made.decisions]) for made in of_the_rule]
    assert decided == [(Status.DECIDED, [("detention_gateway", outcome)]) for outcome in ("does_not", "does_not", "qualifies")]
    assert last.decisions[0]["table"] == "entitlement"
