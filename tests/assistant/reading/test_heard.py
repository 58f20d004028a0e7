"""A message listened to again for one fact, before staff are asked for it."""

from pathlib import Path

import pytest

from assistant.holdings import Holdings, open_holdings
from assistant.model import Fact
from assistant.reading.heard import hear, told_by


@pytest.fixture(scope="module")
def holdings(home: Path) -> Holdings:
    """The real corpus, with what it teaches of how facts are told."""
    return open_holdings(home, "North Lincolnshire")


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("the flat is dear. works out exactly the same cost as the one we offered", "preferred_costs_more", "no"),
        ("budget holder wants 117 ended, says it costs too much", "ground", "cost"),
        ("hes moved to Leeds so can we finish his 117", "ground", "moved_area"),
        ("nobody has signed the discharge notice yet", "notice_signed", "no"),
        ("it keeps him out of hosp. allowed?", "prevents_deterioration", "yes"),
        ("no gp but he was living on our patch", "usually_resident", "north_lincolnshire"),
        ("the RC says he's ending her 117 himself", "ending_by", "clinicians"),
    ],
)
def test_what_is_told_in_other_words_is_heard(holdings: Holdings, text: str, fact: str, value: str) -> None:
    """A clause gives the value, and its own words go with it."""
    mention = hear(text, fact, holdings)
    assert mention is not None
    assert mention.value == value
    assert text[mention.start : mention.end]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("does the ICB have to agree to it", "icb_agrees"),
        ("not sure if the ICB agreed", "icb_agrees"),
        ("my last patient had his notice signed by both bodies", "notice_signed"),
        ("what is for tea", "icb_agrees"),
        ("OT and RC both agree it can end", "icb_agrees"),
        ("lived in Scunny, GP in Gainsborough, sectioned in Leeds while visiting his mum", "gp_on_first_day"),
        ("detained again on s3 last month & gp now in Nottingham", "specialised_bed"),
        ("anything at all", "section"),
        ("multiple admissions over the years, currently informal", "ever_qualifying"),
        ("on 117, in custody 5 weeks", "sentenced_early"),
        ("pt flatly refuses any 117 support.", "entitled"),
        ("The 117 needs have been assessed by the team and", "plan_separates_needs"),
        ("nothing to plan.", "placement_approved"),
        ("weve done the plan and", "plan_agreed_jointly"),
        ("Carers for his spinal injury, nothing to do with his mental illness", "prevents_deterioration"),
        ("s37 hospital order in 2010, s117 ever since.", "entitled_when_charged"),
        ("has had a qualifying detention, now on unescorted day leave s17", "qualifying_since_ending"),
        ("on s7 guardianship after a qualifying section, also conditionally discharged now", "qualifying_since_ending"),
        ("had a qualifying section, currently living in a care home", "qualifying_since_ending"),
        ("has had a qualifying section, now at home", "qualifying_since_ending"),
        ("was on a 3 yrs back. no s3 or similar since then", "ever_qualifying"),
    ],
)
def test_what_is_asked_doubted_of_another_or_not_said_is_not_heard(holdings: Holdings, text: str, fact: str) -> None:
    """Then the fact is asked for."""
    assert hear(text, fact, holdings) is None


def test_what_is_supposed_is_marked_so(holdings: Holdings) -> None:
    """It holds for the turn and no other."""
    mention = hear("if health said yes and the ICB agreed to it ending", "icb_agrees", holdings)
    assert mention is None or mention.supposed


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("said no to everything for a yr. rang today wants it all back", "changed_mind"),
        ("wanted help in may. since then he has refused every visit", "refuses"),
    ],
)
def test_of_what_comes_out_otherwise_the_last_is_heard(holdings: Holdings, text: str, value: str) -> None:
    """A refusal that was thought better of is no refusal, and a wish that was given up is no wish."""
    mention = hear(text, "refusal_stage", holdings)
    assert mention is not None
    assert mention.value in (value, "keeps_refusing" if value == "refuses" else value)


def test_two_clauses_that_tell_yes_and_no_tell_nothing(holdings: Holdings) -> None:
    """Then it is asked for."""
    text = "the group keeps him well, but team agree it makes no difference to whether he gets worse. fund it?"
    assert hear(text, "prevents_deterioration", holdings) is None


def test_a_sayings_value_is_never_invented_where_nothing_was_learnt(holdings: Holdings) -> None:
    """A fact that nobody wrote examples for gives nothing."""
    assert hear("on a 3", "detentions", holdings) is None


def test_one_fact_tells_another_with_its_own_words() -> None:
    """ "Keeps refusing" is the reason where a reason is asked for, and nothing else is."""
    said = {"refusal_stage": Fact("refusal_stage", "keeps_refusing", "keeps refusing", 2)}
    assert told_by("ground", said) == Fact("ground", "refuses", "keeps refusing", 2)
    assert told_by("ground", {}) is None
    assert told_by("on_cto", said) is None


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        (
            "There's a lady with a home care package that was in place before she ever had 117 and had nothing to do with "
            "her mental health.",
            "need",
            "earlier_package",
        ),
        ("mh admission, not clinically urgent, acute bed not needed right now.", "admission_urgent", "no"),
        ("nobody thinks it makes him any less likely to relapse.", "prevents_deterioration", "no"),
        ("nobody has told them they might get means tested + pay for stuff after", "told_about_charging", "no"),
        (
            "What nobody has settled yet is whether the council is providing the accommodation itself as 117",
            "s117_accommodation",
            "unclear",
        ),
        ("nobody can say were he was living then", "usually_resident", "outside_england"),
        ("going on s17 leave and its overnite", "leave_overnight", "yes"),
    ],
)
def test_how_it_is_put_hides_no_fact(holdings: Holdings, text: str, fact: str, value: str) -> None:
    """A part of a clause is no rival to the whole, nor does a doubt hide what it tells, or a hurried hand."""
    mention = hear(text, fact, holdings)
    assert mention is not None
    assert mention.value == value


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("is it settled whether the council provides the accommodation itself as 117?", "s117_accommodation"),
        ("I dont know whether the council is providing the accommodation itself as 117", "s117_accommodation"),
        ("not sure where he was living then", "usually_resident"),
        ("They still haven't settled which ICB has his 117.", "council_is"),
        ("she has nobody suitable who could speak up for her.", "significant_difficulty"),
        ("this pt isnt on the 117 regster", "entitled"),
        ("a chap who went onto guardianship under section 7 after a section 3.", "qualifying_since_ending"),
        ("in hospital on a section 44, the council and the ICB both decided to end his 117", "qualifying_since_ending"),
        ("She was definitely entitled to 117 at the time they billed her", "service_is_aftercare"),
        ("The lady told me she'd been paying for her aftercare for ages", "told_about_charging"),
        ("s136 then informal. 117?", "qualifying_since_ending"),
        ("117 patient on a CTO wants direct payment", "can_manage_payment"),
        ("Just back from visiting a lady who's in hospital as an informal patient", "ever_qualifying"),
    ],
)
def test_what_is_near_to_a_fact_and_tells_another_is_not_heard(holdings: Holdings, text: str, fact: str) -> None:
    """Then the fact is asked for."""
    assert hear(text, fact, holdings) is None
