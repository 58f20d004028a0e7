"""Facts as staff put them: what is stated is read, what is asked, doubted or said of another is not."""

from pathlib import Path

import pytest

from assistant.reading.amounts import read_amounts
from assistant.reading.patterns import PatternError
from assistant.reading.phrases import phrasebook, read_phrases
from assistant.rules.facts import FactSpec
from ingest.yamlfile import read_yaml
from tests.assistant.reading.conftest import Makes

SAID = [
    (fact, value, text)
    for fact, values in read_yaml(Path(__file__).with_name("phrases_said.yaml")).items()
    for value, texts in values.items()
    for text in texts
]
NOTHING = "nothing"


def said_of(says: Makes, text: str, fact: str, *, supposed: bool = False) -> str:
    """The value a text gives a fact."""
    return next((one.value for one in read_phrases(says(text)) if one.fact == fact and one.supposed == supposed), NOTHING)


@pytest.mark.parametrize(("fact", "value", "text"), SAID, ids=[f"{fact}-{text}" for fact, _, text in SAID])
def test_what_staff_say_gives_the_fact(says: Makes, fact: str, value: str, text: str) -> None:
    """Each way of saying it gives its value; a question gives none."""
    assert said_of(says, text, fact) == value


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("his mum is on 117", "entitled"),
        ("her brother has capacity", "lacks_capacity"),
        ("his dad was homeless", "lived_before"),
        ("is that 117?", "service_is_aftercare"),
        ("has the care team agreed?", "care_team_agrees"),
        ("do we have to tell her she might be charged?", "told_about_charging"),
        ("has the form been completed?", "form_completed"),
        ("does she lack capacity?", "lacks_capacity"),
        ("GP Barton surgery", "imca_decision"),
        ("funding agreed in principle", "hearing"),
        ("panel is on the 4th, funding agreed", "panel_considered"),
        ("the LA has not been asked", "person_consulted"),
        ("rescinded years ago, no paperwork", "form_completed"),
        ("he is on s117", "service_is_aftercare"),
        ("supported living costing 2k a week", "ground"),
        ("admitted on holiday in Cleethorpes", "need"),
        ("extra 1:1 hours", "preferred_costs_more"),
        ("who pays for accommodation?", "need"),
    ],
)
def test_what_is_not_said_gives_nothing(says: Makes, text: str, fact: str) -> None:
    """A question, another person and a word that only looks alike give no fact."""
    assert said_of(says, text, fact) == NOTHING


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("if the panel agrees, can it end", "panel_considered", "yes"),
        ("if the panel agrees but the council doesn't, can it end?", "council_agrees", "no"),
        ("what if the icb doesn't agree", "icb_agrees", "no"),
        ("suppose he has capacity", "lacks_capacity", "no"),
        ("if she lacked capacity would she get an IMCA", "lacks_capacity", "yes"),
    ],
)
def test_what_is_supposed_is_marked(says: Makes, text: str, fact: str, value: str) -> None:
    """A supposition holds for this turn only, to its end."""
    assert said_of(says, text, fact, supposed=True) == value
    assert said_of(says, text, fact) == NOTHING


def test_several_facts_stand_in_one_message(says: Makes) -> None:
    """Each body has its own answer."""
    text = "RC, care team and panel all agree. Council signed, ICB hasn't agreed. Form done, she objects"
    found = {one.fact: one.value for one in read_phrases(says(text))}
    agreed = {
        "rc_agrees": "yes",
        "care_team_agrees": "yes",
        "panel_considered": "yes",
        "council_agrees": "yes",
        "icb_agrees": "no",
    }
    assert {**agreed, "form_completed": "yes", "objection": "objects"}.items() <= found.items()


def test_two_values_of_one_fact_settle_nothing(says: Makes) -> None:
    """What cannot both be is asked about."""
    assert said_of(says, "she has capacity, the other doctor says she lacks capacity", "lacks_capacity") == NOTHING


