"""Which tables a message asks about, over the real index."""

import pytest

from assistant.holdings import Holdings
from assistant.reading.following import is_follow_up, varies
from assistant.reading.topics import DOCUMENTS, topics_of
from tests.assistant.bare import bare_holdings

Tables = tuple[str, ...]


def _tables(holdings: Holdings, text: str, earlier: Tables = (), **known: object) -> Tables:
    return tuple(topic.table for topic in topics_of(text, holdings, earlier, known))


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        ("lad on our ward, was a 3, informal since Tues, does he get the free aftercare", ("entitlement",)),
        ("conditionally discharged from a secure unit in 2014. 117?", ("entitlement",)),
        ("in prison now, was on a 3 in 2020, support worker calls weekly. still entitled?", ("entitlement",)),
        ("does section 2 get 117", ("detention_gateway",)),
        ("is a CTO covered", ("detention_gateway",)),
        ("can we end 117 because he's moved area", ("insufficient_grounds",)),
        ("which ICB is it for her", ("responsible_icb",)),
        ("which council has to pay for him", ("responsible_council",)),
        ("who pays for his aftercare", ("responsible_council", "responsible_icb")),
        ("he's in supported living, does he pay rent", ("rent",)),
        ("can her son top up the fees for a nicer home", ("top_up",)),
        ("council billed him for his 117 day centre, will he be reimbursed", ("already_charged",)),
        ("She has paid for her carers since March and she's on 117. Can she claim it back?", ("already_charged",)),
        ("can we charge her for day care, she is on 117", ("charging",)),
        ("my patient is refusing all his aftercare, what do we do", ("refusal",)),
        ("Does a 9 year old have to be referred to an IMCA? I've been asked to find out.", ("imca",)),
        ("do we need an imca for a 14 year old", ("imca",)),
        ("which advocate can a 14 year old have", ("young_persons_advocate",)),
        ("imca for pt - how do we get 1", ("advocate_contact",)),
        ("A Care Act advocate would help him. Who do I ring?", ("advocate_contact",)),
        ("She'd like an IMHA, how do we get hold of one?", ("advocate_contact",)),
        ("chap on a sec 4, is he allowed an IMHA, can't find the leaflet", ("imha",)),
        ("does she get an imha, on a 3", ("imha",)),
        (
            "her group is for a different illness to the one she was sectioned for. can it be 117 aftercare?",
            ("is_it_aftercare",),
        ),
        ("support for a different disorder to the one he was detained for, is it still 117 aftercare", ("is_it_aftercare",)),
    ],
)
def test_a_question_goes_to_its_table(holdings: Holdings, text: str, tables: Tables) -> None:
    """Terse or told as a story, one question has one table; a bare "who pays" has the council's and the ICB's."""
    assert _tables(holdings, text) == tables


def test_a_meeting_that_is_only_told_of_is_not_asked_about(holdings: Holdings) -> None:
    """What the question itself does not speak of is no question about a meeting; what it points back to may be."""
    told = "He's 117 and in the cells. His CPN told the team meeting she's closing him. What should the CPN be doing?"
    assert "meeting_person" not in _tables(holdings, told, current_setting="police_custody")
    assert _tables(holdings, "s3 pt, should his GP be at the aftercare meeting?", section="3") == ("meeting_person",)


def test_how_long_for_asks_again_of_what_was_asked_before(holdings: Holdings) -> None:
    """It has no subject of its own."""
    assert _tables(holdings, "how long for?", ("custody_handover",), current_setting="prison") == ("custody_handover",)


def test_several_questions_are_told_apart_in_their_order(holdings: Holdings) -> None:
    """Each is found by the words that ask it."""
    text = "He was on a 3 in 2021. Is he entitled, and can we charge him for his support worker?"
    found = topics_of(text, holdings, (), {})
    assert [topic.table for topic in found] == ["entitlement", "charging"]
    assert [text[topic.start : topic.end] for topic in found] == [
        "Is he entitled",
        "and can we charge him for his support worker?",
    ]


@pytest.mark.parametrize(
    "text", ["who is entitled to 117", "who attends", "what is an IMHA", "what does the policy say about leave"]
)
def test_a_question_about_nobody_in_particular_is_for_the_documents(holdings: Holdings, text: str) -> None:
    """No table is named, and that the documents are asked is."""
    assert _tables(holdings, text) == (DOCUMENTS,)


