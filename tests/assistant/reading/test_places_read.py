"""Where they lived and where their GP is: each from its own place, and neither where it is not said."""

from dataclasses import replace

import pytest

from assistant.model import Fact
from assistant.reading.phrases import read_phrases
from assistant.reading.places import places_of, read_places
from tests.assistant.reading.conftest import Makes


def facts_of(says: Makes, text: str) -> dict[str, str]:
    """What a text says of places, by fact."""
    return {one.fact: one.value for one in read_places(says(text)) if not one.supposed}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("lived in Scunny, GP in Gainsborough, sectioned in Leeds while visiting his mum", "north_lincolnshire"),
        ("he's from Cardiff", "wales"),
        ("originally from Glasgow, on a 3", "scotland_ni"),
        ("flat in Brigg", "north_lincolnshire"),
        ("lived in Brigg, s3 2021, went to supported living in Hull after and been there ever since", "north_lincolnshire"),
        ("lived in Epworth, on a 3 in 2019 and then into assisted living in Lincoln", "north_lincolnshire"),
        ("was in supported living in Hull when sectioned on a 3", "elsewhere_england"),
        ("lived in Brigg, s3 2021, living in Goole afterwards", "north_lincolnshire"),
        ("lived in Brigg ever since she was 12, s3 2021", "north_lincolnshire"),
        ("her home then being in Crowle, she was detained under s3", "north_lincolnshire"),
        ("Brigg before the s3 in 2020, discharged to supported living in Leeds", "north_lincolnshire"),
        ("was sofa surfing until he got his flat in Crowle in 2020, s3 in 2022", "north_lincolnshire"),
        ("home is Goole", "elsewhere_england"),
        ("was living in Doncaster before the section", "elsewhere_england"),
        ("before the section he was living in Doncaster", "elsewhere_england"),
        ("he'd been living at his brother's in Brigg for 8 months and it was home", "north_lincolnshire"),
        ("she had been at her sister's house in Brigg 8 months", "north_lincolnshire"),
        (
            "detained (s3) into a private hospital in Nottingham. own home in Brigg, but she's been there 7 months",
            "north_lincolnshire",
        ),
        (
            "lacked capacity about where to live, daughter moved him from Brigg to a home in Goole, then s3",
            "someone_else_chose",
        ),
        ("best interests: was placed in a home in Doncaster, later on a 3 from it", "someone_else_chose"),
        ("lived in Brigg, s3 2024, lacks capacity to decide where to live, we placed her in Hull", "north_lincolnshire"),
        ("informal for a year, tenancy in Scunthorpe given up meanwhile, then s3", "long_hospital_stay"),
        ("informal for 2 weeks, then s3, flat in Brigg. gave it up after", "north_lincolnshire"),
        ("she lives in Scunthorpe with her mum, on a s3 in Leeds, who is responsible", "north_lincolnshire"),
        ("lived in Lincoln, moved to York after", "elsewhere_england"),
        ("lived in Hull, now lives in Scunthorpe", "elsewhere_england"),
        ("Goole lad, sectioned in Sheffield", "elsewhere_england"),
        ("admitted from her home in Brigg", "north_lincolnshire"),
        ("he had a flat in Epworth", "north_lincolnshire"),
        ("home address in Scunthorpe, s3 in Hull", "north_lincolnshire"),
        ("ordinarily resident in Lincoln", "elsewhere_england"),
        ("she was living in Barton, North Lincs", "north_lincolnshire"),
        ("which council if he lived in Grimsby?", "elsewhere_england"),
        ("lived in Scunthorpe, placed in a care home in Leeds", "north_lincolnshire"),
        ("was living in Barton", "north_lincolnshire"),
        ("lived Broughton before s3 in 2023 and went straight back there", "north_lincolnshire"),
        ("with his nan in Winterton, been there since he was 12", "north_lincolnshire"),
        ("own home Ashby Scunthorpe before and after her one section 3", "north_lincolnshire"),
        ("s3 in Jan 2024, living with sister in Gainsborough, lived there ten years", "elsewhere_england"),
        ("moved to Brigg in 2021, s3 in 2023", "north_lincolnshire"),
        ("actually she'd moved to Brigg a month before, for good", "north_lincolnshire"),
        ("used to live in Epworth, discharged to Immingham after", "north_lincolnshire"),
        ("47 transfer, had a tenancy in Goole before", "prison"),
        ("York council say he is ours, we say he's theirs", "councils_disagree"),
        ("lives in Brigg, was at her mums in Durham when sectioned on a 3", "north_lincolnshire"),
        ("from Crowle, on a weekend at his brother's in Stoke when he was picked up", "north_lincolnshire"),
        ("s3 from her flat in Barton 2023, since moved to York", "north_lincolnshire"),
        ("117 was Hull's, moved to Brigg 3 yrs ago, now on a 3 from there", "north_lincolnshire"),
        ("moved to Goole in 2022, settled, sectioned from that flat", "elsewhere_england"),
        ("2 then a 3, all in Scunthorpe where he lives", "north_lincolnshire"),
        ("been living w his brother in Epworth for yrs", "north_lincolnshire"),
        ("Pt admitted from Cardiff on holiday in Cleethorpes", "wales"),
        ("Cardiff resident on holiday at Cleethorpes, s3", "wales"),
        ("had a house in Retford, sold it, moved to Brigg in January 2024, sec 3 that November", "north_lincolnshire"),
        ("lived in Hull, then moved to Barton and 3 months later got put on a s3", "north_lincolnshire"),
        ("Scunthorpe lad, sec 3 in 2020. Has since taken a tenancy in Beverley", "north_lincolnshire"),
        ("lives in York these days. s3 in 2021 when he was in Broughton", "north_lincolnshire"),
        (
            "s2 in Jan from Brigg, stayed in informally, sold up and took a flat in Lincoln, then s3 in March",
            "moved_between_sections",
        ),
        ("gave up the house in Scunthorpe between the section 2 and the section 3", "moved_between_sections"),
        ("Addr at time: own flat, Scunthorpe, 20 yrs. d/c to parents in Retford. s3 2025", "north_lincolnshire"),
        ("Address before detention: own flat, near the park, Crowle. s3 2021", "north_lincolnshire"),
    ],
)
def test_the_home_before_detention_is_read(says: Makes, text: str, value: str) -> None:
    """One home that is not said to be of today is the home before."""
    found = {one.fact: one.value for one in read_places(says(text))}
    assert found["lived_before"] == value


