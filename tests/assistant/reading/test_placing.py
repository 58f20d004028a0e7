"""Who placed somebody, and whether away from here: from the places themselves, whichever council and town they are."""

import pytest

from assistant.reading.placing import read_placing
from tests.assistant.reading.conftest import Makes


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NLC + our icb have both approved the support plan and agreed the money for a 117 placement in Lincoln", "ours"),
        ("placed in Lincoln, NLC and our ICB approved", "ours"),
        ("found a place in Wakefield, plan not been to LA or ICB", "ours"),
        ("our s117 client in a Cleethorpes residential home (NLC arranged it), assessed needs gone up", "ours"),
        ("placed by us in Rotherham", "ours"),
        ("can we place her in a unit in Derby", "ours"),
        ("117 bed in Norfolk, ICB hasnt come back", "ours"),
        ("placement in Lincoln, funding and support plan both signed off by NLC and the ICB", "ours"),
        ("Nottingham placed a lady in a Scunthorpe home", "theirs"),
        ("Barnsley MBC put him in supported living in Scunthorpe", "theirs"),
        ("Home manager in Winterton on the phone, resident is funded by Sheffield on 117", "theirs"),
        ("she was placed here by Kirklees", "theirs"),
        ("another council has placed a man here", "theirs"),
        ("provider has put the price up for the lad Hull sent us", "theirs"),
        ("lass from Retford put in a Brigg care home by Notts county council", "theirs"),
        ("the place where he lives now was set up by Sheffield, they placed him there", "theirs"),
        ("his placement was organised by Leeds council", "theirs"),
        ("her home was sorted by Sheffield", "theirs"),
        ("a bed in Barton set up by Kirklees", "theirs"),
        ("NLC put her in a home in Epworth", "in_area"),
        ("we placed him locally", "in_area"),
    ],
)
def test_who_placed_them_is_read(says: Makes, text: str, value: str) -> None:
    """The council named as placing, or we; where nobody is, a placement away from here is one of ours."""
    assert [one.value for one in read_placing(says(text))] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "he lives in Leeds, had a flat in Leeds",
        "moved to Hull off his own bat, no placement",
        "his GP is in Lincoln and he lives in Brigg",
        "lived in Scunthorpe, moved to own flat in Hull, care plan reviewed",
        "was in a hospital bed in York, lives in Brigg, panel on thursday",
        "he was in a bed in Leeds, lived in Scunthorpe, s3, which icb pays",
    ],
)
def test_a_home_or_a_hospital_bed_is_no_placement(says: Makes, text: str) -> None:
    """Where they live, where they moved to by themselves and where they were treated tell nothing of who placed them."""
    assert read_placing(says(text)) == []


def test_what_another_side_argues_is_not_so_for_that(says: Makes) -> None:
    """A quotation of an argument tells nothing, and takes back nothing that was known."""
    assert [one.value for one in read_placing(says("Leeds rely on 'placed by another authority'"))] == [None]