def test_a_fact_keeps_the_words_it_came_from(says: Makes) -> None:
    """The span is that of the message, apostrophes and all."""
    text = "Well, the panel’s agreed it."
    one = next(one for one in read_phrases(says(text)) if one.fact == "panel_considered")
    assert text[one.start : one.end] == "panel’s agreed"


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("on remand 5 months", "months_in_custody", 5),
        ("he's been in prison for 2 years", "months_in_custody", 24),
        ("been inside about 3 months now", "months_in_custody", 3),
        ("arrested two months ago", "months_in_custody", 2),
        ("been in custdy 2 full months", "months_in_custody", 2),
        ("in custody, been there just over a month", "months_in_custody", 1),
        ("sentenced, in custody under a month", "months_in_custody", 0),
        ("on remand less than a month", "months_in_custody", 0),
        ("he's been in custody under one month", "months_in_custody", 0),
        ("been inside for less than 1 month now", "months_in_custody", 0),
        ("sentenced after 6 weeks", "sentenced_early", "yes"),
        ("sentenced after 4 months on remand", "sentenced_early", "no"),
        ("14 y/o in for 13 weeks", "weeks_of_care", 13),
        ("expected to need care for 14 weeks", "weeks_of_care", 14),
        ("she'll be in about 3 months", "weeks_of_care", 13),
        ("stay of 12 weeks", "weeks_of_care", 12),
        ("not open to social care, parents happy, likely stay 8-10 weeks", "weeks_of_care", 10),
        ("update: looking at 4 months now", "weeks_of_care", 17),
        ("5 working days since services stopped", "working_days_since", 5),
        ("services were withdrawn on 3 Nov", "services_withdrawn_on", "2026-11-03"),
        ("117 ended yesterday, she's relapsed", "services_withdrawn_on", "2026-11-20"),
        ("we stopped his support on 10/11/26", "services_withdrawn_on", "2026-11-10"),
        ("stopped everything 2 Nov", "services_withdrawn_on", "2026-11-02"),
        ("117 ended by panel 4 days ago", "services_withdrawn_on", "2026-11-17"),
        ("117 ended in August, he's relapsed", "services_withdrawn_on", "2026-08-31"),
        ("services pulled Mon 16 Nov 2026, its 20 Nov", "put_back_asked_on", "2026-11-20"),
        ("services pulled Mon 16 Nov 2026, can we put it back", "put_back_asked_on", "2026-11-21"),
    ],
)
def test_amounts_and_days_give_the_fact(says: Makes, text: str, fact: str, value: object) -> None:
    """Full units of what the fact counts; a day only where the day was said."""
    assert {one.fact: one.value for one in read_amounts(says(text))}[fact] == value


@pytest.mark.parametrize(
    "text",
    [
        "28 day section",
        "he is 5 years old",
        "117 ended last week",
        "all his services were stopped last year",
        "is it 7 days?",
        "the 7 working days",
        "it has been 5 weeks",
        "been in prison less than two months",
        "has he been in prison less than a month?",
        "his brother has been in prison under a month",
    ],
)
def test_other_amounts_give_nothing(says: Makes, text: str) -> None:
    """An age, a section's length and a day that was not said give no fact."""
    assert read_amounts(says(text)) == []


@pytest.mark.parametrize("between", [" ", "-", " – ", "/", ' "', " (", " & ", "\t", ": ", "~", "+"])
def test_what_stands_between_words_of_a_clause_makes_no_difference(between: str) -> None:
    """It is found where it stands, to the letter."""
    text = f"the care{between}plan says so"
    found = next(phrasebook().language.read("care plan").find(text))
    assert text[found.start : found.end].rstrip() == f"care{between}plan"


@pytest.mark.parametrize("between", [", ", ". ", "; ", "\n", "? "])
def test_what_ends_a_clause_stands_between_its_words_in_no_pattern(between: str) -> None:
    """Nor does a line's end or a comma, which has a name of its own."""
    assert list(phrasebook().language.read("care plan").find(f"the care{between}plan")) == []