@pytest.mark.parametrize(
    "text",
    [
        "lives in Hull now",
        "currently living in Scunthorpe",
        "moved to York after discharge",
        "she's moved to Brigg",
        "sectioned in Leeds",
        "on a ward in Doncaster",
        "placed in Scunthorpe by Hull council",
        "visiting his mum in Leeds",
        "his brother lives in Leeds",
        "born in Leeds",
        "discharged to Goole",
        "care home in Brigg",
        "never lived in Hull",
        "lived in Hull and lived in Brigg",
        "GP in Lincoln",
        "HMP Lincoln",
        "where did he live? Leeds?",
        "not sure if she lived in Hull",
        "who is responsible",
        "was living in Newport",
        "lives in Scunthorpe. In 1998 he was on a s3 in Sheffield. He has since moved here with his wife",
        "York council has rung about him",
        "was at his nans in Newcastle when he got picked up",
        "her gp was Gainsborough when she was sectioned",
        "was living in Barton 3 wks sofa surfing w a mate, before that a Leeds flat he'd given up, then s3",
        "s3 2021, lives in supported living in Hull now",
        "s3 2021 in Brigg, living in Doncaster ever since",
        "Brigg GP before the s3",
    ],
)
def test_other_places_are_no_home_before(says: Makes, text: str) -> None:
    """Today's home, a ward, a placement, another person's home, two homes and a name of several places settle nothing."""
    assert "lived_before" not in facts_of(says, text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("GP in Gainsborough", "elsewhere_england"),
        ("her GP is Doncaster", "elsewhere_england"),
        ("GP still in Leeds", "elsewhere_england"),
        ("registered with a practice in Lincoln", "elsewhere_england"),
        ("registered with a GP in Scunthorpe", "north_lincolnshire"),
        ("Scunthorpe GP", "north_lincolnshire"),
        ("gp practice was in brigg", "north_lincolnshire"),
        ("surgery in Goole", "north_lincolnshire"),
        ("doctor's in Cardiff", "welsh_or_scottish"),
        ("does it matter that her gp was in Lincoln?", "elsewhere_england"),
        ("lived in Brigg, registered in Doncaster", "elsewhere_england"),
        ("had a Sheffield practice", "elsewhere_england"),
        ("her gp was Gainsborough when she was sectioned", "elsewhere_england"),
        ("he lives in Hull now but his gp was always Gainsborough", "elsewhere_england"),
        ("moved to Lincoln in 2020, Lincoln gp, s3 in 2023 from there", "elsewhere_england"),
        ("temp registered in Skegness while caravanning, gp at home Brigg", "temporary"),
        ("registered as a temporary patient with a York surgery, own GP Brigg", "temporary"),
        ("in temporary accommodation in York, gp Brigg", "north_lincolnshire"),
        ("now temp registered in York, gp Brigg when detained", "north_lincolnshire"),
        ("registered w a Doncaster practice that day, swapped to a Scunthorpe gp in 2024", "elsewhere_england"),
    ],
)
def test_the_gp_practice_is_read(says: Makes, text: str, value: str) -> None:
    """By the ICB of its place; the home says nothing of it."""
    assert facts_of(says, text)["gp_on_first_day"] == value


