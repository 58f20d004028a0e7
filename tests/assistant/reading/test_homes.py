"""Whose home it is, and of what time: the writer's, a worker's, a stay's and one to come are not where the person lived."""

import pytest

from assistant.reading.places import read_places
from assistant.reading.replies import read_reply
from tests.assistant.reading.conftest import Makes


def home(says: Makes, text: str) -> str | None:
    """Where they lived before the detention, as a text says it."""
    found = {one.fact: one.value for one in read_places(says(text)) if not one.supposed}
    return str(found["lived_before"]) if "lived_before" in found else None


HEARD = [
    ("still on the electoral roll in Beverley when detained under s3", "elsewhere_england"),
    ("council tenant of ours in Crowle at the point of the s3", "north_lincolnshire"),
    ("council tax payer in Selby when s3'd", "elsewhere_england"),
    ("housed in Louth by East Lindsey until the s3", "elsewhere_england"),
    ("Hull postcode when sectioned s3", "elsewhere_england"),
    ("he is a Sheffield citizen, s3 over here", "elsewhere_england"),
    ("pt normally of Bradford, s3 here", "elsewhere_england"),
    ("when detained s3 she was domiciled in Spalding", "elsewhere_england"),
    ("local man, born and bred Epworth, sectioned under 3 last year", "north_lincolnshire"),
    ("he's Hull, s3 here", "elsewhere_england"),
    ("she's North Lincs, detained in Leeds on a 3", "north_lincolnshire"),
    ("she was living out Retford way when detained s3", "elsewhere_england"),
    ("been stopping at his mum's in Gunness since the divorce", "north_lincolnshire"),
    # noted, with what the note is of before it
    ("residence immediately before s3: Barnsley", "elsewhere_england"),
    ("detained s3 2019. accommodation at that time: Scunthorpe, private let", "north_lincolnshire"),
    ("place of residence on admission - York. s3", "elsewhere_england"),
    ("accom before admission Hull (private rent). s3", "elsewhere_england"),
    ("permanent address, Hull. s3", "elsewhere_england"),
    # from there
    ("Was s3 2020 from Barton upon Humber", "north_lincolnshire"),
    ("Pt's from out of area (Leeds), s3 on our ward", "elsewhere_england"),
    ("on holiday in Brigg from Leeds when put on the s3", "elsewhere_england"),
    ("lad with schizophrenia from Hull, s3", "elsewhere_england"),
    ("Was sectioned (3) out of her bungalow in Louth", "elsewhere_england"),
    # moved before it
    ("he'd not long moved up to Bridlington from Scunthorpe when he got sectioned (3)", "elsewhere_england"),
    ("had only just moved to Barton from Leeds when she got detained on a 3", "north_lincolnshire"),
    ("moved to Brigg from Hull a month before the s3", "north_lincolnshire"),
    ("moved from Scunthorpe to York a yr before the s3", "elsewhere_england"),
    ("just moved into a flat in Goole when sectioned under s3", "elsewhere_england"),
    ("Moved in with girlfriend in Bottesford a month before being detained s3, was in Hull before that", "north_lincolnshire"),
    # a care home, by what followed
    ("had been settled in supported living in Brigg for 5 yrs prior to being detained s3", "north_lincolnshire"),
    ("had been in a nursing home in Scarborough, self-funded, for a yr when she was detained under 3", "elsewhere_england"),
    ("he was in extra care housing in Brigg when he was sectioned (s3)", "north_lincolnshire"),
    ("lived in Hull til Jan, then took a flat in Brigg, s3 in April", "north_lincolnshire"),
    ("had given up her place in Hull and settled in Barton by the time of the section 3", "north_lincolnshire"),
    ("he lost his flat in Goole after he was put on s3", "elsewhere_england"),
    ("her house in Selby was sold while she was on the s3", "elsewhere_england"),
    ("family home is in Selby, he lived there till s3", "elsewhere_england"),
    # a street is no town
    ("flat on Doncaster Road, Scunthorpe, s3", "north_lincolnshire"),
    ("Police lifted her from her house in Scotter Road Scunthorpe, s2 then s3", "north_lincolnshire"),
]


@pytest.mark.parametrize(("text", "value"), HEARD)
def test_a_home_is_heard_however_it_is_put(says: Makes, text: str, value: str) -> None:
    """As a tenancy, a postcode, a note, a move before the detention, or a care home they lived in until then."""
    assert home(says, text) == value


