"""A short answer is read against the question that was asked, and a new question is none."""

from dataclasses import replace

import pytest

from assistant.model import Fact
from assistant.reading.replies import read_reply
from tests.assistant.reading.conftest import Makes


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "Yep",
        "yeah",
        "y",
        "yes they have",
        "it has",
        "correct",
        "yep done",
        "yes, last week",
        "aye",
        "oh yes",
        "of course",
    ],
)
def test_yes_is_yes(says: Makes, text: str) -> None:
    """However it is said."""
    assert [one.value for one in read_reply(says(text, asked="panel_considered"))] == ["yes"]


@pytest.mark.parametrize(
    "text", ["no", "Nope", "nah", "not yet", "no they haven't", "it hasn't", "never", "no, who pays?", "n", "not really"]
)
def test_no_is_no(says: Makes, text: str) -> None:
    """However it is said, and with a question after it."""
    assert [one.value for one in read_reply(says(text, asked="panel_considered"))] == ["no"]


@pytest.mark.parametrize(
    "text",
    [
        "dunno",
        "not sure",
        "no idea",
        "can't tell",
        "I don't know",
        "unknown",
        "nobody knows",
        "need to check",
        "I think so",
        "maybe",
        "sorry not sure",
        "no clue",
        "idk",
        "not recorded anywhere",
        "hard to say",
    ],
)
def test_not_known_is_unknown(says: Makes, text: str) -> None:
    """Never no, and never a guess."""
    for fact in ("panel_considered", "lived_before", "age", "section"):
        assert [one.value for one in read_reply(says(text, asked=fact))] == ["unknown"]


@pytest.mark.parametrize(
    "text",
    [
        "who pays?",
        "what is 117?",
        "does that matter?",
        "can we charge her",
        "how long have we got",
        "is she entitled?",
        "",
        "ok thanks",
        "why do you need that?",
        "tell me about CTOs",
        "which council",
    ],
)
def test_a_new_question_is_no_reply(says: Makes, text: str) -> None:
    """It is answered instead."""
    for fact in ("panel_considered", "need", "section", "age"):
        assert read_reply(says(text, asked=fact)) == []


@pytest.mark.parametrize("text", ["2", "3", "37"])
def test_a_bare_number_is_no_yes_and_no_no(says: Makes, text: str) -> None:
    """To "Are they entitled?" it is a section, not the second of two answers."""
    assert [one for one in read_reply(says(text, asked="entitled")) if one.fact == "entitled"] == []


