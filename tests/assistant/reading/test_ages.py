"""An age is read however it is written, and nothing that only looks like one is."""

import pytest

from assistant.reading.ages import read_ages
from tests.assistant.reading.conftest import Makes


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("82 yo lady on a 3", 82),
        ("82yo", 82),
        ("15 on a cto, which advocate", 15),
        ("care act advocate: 18 today, council assessing", 18),
        ("looked after child 15 admitted", 15),
        ("pt is 82 y.o.", 82),
        ("a 15 y/o lass", 15),
        ("16yr old in a CAMHS bed", 16),
        ("17 yrs old", 17),
        ("she's 13 yrs, s3", 13),
        ("detained on s3 aged 14, now 30, never ended", 30),
        ("which icb 4 a kid?? gp in lincs. 13 yrs", 13),
        ("a 17-year-old", 17),
        ("34 years of age", 34),
        ("82F, lives alone", 82),
        ("F/34 on CTO", 34),
        ("M45", 45),
        ("(F, 34)", 34),
        ("male 45 on s3", 45),
        ("61 year old gentleman", 61),
        ("lad, 19, on a 3", 19),
        ("55, 117 care home", 55),
        ("117 lad of 15 going to a home", 15),
        ("in foster care at Brigg, 15, then s3 in Sept", 15),
        ("aged 17", 17),
        ("Mrs T is 74", 74),
        ("Jade is 17 and 10 months", 17),
        ("my lad's 16 yrs 3 months", 16),
        ("age: 52", 52),
        ("just turned 18", 18),
        ("he's turned 65", 65),
        ("she's only 16", 16),
        ("one of our chaps on 117 is 75, sings in the choir", 75),
        ("ours is 15 and it's only the council side", 15),
        ("the client I'm looking at is 31.", 31),
        ("the lady we're supporting is 64 now", 64),
        ("little one of 7, going out on leave", 7),
        ("what do we do when a 15 year old says no to it", 15),
        ("what happens then when a 17 yo refuses", 17),
        ("he is 45", 45),
        ("who's now 71", 71),
        ("eighty two year old man", 82),
        ("aged sixteen", 16),
        ("7 months old", 0),
        ("18 months old", 1),
        ("she's 17, turns 18 in March", 17),
        ("nearly 18", 17),
        ("not quite 16", 15),
        ("was 16 when first sectioned, now she's 34", 34),
        ("when he was 16 he was on a 3, he's 40 now", 40),
        ("what about his sister, she's only 16", 16),
        ("can a 16 year old have an IMHA?", 16),
        ("17 and a half yrs old", 17),
        ("lady 58 on her own", 58),
        ("lass of 15 admitted", 15),
        ("girl 9 in hospital", 9),
        ("on 117, 46, home care", 46),
        ("no capacity, 59, urgent", 59),
        ("she's on a 3, 44", 44),
        ("capacity fine. 60. no plan yet", 60),
        ("17 and a half, s3", 17),
        ("17 1/2, s3", 17),
        ("he was 30 in June, s3", 30),
        ("he's 17 in May so 16 now", 16),
        ("lass aged 17yrs on s3", 17),
        ("under 18 (17), on s3", 17),
        ("The service user is 26, works on her embroidery", 26),
        ("Our tenant is 34; he'd moved away", 34),
        ("the young person is 15", 15),
        ("provide it under 117 for an 86yo gentleman?", 86),
        ("a lad I used to look after, 17 now, is in prison", 17),
        ("he's 18: the council is giving him the flat", 18),
        ("councils arguing over who has a 7 yr old for 117", 7),
        ("2 councils fighting over 8yo. how is it settled", 8),
        ("need to no about imca for a 48yo bloke", 48),
        ("does the council have to sort an advocate for him hes 12 and it's for after hes 18", 12),
        ("which council has his 117 hes 21 he was living in Lincoln", 21),
    ],
)
def test_an_age_is_read(says: Makes, text: str, age: int) -> None:
    """In figures or words, in years or months."""
    assert [one.value for one in read_ages(says(text))] == [age]


@pytest.mark.parametrize(
    "text",
    [
        "in his 40s",
        "hers hits 5 next week",
        "her 117 will be 5 next month",
        "was a 37",
        "he's 37",
        "she is 117",
        "man, 37/41",
        "on a 3 for 28 days",
        "on a 3 since 2019",
        "under 18",
        "over 65s",
        "is she 16?",
        "his 12 year old daughter",
        "she has a 5 year old son",
        "sectioned at 16",
        "a child on CAMHS",
        "teenager",
        "5 years on 117",
        "in supported living, 13 yrs, all settled",
        "she's 13 yrs into her recovery",
        "room 12",
        "it's £45 a week",
        "paragraph 7.16",
        "28/6/22",
        "16 hours a week",
        "a 60 40 split",
        "sectioned in 2012, 14",
        "was on a 2, 30, 12 at the time",
        "was on a 37, 41, now home",
        "patient 12 weeks in hospital",
        "client 30 quid a week",
        "bed 12.",
        "17 and a half hours of care a week",
        "17 and a half weeks on s3",
        "she was 16 in April 2015 when first on s3",
        "her stay was 2 years and 10 months",
        "Mrs T is 3 weeks into her s3",
        "can he have one when hes 18",
        "as soon as she's 16",
        "does it change the day he's 18",
        "does anybody know whether he's 18",
        "anyone over 18 year old",
        "under the age of 18",
        "aged 16 or over",
        "who is 18 and over",
        "on a 3, 37 now",
        "was on a 2, now 37, on the ward",
        "on a 2, 3 now",
        "she's 18:30 to 19:00",
        "the tenant is 3 weeks behind",
        "lovely lady, two cats, knits",
        "a chap, 12 ferrets and a dog",
        "he was sectioned when a 15 year old lad",
        "ours is 15 miles away",
        "the flat of the client we're supporting is 31 miles off",
        "is the client I'm looking at 31?",
    ],
)
def test_what_is_no_age_gives_none(says: Makes, text: str) -> None:
    """A range, a section, a length of time, a limit, a question and somebody else's age."""
    assert read_ages(says(text)) == []


def test_a_supposed_age_is_marked(says: Makes) -> None:
    """It holds for this turn only."""
    (one,) = read_ages(says("if he's 17 does it change"))
    assert (one.value, one.supposed) == (17, True)


def test_two_ages_settle_nothing(says: Makes) -> None:
    """Which is meant is asked."""
    assert read_ages(says("17 years old on the form, 34 years old in the letter")) == []


def test_an_age_keeps_its_words(says: Makes) -> None:
    """The span is that of the message."""
    text = "Lady, 82 yo, on a 3"
    (one,) = read_ages(says(text))
    assert text[one.start : one.end] == "82 yo"


@pytest.mark.parametrize(("text", "age"), [("my chap is 67", 67), ("he's 47. costs more", 47), ("woman 38, on 117", 38)])
def test_an_adult_s_age_may_be_the_number_of_a_section(says: Makes, text: str, age: int) -> None:
    """Where no section is read there: one taken for the other decides nothing."""
    assert [one.value for one in read_ages(says(text))] == [age]