NOT_THEIRS = [
    "I'm from Doncaster MBC, s3 patient",
    "hi, ringing from Lincoln, s3 lady",
    "asking for a colleague in Doncaster, s3",
    "I cover Barton and Brigg, s3 pt",
    "my office is in Brigg, s3",
    "care coordinator lives in Brigg, s3 pt",
    "his landlord is in Hull, s3",
    "parents in Hull want her nearby, s3",
    "her next of kin's home address is Brigg. s3 pt",
    "his benefits come from Doncaster, s3",
    "ambulance from Grimsby brought her in, s3",
    "referred from Lincoln, s3",
    "referral from Goole, s3",
    "repatriated from a Bradford PICU, s3",
    "came to us from Sheffield ward, s3",
    "stepped down from a secure unit in Nottingham, s3",
    "been on a ward in Hull since May s3",
    "kids live with her ex in Brigg. s3",
    "family lives in Hull, s3",
]


@pytest.mark.parametrize("text", NOT_THEIRS)
def test_the_home_of_others_is_not_theirs(says: Makes, text: str) -> None:
    """Not the writer's place, a worker's, a relative's, or the ward they came from."""
    assert home(says, text) is None


NOT_THEN = [
    "was at a caravan in Skegness for the weekend when s3'd",
    "staying w friends in Scunthorpe for a week, s3",
    "he's originally from Goole but moved about, s3 last year",
    "lived in Hull as a child, s3 now",
    "used to live in Hull years ago, s3 now",
    "tenancy in Hull was ended years before the s3",
    "flat in Scunthorpe being sorted for after the s3",
    "he hopes to get his own flat in Barton after s3",
    "has been offered supported living in Goole, s3",
    "was moved into a care home in Goole when the section 3 ended",
    "in a nursing home in Scunthorpe when the s3 ended",
    "forwarding address: Hull. s3",
    "discharge address Brigg, s3",
    "he's being moved to Goole next week, s3",
    "crisis house in Hull before admission, s3",
    "airbnb in York when sectioned s3",
    "s3 pt, her house in Brigg was sold in 2010",
    "gave up her flat in Hull when she went travelling, s3",
    "she lost her house in Goole to the bank, s3",
    "homeless in Scunthorpe, originally from Leeds, s3",
]


@pytest.mark.parametrize("text", NOT_THEN)
def test_a_stay_a_past_home_and_one_to_come_are_not_where_they_lived(says: Makes, text: str) -> None:
    """A visit, a home of long ago and one that is hoped for or made ready settle nothing."""
    assert home(says, text) is None


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("lived_before", "the hospitals in Sheffield", None),
        ("lived_before", "admitted to hospital in Hull", None),
        ("lived_before", "GP is in Doncaster", None),
        ("lived_before", "now in Hull", None),
        ("lived_before", "her mum lives in Hull", None),
        ("lived_before", "Sheffield hospital at the mo", None),
        ("lived_before", "care home in Brigg, chose it herself", "north_lincolnshire"),
        ("lived_before", "admitted from Scunthorpe", "north_lincolnshire"),
        ("lived_before", "hospital in Leeds, lived in Brigg", "north_lincolnshire"),
        ("lived_before", "Brigg when she was admitted", "north_lincolnshire"),
        ("lived_before", "with her parents in Hull", "elsewhere_england"),
        ("gp_on_first_day", "a Leeds one now", None),
        ("gp_on_first_day", "she lived in Leeds", None),
        ("gp_on_first_day", "a surgery in Leeds", "elsewhere_england"),
        ("gp_on_first_day", "with a practice in Brigg, had lived in Leeds", "north_lincolnshire"),
    ],
)
def test_a_place_in_a_reply_answers_what_was_asked(says: Makes, asked: str, text: str, value: str | None) -> None:
    """And not where it is where the hospital is, where they are now, or another's."""
    found = [one.value for one in read_reply(says(text, asked=asked)) if one.fact == asked]
    assert found == ([value] if value else [])


def test_a_home_that_they_had_given_up_is_none(says: Makes) -> None:
    """Before the detention: after it, it had been their home."""
    assert home(says, "s3 2024, home was Lincoln but he'd given the flat up") is None
    assert home(says, "lived in Brigg, s3 2024, he'd given the flat up after he came out") == "north_lincolnshire"
    assert home(says, "lived in Brigg, had given up work, s3") == "north_lincolnshire"
