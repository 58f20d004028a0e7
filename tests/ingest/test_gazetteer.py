"""A place names two bodies, from a list that says its age; what is not known or means several is never guessed."""

import json
import re
import shutil
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ingest.errors import SourcesError
from ingest.gazetteer import Gazetteer, load_gazetteer
from ingest.gazetteer_file import BodyKind, GazetteerFile, Nation
from ingest.yamlfile import read_model

CORPUS = Path(__file__).parents[2] / "corpus"
PATH = CORPUS / "gazetteer.yaml"
GAZETTEER = load_gazetteer(CORPUS)
WRITTEN = read_model(PATH, GazetteerFile)
OWN = "North Lincolnshire Council"
HNY = "NHS Humber and North Yorkshire ICB"
LINCOLNSHIRE = "NHS Lincolnshire ICB"

BOTH = [
    ("Scunthorpe", OWN, HNY),
    ("scunny", OWN, HNY),
    ("a flat in Barton-upon-Humber", OWN, HNY),
    ("BARTON ON HUMBER", OWN, HNY),
    ("NLC", OWN, HNY),
    ("Scunthorpe, Lincolnshire", OWN, HNY),
    ("Broughton near Brigg", OWN, HNY),
    ("NELC", "North East Lincolnshire Council", HNY),
    ("Grimsby", "North East Lincolnshire Council", HNY),
    ("hull", "Hull City Council", HNY),
    ("Kingston upon Hull", "Hull City Council", HNY),
    ("ERYC", "East Riding of Yorkshire Council", HNY),
    ("Goole", "East Riding of Yorkshire Council", HNY),
    ("York, North Yorkshire", "City of York Council", HNY),
    ("Scarborough", "North Yorkshire Council", HNY),
    ("Skipton", "North Yorkshire Council", "NHS West Yorkshire ICB"),
    ("Gainsborough", "Lincolnshire County Council", LINCOLNSHIRE),
    ("West Lindsey District Council", "Lincolnshire County Council", LINCOLNSHIRE),
    ("Lincs", "Lincolnshire County Council", LINCOLNSHIRE),
    ("Keelby", "Lincolnshire County Council", LINCOLNSHIRE),
    ("Donny", "City of Doncaster Council", "NHS South Yorkshire ICB"),
    ("Worksop", "Nottinghamshire County Council", "NHS Nottingham and Nottinghamshire ICB"),
    ("Glossop", "Derbyshire County Council", "NHS Derby and Derbyshire ICB"),
    ("Leeds", "Leeds City Council", "NHS West Yorkshire ICB"),
    ("St. Helens", "St Helens Borough Council", "NHS Cheshire and Merseyside ICB"),
    ("Kings Lynn", "Norfolk County Council", "NHS Norfolk and Waveney ICB"),
    ("Lowestoft", "Suffolk County Council", "NHS Norfolk and Waveney ICB"),
    ("Royston, Herts", "Hertfordshire County Council", "NHS Cambridgeshire and Peterborough ICB"),
    ("Harlow", "Essex County Council", "NHS Hertfordshire and West Essex ICB"),
    ("Bath, Somerset", "Bath and North East Somerset Council", "NHS Bath and North East Somerset, Swindon and Wiltshire ICB"),
    ("Brixton, London", "London Borough of Lambeth", "NHS South East London ICB"),
    ("Carlisle", "Cumberland Council", "NHS North East and North Cumbria ICB"),
    ("Kendal", "Westmorland and Furness Council", "NHS Lancashire and South Cumbria ICB"),
    ("Newport, Isle of Wight", "Isle of Wight Council", "NHS Hampshire and Isle of Wight ICB"),
    ("Richmond, North Yorkshire", "North Yorkshire Council", HNY),
]

IN_DOUBT = [  # the place; whether a council, an ICB is named all the same
    ("Newport", None, None),
    ("Kirton", None, None),
    ("Kirton, Lincolnshire", None, None),
    ("Belton, Lincolnshire", None, None),
    ("Broughton", None, None),
    ("Sutton, Hull", None, None),
    ("Hull and Scunthorpe", None, None),
    ("Scunthorpe, Leeds, Hull", None, None),
    ("Essex", "Essex County Council", None),
    ("North Yorkshire", "North Yorkshire Council", None),
    ("South Yorkshire", None, "NHS South Yorkshire ICB"),
    ("Humberside", None, HNY),
    ("London", None, None),
    ("Lincolnshire ICB", None, LINCOLNSHIRE),
    ("Cardiff", None, None),
]

