"""`/ask`, the whole job without scripts."""

import re

import httpx
import pytest
from reading import Read

CASE = "Patient on section 3, lived in Hull before. Which council is responsible?"
OPEN = "is my patient entitled to s117?"
NHS = "943 476 5919"


def _post(browser: httpx.Client, path: str, **fields: str) -> httpx.Response:
    return browser.post(path, data=fields)


def _ask(browser: httpx.Client, question: str, **fields: str) -> str:
    """Asks, and gives the address of the conversation."""
    response = _post(browser, "/ask", question=question, **fields)
    assert response.status_code == 303, response.text
    return response.headers["location"]


def _conversation(place: str) -> str:
    return place.removeprefix("/ask/")


def _turns(client: httpx.Client, place: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = client.get(f"/conversations/{_conversation(place)}").json()["exchanges"]
    return found


def _words(page: str) -> str:
    return re.sub(r"\s+", " ", "".join(Read(page).text))


def test_an_answer_is_reached_by_a_redirect_so_that_a_reload_asks_nothing_twice(
    browser: httpx.Client, client: httpx.Client
) -> None:
    """The page of the conversation is read as often as anybody likes, and one message stands in it."""
    place = _ask(browser, CASE)
    assert re.fullmatch(r"/ask/[\w-]{20,}", place)
    for _ in range(2):
        assert "The council where they lived just before" in browser.get(place).text
    assert len(_turns(client, place)) == 1


def test_what_was_understood_is_shown_with_the_words_it_came_from(browser: httpx.Client) -> None:
    """What was said, and what was only taken as so; each can be put right, and what was said can be removed."""
    page = browser.get(_ask(browser, CASE)).text
    words = _words(page)
    assert "In another council's area in England from “lived in Hull”" in words
    assert "They are 18 or over taken as so, because nothing else was said" in words
    chips = [a for a in Read(page).all("li") if "chip" in (a.get("class") or "")]
    removes = [a for a in Read(page).all("button") if a.get("name") == "remove"]
    assert len(chips) == len(removes) + 2


def test_a_fact_is_put_right_and_the_answer_is_made_again(browser: httpx.Client, client: httpx.Client) -> None:
    """As a new turn of the same conversation, decided on the other value."""
    place = _ask(browser, CASE)
    sent = {"conversation": _conversation(place), "turn": "1", "fact": "lived_before"}
    again = _post(browser, "/ask/case", **sent, value="north_lincolnshire")
    assert again.headers["location"] == place
    page = browser.get(place).text
    assert "answered again after a correction" in page
    assert [one["corrected"] for one in _turns(client, place)] == [False, True]
    assert "your answer" in page


def test_a_fact_that_is_removed_is_no_longer_part_of_the_case(browser: httpx.Client, client: httpx.Client) -> None:
    """It is taken back, not set to nothing."""
    place = _ask(browser, CASE)
    _post(browser, "/ask/case", conversation=_conversation(place), turn="1", fact="lived_before", remove="yes")
    last = client.get(f"/conversations/{_conversation(place)}").json()["exchanges"][-1]["answer"]
    assert "lived_before" not in [fact["fact"] for fact in last["case"]]


def test_a_button_pressed_twice_asks_once(browser: httpx.Client, client: httpx.Client) -> None:
    """The same form sent again is the same turn: of a message, and of a correction."""
    place = _ask(browser, OPEN)
    held = {"conversation": _conversation(place)}
    for _ in range(2):
        assert _ask(browser, "he is on a section 3", **held, turn="1") == place
    for _ in range(2):
        _post(browser, "/ask/case", **held, turn="2", fact="ended_how", value="unknown")
    assert len(_turns(client, place)) == 3


def test_the_question_has_a_button_for_each_answer_and_one_for_not_knowing(browser: httpx.Client, client: httpx.Client) -> None:
    """It says why it is asked; pressed, the answer is made with it."""
    place = _ask(browser, OPEN)
    page = browser.get(place).text
    asked = page[page.index('class="question"') : page.index("</form>", page.index('class="question"'))]
    assert [a["value"] for a in Read(f"<form {asked}</form>").all("button")] == ["yes", "no", "yes"]
    assert "I don’t know" in asked
    assert "It can change the answer to: Is this person entitled to section 117 aftercare?" in asked
    fact = re.findall(r'name="fact" value="(\w+)"', asked)[0]
    _post(browser, "/ask/case", conversation=_conversation(place), turn="1", fact=fact, unknown="yes")
    last = client.get(f"/conversations/{_conversation(place)}").json()["exchanges"][-1]["answer"]
    assert {"fact": fact, "value": "unknown"}.items() <= next(one for one in last["case"] if one["fact"] == fact).items()


def test_the_question_is_put_once(browser: httpx.Client) -> None:
    """The form puts it; the sentence that says the same is left out."""
    assert "One thing decides it" not in browser.get(_ask(browser, OPEN)).text


def test_a_value_that_is_none_is_refused_in_words(browser: httpx.Client) -> None:
    """The page stays, and says what the fact can be; nothing of what was sent is repeated."""
    place = _ask(browser, CASE)
    held = {"conversation": _conversation(place), "turn": "1"}
    wrong = _post(browser, "/ask/case", **held, fact="lived_before", value="aardvark")
    assert wrong.status_code == 422
    assert "It must be one of: north_lincolnshire" in wrong.text
    assert "aardvark" not in wrong.text
    assert _post(browser, "/ask/case", **held, fact="no_such_fact", value="yes").status_code == 422


def test_a_day_that_would_change_the_answer_is_said_as_people_say_it(browser: httpx.Client) -> None:
    """A period with an open end is no raw value, and breaks no page."""
    asked = "first detained 8 Nov 2022 s3, acute bed, scunthorpe GP fully registered, which ICB pays"
    page = browser.get(_ask(browser, asked))
    assert page.status_code == 200
    assert "30 June 2022 or before" in page.text


def test_a_history_of_detentions_is_said_as_people_say_it(browser: httpx.Client) -> None:
    """Sections by their names, days as they are written."""
    asked = "adult, section 3 since 1 Sept, on ward. is she 117, and can we charge for her support worker in her aftercare plan"
    assert "Section 3 (treatment), from 1 September 2025" in browser.get(_ask(browser, asked)).text


@pytest.mark.parametrize("question", ["she is on a section 37, is she entitled to 117?", CASE])
def test_no_answer_stands_chosen_that_nobody_gave(browser: httpx.Client, question: str) -> None:
    """A list whose fact has none of its values, because a vague word was said, begins with nothing chosen."""
    page = browser.get(_ask(browser, question)).text
    lists = re.findall(r"<select.*?</select>", page, re.DOTALL)
    assert lists
    for one in lists:
        assert " selected>" in one or '><option value="">Choose</option>' in one
    assert any('value="">Choose' in one for one in lists) is (question != CASE)


def test_a_word_for_an_age_is_shown_and_the_number_stays_to_be_typed(browser: httpx.Client) -> None:
    """ "A minor" is "Under 18" to whoever reads it, and no age in years."""
    page = browser.get(_ask(browser, "we've got a minor on a section 3 who lived in Hull. which council?")).text
    assert "Under 18" in page
    assert next(a for a in Read(page).all("input") if a.get("id") == "fix-age")["value"] == ""


def test_what_would_change_the_answer_is_said_in_words(browser: httpx.Client) -> None:
    """The fact's question, the other answer, and what is said then."""
    words = _words(browser.get(_ask(browser, CASE)).text)
    assert "What would change this" in words
    assert "Now: In another council's area in England. If instead: In North Lincolnshire North Lincolnshire Council" in words


def test_a_day_is_asked_as_at_and_stays_in_the_form(browser: httpx.Client, client: httpx.Client) -> None:
    """It is said beside the question, and the next message is asked as at it too."""
    place = _ask(browser, CASE, as_at="2019-05-04")
    page = browser.get(place).text
    assert "as at <strong>4 May 2019</strong>" in page
    assert next(a for a in Read(page).all("input") if a.get("name") == "as_at")["value"] == "2019-05-04"
    assert _turns(client, place)[0]["as_at"] == "2019-05-04"


@pytest.mark.parametrize("day", ["2019-02-30", "yesterday", "1 May"])
def test_a_day_that_is_none_is_refused_and_the_question_stays(browser: httpx.Client, day: str) -> None:
    """Nothing typed is lost."""
    response = _post(browser, "/ask", question=CASE, as_at=day)
    assert response.status_code == 422
    assert "a day that exists" in response.text
    assert CASE in _words(response.text)


def test_a_message_that_identifies_a_person_stays_in_the_box_and_nowhere_else(
    browser: httpx.Client, client: httpx.Client
) -> None:
    """Who typed it can take it out and ask again; what is kept does not hold it."""
    response = _post(browser, "/ask", question=f"is {NHS} entitled?")
    assert response.status_code == 422
    assert f">is {NHS} entitled?</textarea>" in response.text
    assert "not answered and not kept" in response.text
    held = re.findall(r'name="conversation" value="([\w-]+)"', response.text)[0]
    assert NHS not in client.get(f"/conversations/{held}").text
    later = browser.get(f"/ask/{held}").text
    assert NHS not in later
    assert "article" not in [tag for tag, _ in Read(later).tags]


def test_a_conversation_that_is_gone_is_begun_anew_with_what_was_typed(browser: httpx.Client) -> None:
    """The page says so, and the next press of the button starts another."""
    response = _post(browser, "/ask", question=CASE, conversation="gone", turn="3")
    assert response.status_code == 404
    assert CASE in response.text
    assert 'name="conversation"' not in response.text
    assert browser.get("/ask/gone").status_code == 404


def test_feedback_is_given_in_two_steps_and_stays_visible(browser: httpx.Client) -> None:
    """Not helpful; then why, of what can be routed, and a comment."""
    place = _ask(browser, CASE)
    answer = re.findall(r'name="answer" value="(\w+)"', browser.get(place).text)[0]
    held = {"conversation": _conversation(place), "answer": answer, "helpful": "no"}
    assert _post(browser, "/ask/feedback", **held).headers["location"] == f"{place}#helpful"
    assert "it did not help" in browser.get(place).text
    _post(browser, "/ask/feedback", **held, reason="out_of_date", comment="there is a newer one")
    page = browser.get(place).text
    assert re.search(r'value="out_of_date" checked', page)
    assert "there is a newer one</textarea>" in page


@pytest.mark.parametrize(("comment", "says"), [(f"ask {NHS}", "Nothing has been kept"), ("x" * 1001, "1,000 characters")])
def test_a_comment_that_cannot_be_kept_stays_in_its_box(browser: httpx.Client, comment: str, says: str) -> None:
    """It passes the same check as a message."""
    place = _ask(browser, CASE)
    answer = re.findall(r'name="answer" value="(\w+)"', browser.get(place).text)[0]
    held = {"conversation": _conversation(place), "answer": answer, "helpful": "no"}
    response = _post(browser, "/ask/feedback", **held, comment=comment)
    assert response.status_code == 422
    assert says in response.text
    assert f"{comment}</textarea>" in response.text
    assert comment not in browser.get(place).text


def test_earlier_turns_stand_below_the_latest_with_their_records(browser: httpx.Client) -> None:
    """The latest answer comes first."""
    place = _ask(browser, "what is meant by ordinary residence?")
    _ask(browser, CASE, conversation=_conversation(place), turn="1")
    page = browser.get(place).text
    assert page.index("just before that detention is responsible") < page.index("Earlier in this conversation")
    assert page.index("Earlier in this conversation") < page.index("what is meant by ordinary residence")
    assert 'id="t1"' in page
    assert 'id="t2"' in page


def test_the_conversation_can_be_kept_as_text(browser: httpx.Client) -> None:
    """Every question with its answer, its sources and its notes; the name of the file holds nothing of anybody."""
    file = browser.get(f"{_ask(browser, CASE)}/transcript.txt")
    assert file.headers["content-disposition"] == 'attachment; filename="aftercare-conversation-2026-03-02.txt"'
    assert file.headers["content-type"].startswith("text/plain")
    assert "Decision support, not a decision." in file.text
    assert f"You asked, as at 2 March 2026:\n{CASE}" in file.text
    assert "[1] Section 117 aftercare policy (North Lincolnshire): 7.7 Ordinary residence (/paragraphs/" in file.text
    assert "Note: The policy is overdue" in file.text


def test_the_words_of_one_section_stand_together_among_the_sources(browser: httpx.Client) -> None:
    """Each with its own link, its document, its edition and its layer."""
    page = browser.get(_ask(browser, OPEN)).text
    sources = page[page.index('<ul class="sources">') :]
    sources = sources[: sources.index("</ul>")]
    assert sources.count("<li>") < sources.count("<a ")
    assert len(set(re.findall(r'id="(t1-s\d+)"', sources))) == sources.count("<a ")
    assert sources.count('class="badge policy"') == sources.count("<li>")


def test_the_passages_page_leads_back_to_the_footnote_that_was_followed(browser: httpx.Client) -> None:
    """By its id, which stands on the answer's page."""
    place = _ask(browser, CASE)
    link = next(a for a in Read(browser.get(place).text).all("a") if a.get("aria-label") == "Source 1")
    passage = browser.get(str(link["href"])).text
    assert f'href="{place}#{link["id"]}">Back to the answer' in passage
    assert '<span class="badge policy">Policy</span>' in passage
    assert "edition 1 August 2023" in passage


@pytest.mark.parametrize("back", ["//evil.example", "javascript:alert(1)", "x.t1", f"{'a' * 32}.t1%23%22onload"])
def test_a_way_back_that_is_not_ours_is_none(browser: httpx.Client, back: str) -> None:
    """No address leads anywhere else."""
    assert "Back to the answer" not in browser.get(f"/paragraphs/nl-policy/7.7.p1?back={back}").text


def test_no_form_can_be_sent_from_another_origin(browser: httpx.Client) -> None:
    """A page elsewhere cannot ask, correct or say anything in somebody's name."""
    for path in ("/ask", "/ask/case", "/ask/feedback"):
        sent = browser.post(path, data={"question": "x"}, headers={"origin": "https://evil.example"})
        assert sent.status_code == 403