def test_nothing_asked_nothing_replied(says: Makes) -> None:
    """A "yes" to no question says nothing."""
    assert read_reply(says("yes")) == []


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        ("section", "3", "3"),
        ("age", "16, still a kid", 16),
        ("age", "under 18", "child"),
        ("age", "not 18 yet", "child"),
        ("age", "over 18", "adult"),
        ("age", "18 or over", "adult"),
        ("age", "18", 18),
        ("age", "in his 40s", "adult"),
        ("section", "a 3", "3"),
        ("section", "s2", "2"),
        ("section", "2 then 3", "3"),
        ("section", "it was a 37", "37"),
        ("section", "37/41", "37/41"),
        ("section", "s47/49", "47/49"),
        ("section", "5(2)", "5(2)"),
        ("section", "hospital order", "37_hospital"),
        ("section", "informal", "informal"),
        ("section", "cto", "17A"),
        ("current_setting", "home", "community"),
        ("current_setting", "at home", "community"),
        ("current_setting", "she's at home with her mum", "community"),
        ("current_setting", "in a care home", "care_home"),
        ("current_setting", "informal", "informal_hospital"),
        ("current_setting", "on a CTO", "cto"),
        ("current_setting", "prison", "prison"),
        ("current_setting", "supported living", "supported_living"),
        ("age", "34", 34),
        ("age", "she's 34", 34),
        ("age", "thirty four", 34),
        ("age", "7 months", 0),
        ("months_in_custody", "about 4 months", 4),
        ("months_in_custody", "2 years", 24),
        ("months_in_custody", "six", 6),
        ("months_in_custody", "a year", 12),
        ("weeks_of_care", "3 months", 13),
        ("weeks_of_care", "14", 14),
        ("working_days_since", "5", 5),
        ("first_detained_on", "28 June 2022", "2022-06-28"),
        ("first_detained_on", "28/6/22", "2022-06-28"),
        ("first_detained_on", "feb 2024", "2024-02-29"),
        ("first_detained_on", "2024", "2024-12-31"),
        ("first_detained_on", "before covid", "2020-03-22"),
        ("first_detained_on", "not sure, before 2022 anyway", "2021-12-31"),
        ("ended_on", "3 March 2020", "2020-03-03"),
        ("lived_before", "Hull", "elsewhere_england"),
        ("lived_before", "she lived in Brigg", "north_lincolnshire"),
        ("lived_before", "in Wales", "wales"),
        ("lived_before", "homeless", "no_settled_home"),
        ("lived_before", "prison", "prison"),
        ("gp_on_first_day", "Gainsborough", "elsewhere_england"),
        ("gp_on_first_day", "none", "none"),
        ("gp_on_first_day", "she wasn't registered", "none"),
        ("gp_country", "Cardiff", "wales_or_scotland"),
        ("resident_country", "England", "england"),
        ("council_is", "Hull", "theirs"),
        ("council_is", "North Lincs", "ours"),
        ("council_is", "ours", "ours"),
        ("need", "the second one", "physical_only"),
        ("need", "2", "physical_only"),
        ("need", "depression", "mental_disorder"),
        ("need", "both", "mixed"),
        ("need", "physical", "physical_only"),
        ("need", "it's only somewhere to live", "ordinary_housing"),
        ("entitled", "yes", "yes"),
        ("objection", "she agrees", "agrees"),
        ("objection", "yes", "agrees"),
        ("senior_approval", "no", "not_required"),
        ("senior_approval", "still waiting", "awaited"),
        ("ended_how", "no", "nothing_said"),
        ("ended_how", "both of them", "both_bodies"),
        ("ended_how", "the RC", "clinician_or_team"),
        ("ended_how", "just the council", "one_body"),
        ("since_first", "nothing", "nothing"),
        ("since_first", "she moved to York", "moved"),
        ("ever_qualifying", "yes a 3 in 2019", "yes"),
        ("ever_qualifying", "no just 2s", "no"),
        ("top_up_payer", "her mum", "someone_else"),
        ("top_up_payer", "nobody", "nobody"),
        ("top_up_payer", "himself", "person"),
        ("body_asked", "council", "council"),
        ("hearing", "tribunal next week", "arranged"),
        ("nhs_funding", "CHC", "chc"),
        ("refusal_stage", "still refusing", "keeps_refusing"),
        ("placed_by", "another council", "theirs"),
        ("others_consulted", "no", "no"),
        ("social_care_assessment", "not needed", "not_required"),
        ("advocate_kind", "imca", "imca"),
        ("readmitted_as", "informally", "not_qualifying"),
        ("accommodation_reason", "his schizophrenia", "mental_disorder"),
    ],
)
def test_a_short_answer_gives_the_value(says: Makes, fact: str, text: str, value: object) -> None:
    """By its own shorthand, its place in the list, a date, a number or a place."""
    assert [one.value for one in read_reply(says(text, asked=fact))] == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("hospital order", "37_hospital"),
        ("guardianship", "37_guardianship"),
        ("the second one", "37_guardianship"),
        ("first", "37_hospital"),
        ("it was the hospital order", "37_hospital"),
        ("the latter", "37_guardianship"),
    ],
)
def test_of_the_options_offered_one_is_meant(says: Makes, text: str, value: str) -> None:
    """What would mean several things means the one that was offered."""
    asked = says(text, asked="section", offered=("37_hospital", "37_guardianship"))
    assert [one.value for one in read_reply(asked)] == [value]


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("objection", "no"),
        ("senior_approval", "yes"),
        ("ended_how", "yes"),
        ("section", "not a 3"),
        ("lived_before", "not Hull"),
        ("lived_before", "Barton"),
        ("first_detained_on", "2022"),
        ("first_detained_on", "before 2023 sometime"),
        ("ended_on", "June 2022"),
        ("age", "in her teens"),
        ("need", "the twentieth"),
        ("months_in_custody", "ages"),
        ("need", "yes"),
    ],
)
def test_an_answer_that_fits_several_or_none_gives_nothing(says: Makes, fact: str, text: str) -> None:
    """It is asked again rather than guessed."""
    assert read_reply(says(text, asked=fact)) == []


def test_an_answer_goes_with_what_was_known_of_it(says: Makes) -> None:
    """ "Under s49", and then "it's a 47": 47 with 49."""
    asked = says("it's a 47 with it", asked="section")
    known = replace(asked, case={"section": Fact("section", "restricted", "s49", 1)})
    assert [one.value for one in read_reply(known)] == ["47/49"]


def test_a_reply_keeps_its_words(says: Makes) -> None:
    """The span is that of the message."""
    text = "Sorry. yes, it went in May"
    (one,) = read_reply(says(text, asked="panel_considered"))
    assert (one.fact, text[one.start : one.end]) == ("panel_considered", "yes")


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("on_cto", "hes not bothered, form done, panel done"),
        ("on_cto", "he doesn't mind either way, review done"),
        ("on_cto", "he's got capacity"),
        ("on_cto", "no form yet"),
        ("on_cto", "nobody objects"),
        ("on_cto", "n his mum agrees"),
        ("service_is_aftercare", "its for his MS"),
        ("ever_qualifying", "its for his voices"),
        ("s117_accommodation", "he wont pay n nobody else will"),
        ("fees_split", "he wont pay n nobody else will"),
        ("service_is_aftercare", "no never ended"),
        ("ended_how", "he has no family"),
        ("ended_how", "both parents agree"),
        ("age", "been on 3 meds"),
        ("first_detained_on", "review was on 3 march"),
    ],
)
def test_words_with_something_of_their_own_to_say_are_no_reply(says: Makes, fact: str, text: str) -> None:
    """What echoes a question answers it only where it goes on in the question's own words."""
    assert read_reply(says(text, asked=fact)) == []


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        ("on_cto", "hes not", "no"),
        ("on_cto", "hes not on one, form done", "no"),
        ("on_cto", "he isnt subject to one", "no"),
        ("on_cto", "not at the moment", "no"),
        ("on_cto", "she is, since 2024", "yes"),
        ("panel_considered", "it has been to panel", "yes"),
        ("panel_considered", "no panel yet", "no"),
        ("ever_qualifying", "its a good question, dont know", "unknown"),
        ("on_cto", "good q, not sure tbh", "unknown"),
    ],
)
def test_an_echo_of_the_question_answers_it(says: Makes, fact: str, text: str, value: str) -> None:
    """Alone, in the question's own words, and "don't know" after other words."""
    assert [one.value for one in read_reply(says(text, asked=fact))] == [value]