STAND = [
    ("lived in Hull, GP in Lincoln", ["Hull", "Lincoln"]),
    ("East Lindsey, not Lincoln", ["East Lindsey", "Lincoln"]),
    ("Hull's ward", ["Hull's"]),
    ("he lived in reading", ["reading"]),
    ("his GP is in Bath", ["Bath"]),
    ("Reading", ["Reading"]),
    ("north east lincolnshire council", ["north east lincolnshire council"]),
    ("reading the policy", []),
    ("Reading the policy is hard", []),
    ("the sale of the house", []),
    ("her wound is healing well", []),
    ("a bath every day", []),
    ("Beverley asked about a stone", []),
    ("the ward staffs are short", []),
    ("hullo", []),
    ("", []),
]


@pytest.mark.parametrize(("said", "council", "icb"), BOTH, ids=[said for said, *_ in BOTH])
def test_a_place_names_a_council_and_an_icb(said: str, council: str, icb: str) -> None:
    """However it is typed, and narrowed by what stands beside it."""
    assert (GAZETTEER.council(said).name, GAZETTEER.icb(said).name) == (council, icb)


@pytest.mark.parametrize(("said", "council", "icb"), IN_DOUBT, ids=[said for said, *_ in IN_DOUBT])
def test_a_body_in_doubt_is_not_named(said: str, council: str | None, icb: str | None) -> None:
    """A name of several places, an area that is split, two places at once."""
    assert (GAZETTEER.council(said).name, GAZETTEER.icb(said).name) == (council, icb)


def test_two_bodies_from_two_places() -> None:
    """Lived in Hull, GP in Lincoln: two different answers, with the notice."""
    bodies = GAZETTEER.bodies("Hull", "Lincoln")
    assert (bodies.council.name, bodies.icb.name) == ("Hull City Council", LINCOLNSHIRE)
    assert bodies.notice == GAZETTEER.notice


def test_an_unknown_place_has_no_body_and_nothing_to_choose_from() -> None:
    """It is asked, never guessed."""
    body = GAZETTEER.council("Nowhere-under-Wychwood")
    assert (body.name, body.match, body.choices) == (None, None, ())


def test_what_is_offered_for_a_name_of_two_places() -> None:
    """Each place with its body."""
    assert GAZETTEER.council("Kirton").choices == (
        "Kirton in Lindsey (North Lincolnshire Council)",
        "Kirton (Lincolnshire County Council)",
    )
    assert "Newport (Wales)" in GAZETTEER.council("Newport").choices
    assert GAZETTEER.icb("Hampshire").choices == ("NHS Hampshire and Isle of Wight ICB", "NHS Frimley ICB")


@pytest.mark.parametrize("kind", BodyKind)
def test_what_is_offered_is_understood_when_it_is_given_back(kind: BodyKind) -> None:
    """For every ambiguous name, split area and region of the file."""
    split = [one.area for one in WRITTEN.councils if len(one.icbs) > 1]
    for said in [*WRITTEN.ambiguous, *split, *(one.name for one in WRITTEN.regions)]:
        for choice in GAZETTEER.body(kind, said).choices:
            match = GAZETTEER.place(choice)
            assert match
            assert match.nation is not Nation.ENGLAND or match.body(kind), choice


@pytest.mark.parametrize(("text", "said"), STAND, ids=[text for text, _ in STAND])
def test_places_stand_in_a_text(text: str, said: list[str]) -> None:
    """The longest name, word by word; an everyday word only where it is meant as a place."""
    found = GAZETTEER.find(text)
    assert [match.said for match in found] == said
    assert all(text[match.start : match.end] == match.said for match in found)