def test_every_value_is_one_that_the_fact_can_have(specs: dict[str, FactSpec]) -> None:
    """phrases.yaml names facts, values and vague words of facts.yaml, and nothing else."""
    allowed = {name: {*spec.choices, *spec.vague, "unknown"} for name, spec in specs.items()}
    listed = phrasebook().written.facts
    assert {fact: set(values) - allowed[fact] for fact, values in listed.items() if set(values) - allowed[fact]} == {}


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("the? a?", "must not be left out"),
        ("(has been", "ends too soon"),
        ("<nobody>", "no words are listed"),
        ("a | | b", "a word should"),
        ("(risk|&) assessment", "'&': what stands between words makes no difference"),
        ('without|"no" review', "makes no difference"),
    ],
)
def test_a_pattern_that_cannot_be_read_says_what_to_mend(pattern: str, problem: str) -> None:
    """The error names the pattern and what to do."""
    with pytest.raises(PatternError, match=problem):
        phrasebook().language.read(pattern)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("lives in a council flat with two cats", "need"),
        ("back in her housing association flat", "need"),
        ("the ICB say they weren't asked", "person_consulted"),
        ("section runs out friday", "ground"),
        ("her 3 expires on monday", "ground"),
        ("tribunal turned it down", "refusal_stage"),
        ("the RC now wants to put him on a CTO", "refusal_stage"),
        ("no review date yet", "review_meeting_held"),
        ("section 4 overnight", "leave_overnight"),
        ("held in the cells overnight", "leave_overnight"),
        ("picked up on 136 overnight", "leave_overnight"),
        ("was on a 5(2) overnight", "leave_overnight"),
        ("hcp say they were never asked", "person_consulted"),
    ],
)
def test_the_same_words_of_something_else_tell_nothing(says: Makes, text: str, fact: str) -> None:
    """`unless` in phrases.yaml lists what else they say."""
    assert fact not in {one.fact for one in read_phrases(says(text))}


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("he just needs an ordinary council flat", "need", "ordinary_housing"),
        ("they weren't asked", "person_consulted", "no"),
        ("his 117 runs out after 2 years", "ground", "time_passed"),
        ("he now wants to have support", "refusal_stage", "changed_mind"),
        ("no review meeting yet", "review_meeting_held", "no"),
        ("leave overnight at his mums", "leave_overnight", "yes"),
    ],
)
def test_the_words_themselves_still_tell_it(says: Makes, text: str, fact: str, value: str) -> None:
    """Of the person the case is about."""
    assert {one.fact: one.value for one in read_phrases(says(text))}[fact] == value


@pytest.mark.parametrize(
    "text",
    [
        "has to contribute £43 a week",
        "fees of 800 a week",
        "3 visits a week",
        "says he was on guardianship for 2 years",
        "she agreed to stay a week",
        "the social worker came yesterday",
    ],
)
def test_a_rate_and_what_is_over_are_no_length_of_a_stay_to_come(says: Makes, text: str) -> None:
    """Nor does a visit end any service."""
    assert read_amounts(says(text)) == []


def test_what_is_not_decided_supposes_nothing(says: Makes) -> None:
    """The "if" belongs to what is told."""
    told = read_phrases(says("not been decided if the accommodation is 117"))
    assert {(one.value, one.supposed) for one in told if one.fact == "s117_accommodation"} == {("unclear", False)}


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("part of the service is 117 and part isn't", "service_is_aftercare", "part"),
        ("some is in her 117 aftercare and some of it isn't", "service_is_aftercare", "part"),
        ("some of the care home is 117, or might be", "service_is_aftercare", NOTHING),
        ("the plan sets out clearly which 117 services he's getting", "service_is_aftercare", NOTHING),
        ("the plan sets out clearly which 117 services he's getting", "fees_split", NOTHING),
        ("support visit which is partly for his mental disorder and partly for something else", "need", "mixed"),
        ("spend the payout on her care before 117 pays", "need", NOTHING),
        ("so not a language, access, faith or family need, something else", "access_need", "other"),
        ("not a language or access need, it's her faith, she is a muslim", "access_need", "faith"),
        ("dad refusing all 117 for his grown up son", "refused_by", "someone_else"),
        ("dad refusing all 117 for his grown up son", "fees_split", NOTHING),
        ("He's 16, quiet, and isn't a restricted patient", "restricted_patient", "no"),
        ("is he a restricted patient?", "section", NOTHING),
        ("gone formally to panel", "refusal_at_panel", "yes"),
        ("not settled if the council is providing the flat itself under 117", "s117_accommodation", "unclear"),
        ("it isn't clear whether this service is part of her aftercare or not", "service_is_aftercare", "unclear"),
        ("the plan hasn't been approved and funding hasn't been agreed by the council", "placement_approved", "no"),
        ("wants to sign her 117 away herself. Can she be the one who ends it?", "ending_by", "person"),
        ("all 117 stuff done?", "fees_split", NOTHING),
    ],
)
def test_what_says_something_else_with_the_same_words_is_not_taken_for_it(
    says: Makes, text: str, fact: str, value: str
) -> None:
    """Part is not all, a list of what is denied is not what it names, and a plan that lists services puts none under 117."""
    assert said_of(says, text, fact) == value