@pytest.mark.parametrize(
    "text",
    [
        "she's since moved to Leeds off her own bat and got a Leeds gp",
        "he's in Doncaster these days, gp in Doncaster as well",
        "moved last year to Lincoln with a Lincoln gp",
        "after discharge she went to live in York. GP York",
        "lived in Brigg, s3 in 2023, moved to Leeds in 2024 and got a Leeds gp",
    ],
)
def test_the_practice_since_a_move_is_that_of_today(says: Makes, text: str) -> None:
    """It says nothing of the first day."""
    assert "gp_on_first_day" not in facts_of(says, text)


@pytest.mark.parametrize(
    "text", ["lived in Gainsborough", "is her GP in Lincoln?", "practice in Newport", "his mum's GP is in Leeds"]
)
def test_no_gp_practice_is_invented(says: Makes, text: str) -> None:
    """Not from the home, a question, a name of several places or another person."""
    assert "gp_on_first_day" not in facts_of(says, text)


@pytest.mark.parametrize(
    ("text", "resident", "gp"),
    [
        ("lives in Cardiff, GP in Chester", "wales_or_scotland", "england"),
        ("lives in Chester, GP in Wrexham", "england", "wales_or_scotland"),
        ("lived in Lincoln, now lives in Edinburgh, GP in Belfast", "wales_or_scotland", "northern_ireland"),
    ],
)
def test_a_border_shows_in_both_countries(says: Makes, text: str, resident: str, gp: str) -> None:
    """The country of the home of today before that of then."""
    found = facts_of(says, text)
    assert (found["resident_country"], found["gp_country"]) == (resident, gp)


def test_usual_residence_is_its_own_fact(says: Makes) -> None:
    """It is asked where there was no GP practice."""
    assert facts_of(says, "no GP, usually resident in Lincoln")["usually_resident"] == "elsewhere_england"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (
            "lived in Scunny, GP in Gainsborough, sectioned in Leeds",
            {"lived_before": "Scunny", "gp_on_first_day": "Gainsborough"},
        ),
        ("lived in Barton", {"lived_before": "Barton, North Lincolnshire"}),  # staff here mean the one here
        ("she was living in Barton, North Lincs", {"lived_before": "Barton, North Lincs"}),
        ("sectioned in Leeds", {}),
        ("lives in Hull now", {}),
    ],
)
def test_places_are_kept_as_said(says: Makes, text: str, places: dict[str, str]) -> None:
    """So that the body can be named, or asked which place is meant."""
    assert places_of(says(text)) == places


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("Leeds placed him here", "placed_by", "theirs"),
        ("placed by Lincolnshire CC in Brigg care home", "placed_by", "theirs"),
        ("Hull council placed her in Scunthorpe", "came_here", "placed"),
        ("homeless, GP in Hull", "lived_before", "no_settled_home"),
        ("the council say he lived in Hull, Hull say he's not ordinarily resident there", "lived_before", "councils_disagree"),
    ],
)
def test_phrases_may_speak_of_places(says: Makes, text: str, fact: str, value: str) -> None:
    """Who placed them, and where nothing is settled."""
    assert {one.fact: one.value for one in read_phrases(says(text))}[fact] == value