@pytest.mark.parametrize(
    "text", ["yes", "hospital order", "2019", "it was guardianship", "GP in Gainsborough", "only the council agreed"]
)
def test_a_reply_has_no_topic_of_its_own(holdings: Holdings, text: str) -> None:
    """What was asked before goes on."""
    assert _tables(holdings, text, ("entitlement",)) == ()


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        ("why", ("entitlement",)),
        ("what about his sister, she's only 16", ("entitlement",)),
        ("what if she'd been on a 2", ("entitlement",)),
        ("and who pays?", ("responsible_council", "responsible_icb")),
        ("what about the ICB?", ("responsible_icb",)),
        ("so can we charge him", ("charging",)),
    ],
)
def test_a_follow_up_keeps_the_topic_or_changes_it(holdings: Holdings, text: str, tables: Tables) -> None:
    """Another person or another supposition keeps it; another question changes it."""
    assert is_follow_up(text)
    assert _tables(holdings, text, ("entitlement",)) == tables


def test_what_is_known_of_a_case_makes_a_general_question_one_about_it(holdings: Holdings) -> None:
    """ "Who gets charged" with a case known is asked of that case."""
    assert _tables(holdings, "are people charged for their aftercare") == (DOCUMENTS,)
    assert _tables(holdings, "are people charged for their aftercare", (), age=40) == ("charging",)


def test_nothing_learnt_names_nothing() -> None:
    """Over a corpus without topics.yaml no table is ever named."""
    assert _tables(bare_holdings(), "is he entitled") == ()


@pytest.mark.parametrize("text", ["", "???", " . "])
def test_no_words_ask_nothing(holdings: Holdings, text: str) -> None:
    """And break nothing."""
    assert _tables(holdings, text) == ()


def test_a_follow_up_may_name_the_other_body(holdings: Holdings) -> None:
    """And no more than that: what else it asks is a question of its own."""
    asked = [topics_of(text, holdings, ("responsible_icb",), {"section": "3"}) for text in ("and council", "and the LA?")]
    assert [[one.table for one in ones] for ones in asked] == [["responsible_council"], ["responsible_council"]]
    assert topics_of("and the council?", holdings, ("charging",), {"section": "3"})[0].table != "responsible_icb"


def test_a_new_question_is_no_follow_up() -> None:
    """Nor is a long message that begins like one."""
    assert not is_follow_up("is she entitled to aftercare")
    assert not is_follow_up("and then we had a lady on the ward who had been on a section 3 in Leeds, is she entitled")


def test_what_opens_by_changing_the_case_follows_up_at_any_length() -> None:
    """ "What about ..." with what else is told of it."""
    assert is_follow_up("what about the depot visits, they keep him well and are all about the illness he was detained for")


def test_who_is_asked_about_alone_keeps_the_question(holdings: Holdings) -> None:
    """ "What about his daughter?" asks of her what was asked of him."""
    found = topics_of("and what about his daughter? 16, on a 3 in hull", holdings, ("responsible_council",), {"age": 16})
    assert [topic.table for topic in found] == ["responsible_council"]


@pytest.mark.parametrize(
    ("text", "tables"),
    [
        ("who pays? s3 2024, lived Brigg, gp Brigg", ("responsible_council", "responsible_icb")),
        ("47 over from HMP Lincoln, who is the responsible local authority", ("responsible_council",)),
        ("is he 117 n who pays. s3 2024", ("entitlement", "responsible_council", "responsible_icb")),
    ],
)
def test_who_pays_asks_of_both_bodies_unless_one_is_named(holdings: Holdings, text: str, tables: Tables) -> None:
    """The clause's own words say which."""
    assert _tables(holdings, text, section="3") == tables


@pytest.mark.parametrize("text", ["the Mind worker?", "her CPN?", "next door neighbour", "what about a CTO"])
def test_what_only_names_something_puts_it_in_the_place_of_what_was_asked(text: str) -> None:
    """No verb asks anything of it."""
    assert varies(text)


@pytest.mark.parametrize("text", ["who pays?", "117?", "is she entitled", "the neighbour who feeds his dog wants to come"])
def test_what_asks_by_itself_puts_nothing_in_its_place(text: str) -> None:
    """It is a question of its own, or tells a story."""
    assert not varies(text)
