"""What staff see and do with an answer."""

import re

import pytest
from canned import ASKED, CASE, COUNCIL, LONG, QUESTION, QUOTE, answer, asking
from desk import Desk
from played import as_json, problem, streamed
from playwright.sync_api import expect


def test_an_answer_is_read_from_top_to_bottom(desk: Desk) -> None:
    """The answer, why, what was understood, the words, what would change it, what to know beside it, what to do with it."""
    text = desk.ask().inner_text()
    order = [QUESTION, COUNCIL, "Because", "What was understood", "The words", QUOTE, "What would change this"]
    order += ["To know beside it", "Record for the case file", "Did this help?"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_each_of_several_outcomes_stands_under_its_question(desk: Desk) -> None:
    """A yes and a no of two tables say what they are the answer to; an only outcome does not repeat it."""
    expect(desk.ask().locator(".over")).to_have_count(0)
    decided = answer()["decisions"][0]
    second = decided | {"question": "Has the duty started?", "words": "Not yet."}
    blocks = [*answer()["blocks"], {"kind": "answer", "runs": [{"text": "Not yet.", "citations": [1]}]}]
    desk.service.replies["message"] = streamed(answer(blocks=blocks, decisions=[decided, second]))
    text = desk.ask().inner_text()
    assert text.index(decided["question"]) < text.index(COUNCIL) < text.index("Has the duty started?") < text.index("Not yet.")


def test_a_history_that_no_decision_used_is_told_in_words(desk: Desk) -> None:
    """Sections by their names and days as people write them; no day is shown that nobody gave."""
    stays = [{"section": "3", "start": None, "end": "2026-11-21"}, {"section": "2", "start": None, "end": None}]
    heard = {"fact": "detentions", "value": stays, "said": "came off 3", "turn": 1}
    desk.service.replies["message"] = streamed(answer(case=[heard]))
    expect(desk.ask().locator(".chips")).to_contain_text("Section 3, until 21 November 2026; Section 2 “came off 3”")


def test_a_whole_question_is_followed_by_its_answer(desk: Desk) -> None:
    """Not by a colon, as what a fact is called is."""
    plan = {"called": "", "type": "yes_no", "question": "Is there a care plan?", "help": "", "options": []}
    desk.service.replies["facts"] = as_json({"facts": {"plan": plan}})
    heard = {"fact": "plan", "value": "unknown", "said": "given", "turn": 2}
    desk.service.replies["message"] = streamed(answer(case=[heard]))
    expect(desk.ask().locator(".chips")).to_contain_text("Is there a care plan? not known your answer")


def test_a_marker_opens_the_passage_in_place_and_comes_back(desk: Desk) -> None:
    """Marked, with its neighbours, its document, edition and layer; closed, the focus is where it was."""
    marker = desk.ask().locator(".marker").first
    marker.click()
    passage = desk.turn.locator(".passage")
    expect(passage.locator("mark")).to_have_text(QUOTE)
    around = ("What stands before it.", "What stands after it, 2.")
    for words in (*around, "Edition 1 August 2023", "Policy", "7.7 Ordinary residence"):
        expect(passage).to_contain_text(words)
    expect(passage).not_to_contain_text("What stands after it, 4.")
    expect(marker).to_have_attribute("aria-expanded", "true")
    desk.button("Back to the answer").click()
    expect(passage).to_have_count(0)
    assert desk.focused == "Source 1: 7.7 Ordinary residence"


def test_escape_closes_a_passage_and_nothing_else(desk: Desk) -> None:
    """The focus comes back to the marker."""
    desk.ask().locator(".marker").first.click()
    expect(desk.turn.locator(".passage mark")).to_be_visible()
    desk.page.keyboard.press("Escape")
    expect(desk.turn.locator(".passage")).to_have_count(0)
    assert desk.focused == "Source 1: 7.7 Ordinary residence"


def test_words_that_no_longer_stand_are_shown_as_they_were_cited(desk: Desk) -> None:
    """A newer edition marks nothing in the wrong place."""
    desk.service.replies["message"] = streamed(answer(citations=[answer()["citations"][0] | {"start": 0, "end": 12}]))
    desk.ask().locator(".marker").first.click()
    passage = desk.turn.locator(".passage")
    expect(passage).to_contain_text("The document has changed since this answer")
    expect(passage.locator("mark")).to_have_text(QUOTE)


def test_a_passage_that_cannot_be_fetched_says_so_beside_its_words(desk: Desk) -> None:
    """The quoted words are in the answer already."""
    desk.service.replies["paragraph"] = problem(503, "unavailable")
    desk.ask().locator(".marker").first.click()
    expect(desk.turn.locator(".passage")).to_contain_text("The passage could not be fetched")
    expect(desk.turn.locator(".passage mark")).to_have_text(QUOTE)


def test_chips_show_what_was_understood_and_from_which_words(desk: Desk) -> None:
    """What was only taken as so is said to be so."""
    chips = desk.ask().locator(".chip").all_inner_texts()
    assert [re.sub(r"\s+", " ", chip) for chip in chips] == [
        "In another council's area in England “lived in Hull” ×",
        "Section 3 “section 3” ×",
        "They are 18 or over taken as so",
    ]


def test_a_chip_is_fixed_and_the_answer_made_again(desk: Desk) -> None:
    """Its question is put again; the answer comes as a new turn."""
    desk.ask().get_by_role("button", name=re.compile("^In another council")).click()
    form = desk.turn.locator(".strip .asked")
    expect(form).to_contain_text("Where were they living just before their latest detention?")
    form.get_by_role("button", name="In North Lincolnshire").click()
    expect(desk.page.locator("aftercare-chat .turn .actions")).to_have_count(2)
    expect(desk.turn).to_contain_text("You said")
    assert desk.service.requests("correct")[0].body == {"lived_before": "north_lincolnshire"}


def test_what_was_taken_as_so_can_be_said_otherwise(desk: Desk) -> None:
    """A presumption is corrected as a fact is."""
    desk.ask().get_by_role("button", name=re.compile("^They are 18 or over")).click()
    desk.turn.get_by_role("button", name="Under 18").click()
    expect(desk.page.locator("aftercare-chat .turn .actions")).to_have_count(2)
    assert desk.service.requests("correct")[0].body == {"age_group": "child"}


def test_a_chip_is_removed(desk: Desk) -> None:
    """The fact is taken back."""
    desk.ask()
    desk.button("Remove: Section 3").click()
    expect(desk.page.locator("aftercare-chat .turn .actions")).to_have_count(2)
    assert desk.service.requests("correct")[0].body == {"section": None}


def test_a_long_list_of_answers_is_chosen_from(desk: Desk) -> None:
    """Twelve sections are not twelve buttons; and fixing can be given up."""
    desk.ask().get_by_role("button", name=re.compile("^Section 3")).click()
    form = desk.turn.locator(".strip .asked")
    form.get_by_label("Choose").select_option(label="Section 7")
    desk.button("Cancel").click()
    expect(form).to_have_count(0)
    assert desk.focused.startswith("Section 3")
    assert desk.service.requests("correct") == []


def test_without_the_facts_chips_say_what_the_answer_says(desk: Desk) -> None:
    """The list of facts may not be there; nothing depends on it."""
    desk.service.replies["facts"] = problem(404, "http-404")
    chips = desk.ask().locator(".chip .what").all_inner_texts()
    assert chips == ["In another council's area in England", "section: 3", "They are 18 or over"]


def test_a_vague_word_is_shown_and_not_offered(desk: Desk) -> None:
    """Staff may say that somebody was sectioned; to fix it they choose a section."""
    desk.service.replies["message"] = streamed(answer(case=[CASE[1] | {"value": "sectioned", "said": "got sectioned"}]))
    desk.ask().get_by_role("button", name=re.compile("^Sectioned")).click()
    assert desk.turn.get_by_label("Choose").locator("option").all_inner_texts() == [f"Section {n}" for n in range(2, 14)]


def test_a_question_has_its_answers_as_buttons(desk: Desk) -> None:
    """Not knowing is among them, and so is why it is asked; the sentence that repeats it is left out."""
    desk.service.replies["message"] = streamed(asking())
    form = desk.ask().locator("form.asked")
    names = [one.strip() for one in form.get_by_role("button").all_inner_texts()]
    assert names == ["Section 37 hospital order", "Section 37 guardianship order", "I don’t know"]
    expect(desk.turn).not_to_contain_text("One thing decides it")
    form.get_by_text("Why this is asked").click()
    expect(form).to_contain_text("It can change the answer to: Are they entitled?")
    expect(form).to_contain_text("The Mental Health Act office holds the section papers.")


@pytest.mark.parametrize(("name", "value"), [("Section 37 hospital order", "37_hospital"), ("I don’t know", "unknown")])
def test_a_button_answers_the_question(desk: Desk, name: str, value: str) -> None:
    """Not knowing is an answer."""
    desk.service.replies["message"] = streamed(asking())
    desk.ask()
    desk.button(name).click()
    expect(desk.page.locator("aftercare-chat .turn .actions")).to_have_count(2)
    assert desk.service.requests("correct")[0].body == {"section": value}


@pytest.mark.parametrize(
    ("kind", "label", "typed", "value"), [("date", "Day", "2022-07-01", "2022-07-01"), ("number", "Number", "17", 17)]
)
def test_a_day_or_a_number_is_typed(desk: Desk, kind: str, label: str, typed: str, value: object) -> None:
    """There is nothing to choose from."""
    desk.service.replies["message"] = streamed(asking({**ASKED, "type": kind, "options": []}))
    form = desk.ask().locator("form.asked")
    form.get_by_label(label).fill(typed)
    desk.button("Use this").click()
    expect(desk.page.locator("aftercare-chat .turn .actions")).to_have_count(2)
    assert desk.service.requests("correct")[0].body == {"section": value}


def test_what_no_button_can_say_is_written(desk: Desk) -> None:
    """A list of detentions is told in words; the button leads to the box."""
    desk.service.replies["message"] = streamed(asking({**ASKED, "type": "detentions", "options": []}))
    desk.ask()
    desk.button("Write the answer").click()
    assert desk.focused == "Your question"


def test_what_would_change_it_is_told_in_words(desk: Desk) -> None:
    """The fact, its other value, what it is now, and what would then be said."""
    part = desk.ask().locator(".changes")
    part.locator("summary").click()
    expect(part.locator("li")).to_contain_text("In North Lincolnshire (now: In another council's area in England)")
    expect(part.locator("li")).to_contain_text("North Lincolnshire Council is responsible.")


def test_many_values_are_counted(desk: Desk) -> None:
    """Eleven values that do the same are three, and the number of the others."""
    decision = answer()["decisions"][0]
    change = {"fact": "lived_before", "was": "x", "to": [f"value_{n}" for n in range(11)], "outcome": "ask"}
    desk.service.replies["message"] = streamed(answer(decisions=[decision | {"would_change": [change]}]))
    part = desk.ask().locator(".changes")
    part.locator("summary").click()
    expect(part.locator("li strong")).to_have_text("value 0; value 1; value 2; or one of 8 others")
    expect(part.locator("li")).to_contain_text("More would have to be asked.")


def test_notices_are_seen_and_do_not_shout(desk: Desk) -> None:
    """Two at once, each with its kind; the others behind a count. None is an alert."""
    notices = desk.ask().locator(".notices")
    expect(notices).to_contain_text("Overdue for review. The policy is overdue for review.")
    expect(notices.get_by_text("Two paragraphs of the policy do not agree.")).to_be_hidden()
    notices.get_by_text("1 more to know").click()
    expect(notices.get_by_text("Two paragraphs of the policy do not agree.")).to_be_visible()
    assert desk.page.locator("aftercare-chat [role=alert]").count() == 0


def test_the_day_goes_with_the_question(desk: Desk) -> None:
    """An answer as at another day says so; Today takes it back."""
    desk.page.get_by_text("Ask as at another day").click()
    desk.page.get_by_label("Answer as at").fill("2019-05-03")
    expect(desk.ask().locator(".asker")).to_have_text("You asked, as at 3 May 2019")
    desk.button("Today").click()
    desk.ask()
    assert [one.body.get("as_at") for one in desk.service.requests("message")] == ["2019-05-03", None]


def test_helpful_is_one_press(desk: Desk) -> None:
    """And is thanked for."""
    desk.ask()
    desk.button("Yes").click()
    expect(desk.turn.locator(".feedback")).to_have_text("Thank you. That was noted.")
    assert desk.service.requests("feedback")[0].body == {"helpful": True}


def test_not_helpful_says_why(desk: Desk) -> None:
    """Chips that send it to whoever can mend it, and words."""
    desk.ask()
    desk.button("No").click()
    for reason in ("Out of date", "Wrong source"):
        desk.turn.get_by_label(reason).check()
    desk.turn.get_by_label("Anything else").fill("There is a newer one")
    desk.button("Send").click()
    expect(desk.turn.locator(".feedback")).to_have_text("Thank you. That was noted.")
    sent = {"helpful": False, "reasons": ["out_of_date", "wrong_source"], "comment": "There is a newer one"}
    assert desk.service.requests("feedback")[0].body == sent


def test_a_comment_that_names_somebody_is_not_taken_and_not_lost(desk: Desk) -> None:
    """The service says what to take out; the words stay in their box."""
    said = "The comment seems to hold an NHS number. Take that out and send again."
    desk.service.replies["feedback"] = problem(422, "personal-data", said)
    desk.ask()
    desk.button("No").click()
    desk.turn.get_by_label("Anything else").fill("his number is 943 476 5919")
    desk.button("Send").click()
    expect(desk.turn.locator(".feedback .problem")).to_have_text(said)
    expect(desk.turn.get_by_label("Anything else")).to_have_value("his number is 943 476 5919")


def test_a_message_that_identifies_somebody_is_not_shown_again(desk: Desk) -> None:
    """It is back in the box, to be mended, and no longer in the transcript."""
    said = "The message seems to hold an NHS number, so it was not answered and not kept."
    desk.service.replies["message"] = streamed(answer(status="personal_data", citations=[], decisions=[], case=[], notices=[]))
    question = "NHS 943 476 5919 on section 3?"
    turn = desk.ask(question)
    expect(turn).to_contain_text("a message that was not kept")
    expect(turn).not_to_contain_text("943")
    expect(desk.box).to_have_value(question)
    assert said  # the words are the service's


def test_a_label_of_many_words_stays_whole(desk: Desk) -> None:
    """Nothing is cut off at the end of a chip."""
    used = {"lived_before": answer()["decisions"][0]["facts_used"]["lived_before"] | {"label": LONG * 3}}
    decision = answer()["decisions"][0] | {"facts_used": used}
    desk.service.replies["facts"] = problem(404, "http-404")
    desk.service.replies["message"] = streamed(answer(decisions=[decision], case=CASE[:1]))
    chip = desk.ask().locator(".chip").first
    assert chip.evaluate("e => e.scrollWidth <= e.clientWidth + 1")


def test_a_plain_answer_is_taken_where_there_is_no_stream(desk: Desk) -> None:
    """A proxy may turn the stream into one reply."""
    desk.service.replies["message"] = as_json(answer())
    expect(desk.ask()).to_contain_text(COUNCIL)