def test_a_new_detention_needs_a_home_of_its_own(says: Makes) -> None:
    """The home before one detention is not taken for the home before the next, unless it is said where that was."""
    known = {"section": Fact("section", "3", "s3", 1), "lived_before": Fact("lived_before", "north_lincolnshire", "Brigg", 1)}
    again = replace(says("he was sectioned again on a 3 in 2025"), case=known)
    assert [(one.fact, one.value) for one in read_places(again)] == [("lived_before", None)]
    assert facts_of(says, "sectioned again on a 3 in Leeds in May, living there by then")["lived_before"] == "elsewhere_england"


def test_a_home_taken_next_is_one_of_since(says: Makes) -> None:
    """Where the home before detention is known already, and no other detention is told of."""
    known = {"lived_before": Fact("lived_before", "north_lincolnshire", "Brigg", 1)}
    later = replace(says("she then took a flat in York"), case=known)
    assert "lived_before" not in {one.fact for one in read_places(later)}
    assert facts_of(says, "lived in Hull then took a flat in York before the 3")["lived_before"] == "elsewhere_england"


def test_councils_that_differ_are_both_in_england(says: Makes) -> None:
    """Whom the council disagrees with is told by the places that are named."""
    told = facts_of(says, "York council say he is ours, we say he's theirs")
    assert (told["lived_before"], told["dispute_with"]) == ("councils_disagree", "english_council")


def test_a_dispute_beyond_england_is_told_by_the_place(says: Makes) -> None:
    """The one named after "dispute with", not any other in the message."""
    assert facts_of(says, "dispute with Powys council over where she lived")["dispute_with"] == "beyond_england"
    assert "dispute_with" not in facts_of(says, "dispute with Lincolnshire over where he lived, grew up in Cardiff")


def test_after_an_ending_the_practice_of_the_first_detention_since_counts(says: Makes) -> None:
    """Not the one told with a later detention, nor one of before."""
    text = "s3 2019 gp goole; 117 finally discharged by both 2021; s3 may 2023 gp brigg; s3 again 2025 gp leeds"
    assert facts_of(says, text)["gp_on_first_day"] == "north_lincolnshire"
    text = "117 ended by LA and ICB in 2023 (orig s3 2018, GP then Scunthorpe). New s3 May 2025, by then GP in Lincoln"
    assert facts_of(says, text)["gp_on_first_day"] == "elsewhere_england"


def test_a_home_after_hospital_is_none_before(says: Makes) -> None:
    """Becoming resident after discharge changes nothing."""
    assert "lived_before" not in facts_of(says, "if she becomes ordinarily resident in Hull after discharge")
    assert "lived_before" not in facts_of(says, "settled in Hull once discharged")


def test_without_a_practice_the_home_says_where_they_usually_lived(says: Makes) -> None:
    """Only then does it bear on the ICB."""
    assert facts_of(says, "no GP, was living in Barrow upon Humber")["usually_resident"] == "north_lincolnshire"
    assert "usually_resident" not in facts_of(says, "GP in Brigg, was living in Barrow upon Humber")


def test_a_practice_in_a_plain_if_is_the_case_itself(says: Makes) -> None:
    """Where nothing else is known; beside what is so, it stays supposed."""
    alone = "which icb is responsible if the person was registered with a GP in Goole but lived in Brigg when put on s3?"
    assert facts_of(says, alone)["gp_on_first_day"] == "north_lincolnshire"
    assert "gp_on_first_day" not in facts_of(says, "s3 in 2021. if he was with a GP in Goole, which icb")