@given(st.lists(st.one_of(st.text(max_size=12), st.sampled_from(["Hull", "Lincoln", "Newport,", "in Bath", "Tyne & Wear"]))))
def test_any_text_can_be_searched(pieces: list[str]) -> None:
    """The places found are in order, do not overlap, and are the words as typed; a place is a body or None."""
    text = " ".join(pieces)
    found = GAZETTEER.find(text)
    assert all(text[one.start : one.end] == one.said for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert GAZETTEER.council(text).name in {None, *(one.name for one in WRITTEN.councils)}


def test_a_match_says_all_that_is_known_of_the_place() -> None:
    """Place, council, ICB, nation, and whether something must be asked."""
    hull, newport, cardiff = (GAZETTEER.find(text)[0] for text in ("in Hull", "in Newport", "in Cardiff"))
    assert (hull.place, hull.council, hull.icb, hull.nation, hull.ambiguous) == (
        "Hull",
        "Hull City Council",
        HNY,
        Nation.ENGLAND,
        False,
    )
    assert (newport.council, newport.icb, newport.nation, newport.ambiguous) == (None, None, None, True)
    assert (cardiff.council, cardiff.icb, cardiff.nation, cardiff.ambiguous) == (None, None, Nation.WALES, False)


def test_every_council_with_social_services_responsibilities_is_there() -> None:
    """153: 21 counties, 63 unitaries with the Isles of Scilly, 36 metropolitan, 33 in London; each once."""
    assert Counter(one.kind for one in WRITTEN.councils) == {"county": 21, "unitary": 63, "metropolitan": 36, "london": 33}
    assert len({one.name for one in WRITTEN.councils}) == 153


def test_every_icb_is_there_and_has_a_council() -> None:
    """42, each once, each with the area of a council."""
    names = {one.name for one in WRITTEN.icbs}
    assert len(names) == len(WRITTEN.icbs) == 42
    assert {icb for one in WRITTEN.councils for icb in one.icbs} == names


def test_places_are_many_and_nearest_home_thorough() -> None:
    """At least 450, and at least 30 in each council's area about the Humber where there are so many."""
    counts = Counter({group.council: 0 for group in WRITTEN.places})
    for group in WRITTEN.places:
        counts[group.council] += len(group.names) + len(group.districts)
    assert sum(counts.values()) >= 450
    for council in (OWN, "East Riding of Yorkshire Council", "Lincolnshire County Council", "City of Doncaster Council"):
        assert counts[council] >= 30


def test_every_name_in_the_file_is_found() -> None:
    """Whole, and as the place it stands for unless it is in doubt."""
    for group in WRITTEN.places:
        for name in (*group.names, *group.districts, *(said for ones in group.said.values() for said in ones)):
            match = GAZETTEER.place(name)
            assert match, name
            assert match.doubtful or match.council == group.council, name


def test_the_edition_says_its_day_and_that_nobody_has_checked_it() -> None:
    """And the notice says that names and boundaries change."""
    assert "Not verified" in GAZETTEER.edition.source
    assert str(GAZETTEER.edition.as_of.year) in GAZETTEER.notice
    assert "not been checked" in GAZETTEER.notice
    assert "April 2027" in GAZETTEER.notice


def test_the_file_holds_no_address_or_number() -> None:
    """No telephone number, postcode or e-mail address."""
    text = PATH.read_text(encoding="utf-8")
    assert not re.search(r"@|\b0\d{4}|\b[A-Z]{1,2}\d{1,2} \d[A-Z]{2}\b", text)


def test_the_policys_own_bodies() -> None:
    """The ICB by its name and by what the policy calls it."""
    assert GAZETTEER.own_body(BodyKind.COUNCIL).name == OWN
    assert GAZETTEER.own_body(BodyKind.ICB).policy == "North Lincolnshire Health and Care Partnership"


def test_it_comes_back_from_data_the_same() -> None:
    """Through JSON, as an index keeps it."""
    again = Gazetteer.from_data(json.loads(json.dumps(GAZETTEER.to_data())))
    assert again.bodies("Hull", "Lincoln") == GAZETTEER.bodies("Hull", "Lincoln")
    assert again.to_data() == GAZETTEER.to_data()


def test_data_that_is_no_gazetteer_is_refused() -> None:
    """A damaged index is not served."""
    with pytest.raises(ValidationError):
        Gazetteer.from_data({"councils": []})


def test_finding_is_fast() -> None:
    """A long question takes a few milliseconds at the most."""
    text = "lived in Hull, GP in Lincoln, sectioned in Leeds, " * 20
    start = time.process_time()  # so that a busy machine does not fail it
    GAZETTEER.find(text)
    assert time.process_time() - start < 0.1


BROKEN = [
    ("council: Hull City Council", "council: Hul City Council", "'Hul City Council' is not in the list", "'Hull City Council'"),
    ("icbs: [NHS West Yorkshire ICB]\n    names: [Skip", "names: [Skip", "split between 3 ICBs", "`icbs`"),
    ("Scunthorpe: [Scunny]", "Scunthorp: [Scunny]", "'Scunthorp' is not in the list", "'Scunthorpe'"),
    ("[Haxby, ", "[Haxby, Wakefield, ", "'wakefield' stands under City of York Council and Wakefield Council", "`ambiguous`"),
    ("[Amble, ", "[Ambel, ", "words: 'Ambel' is not in the list", "'Amble'"),
    ("kind: county, area: Devon", "kind: county, aera: Devon", "unknown key 'aera'", "did you mean 'area'?"),
]


@pytest.mark.parametrize(("was", "now", "problem", "remedy"), BROKEN, ids=[problem for *_, problem, _ in BROKEN])
def test_a_mistake_in_the_file_is_named(tmp_path: Path, was: str, now: str, problem: str, remedy: str) -> None:
    """With the file, what is wrong and what to do."""
    shutil.copy(PATH, tmp_path)
    text = PATH.read_text(encoding="utf-8")
    assert was in text
    (tmp_path / PATH.name).write_text(text.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(SourcesError) as raised:
        load_gazetteer(tmp_path)
    assert problem in str(raised.value)
    assert remedy in str(raised.value)
    assert "gazetteer.yaml" in str(raised.value)
