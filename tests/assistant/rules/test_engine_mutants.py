"""Whole records, to the last field, of a small rulebook about the post.

What mutation testing showed that nothing else caught.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.model import Fact
from assistant.rules.engine import Rulebook, replay
from assistant.rules.errors import FactError
from assistant.rules.load import rulebook as load_rulebook

DAY = date(2020, 2, 3)  # not today, so that the two cannot be taken for one another
PARAGRAPHS = {"doc/1": "dry small things go large things go what is owed sealed", "doc/2": "letters"}


@pytest.fixture(scope="module")
def post() -> Rulebook:
    return load_rulebook(Path(__file__).parent / "post", PARAGRAPHS)


def record(post: Rulebook, table: str, facts: Any) -> dict[str, Any]:
    """The record without its versions."""
    whole = post.decide(table, facts, DAY).as_json()
    assert all(len(version) == 12 for version in whole.pop("versions").values())
    return whole


def reason(row: str, cite: str, quote: str, statute: str = "") -> dict[str, str]:
    return {"row": row, "cite": cite, "quote": quote, "statute": statute}


def missing(fact: str, question: str, finds_out: str, *, unknown: bool = False) -> dict[str, Any]:
    return {"fact": fact, "question": question, "unknown": unknown, "finds_out": finds_out}


DRY = {"table": "posting", "words": "Keep it dry.", "reasons": [reason("meanwhile", "doc/1", "dry")]}


def test_the_whole_record_of_a_decision_by_one_row(post: Rulebook) -> None:
    """Every field: words with what the row adds, reasons with all its words, facts used, changes, notices, statute."""
    said = [Fact("kind", "letter", "a letter", 1), Fact("paid", "yes", "paid", 2), Fact("sealed", "yes", "", 0)]
    assert record(post, "posting", said) == {
        "table": "posting",
        "question": "May it be posted?",
        "as_at": "2020-02-03",
        "outcome": "goes",
        "kind": "decided",
        "words": "It goes. It goes today.",
        "who": "",
        "row": "small",
        "rows": ["small"],
        "possible": ["goes"],
        "reasons": [
            reason("small", "doc/1", "small things go", "Post Act, section 1"),
            reason("small", "doc/2", "letters"),
        ],
        "facts_used": [
            {"fact": "kind", "value": "letter", "label": "A letter", "said": "a letter", "turn": 1, "follows_from": []},
            {"fact": "paid", "value": "yes", "label": "Yes", "said": "paid", "turn": 2, "follows_from": []},
            {"fact": "sealed", "value": "yes", "label": "Yes", "said": "", "turn": 0, "follows_from": []},
        ],
        "missing": [],
        "ask": None,
        "would_change": [{"fact": "paid", "was": "yes", "to": ["no"], "outcome": "waits"}],
        "certain": [],
        "citations": ["doc/1", "doc/2"],
        "notices": ["A1"],
        "statute": "Post Act, section 1",
        "unmet": [],
        "facts": {"kind": "letter", "paid": "yes", "sealed": "yes"},
    }


def test_what_several_rows_agree_on(post: Rulebook) -> None:
    """Without the size both rows stand: no row of its own, nothing added, both statutes and all notices."""
    whole = record(post, "posting", {"paid": "yes", "sealed": "yes"})
    assert (whole["outcome"], whole["row"], whole["rows"]) == ("goes", None, ["small", "large"])
    assert whole["words"] == "It goes."
    assert whole["notices"] == ["A1", "A2"]
    assert whole["statute"] == "Post Act, section 1; Post Act, section 2"
    assert (whole["missing"], whole["certain"], whole["ask"]) == ([], [], None)


def test_an_outcome_that_refers_says_to_whom(post: Rulebook) -> None:
    """Who decides is the outcome's own."""
    whole = record(post, "posting", {"paid": "no", "sealed": "yes"})
    assert (whole["kind"], whole["who"], whole["words"]) == ("refer", "the sender", "It waits.")


def test_the_whole_record_of_a_question(post: Rulebook) -> None:
    """While it asks there is no reason and nothing that would change; what a table under it has decided is certain."""
    assert record(post, "posting", {"kind": "letter", "sealed": "yes"}) == {
        "table": "posting",
        "question": "May it be posted?",
        "as_at": "2020-02-03",
        "outcome": "ask",
        "kind": "ask",
        "words": "Has it been paid for?",
        "who": "",
        "row": None,
        "rows": ["small", "owing"],
        "possible": ["goes", "waits"],
        "reasons": [],
        "facts_used": [
            {"fact": "kind", "value": "letter", "label": "A letter", "said": "", "turn": 0, "follows_from": []},
            {"fact": "sealed", "value": "yes", "label": "Yes", "said": "", "turn": 0, "follows_from": []},
        ],
        "missing": [missing("paid", "Has it been paid for?", "The till can say.")],
        "ask": {
            "fact": "paid",
            "type": "yes_no",
            "question": "Has it been paid for?",
            "help": "",
            "options": [{"value": "yes", "label": "Yes"}, {"value": "no", "label": "No"}],
        },
        "would_change": [],
        "certain": [
            {"table": "sizing", "words": "A letter is small.", "reasons": [reason("letters", "doc/2", "letters are small")]},
            DRY,
        ],
        "citations": [],
        "notices": [],
        "statute": "",
        "unmet": [],
        "facts": {"kind": "letter", "sealed": "yes"},
    }


def test_only_what_is_decided_under_it_is_certain(post: Rulebook) -> None:
    """Neither an outcome the policy is silent on, nor one still open, nor what a helper decides."""
    for facts in ({"kind": "unlabelled"}, {}, {"paid": "unknown"}):
        assert record(post, "posting", facts)["certain"] == [DRY]
    about_paid = record(post, "posting", {"paid": "yes"})
    assert about_paid["outcome"] == "goes"
    seen = record(post, "packing", {"paid": "yes", "kind": "letter"})["certain"]
    assert [one["table"] for one in seen] == ["sizing", "packing"]


def test_everyone_who_can_find_out_is_named_once(post: Rulebook) -> None:
    """With all unknown the words and `who` name each source once, in the order of the facts."""
    whole = record(post, "weighing", {"weight": "unknown", "framed": "unknown"})
    assert (whole["outcome"], whole["kind"], whole["ask"]) == ("not_known", "refer", None)
    assert whole["who"] == "Weigh it. Look at it."
    assert whole["words"].endswith("nobody has been able to say. Weigh it. Look at it.")
    assert [one["unknown"] for one in whole["missing"]] == [True, True]


def test_a_table_that_does_not_answer_says_why(post: Rulebook) -> None:
    """A value it leaves out gives its reason, and no outcome, row or change."""
    whole = record(post, "posting", {"sealed": "no", "paid": "yes"})
    assert (whole["outcome"], whole["kind"], whole["possible"]) == ("left_out", "refer", [])
    assert whole["words"] == "This table does not answer that: Nothing open is posted."
    assert (whole["row"], whole["reasons"], whole["would_change"], whole["ask"]) == (None, [], [], None)


def test_a_vague_word_s_own_help_comes_before_the_fact_s(post: Rulebook) -> None:
    """Its question and its answers, with its help or else the fact's."""
    box, flat = (record(post, "sizing", {"kind": word})["ask"] for word in ("box", "flat"))
    assert (box["question"], box["help"]) == ("Is the box a parcel or a crate?", "A crate is of wood.")
    assert (flat["question"], flat["help"]) == ("Is it a letter or a parcel?", "Look at the label.")
    assert [[one["value"] for one in ask["options"]] for ask in (box, flat)] == [["parcel", "crate"], ["letter", "parcel"]]


def test_an_answer_that_would_contradict_is_not_offered(post: Rulebook) -> None:
    """It is said to have no frame, so "a crate" is not among the answers; with nothing said of it, it is."""
    offered = record(post, "packing", {"framed": "no", "paid": "yes"})["ask"]
    assert [one["value"] for one in offered["options"]] == ["letter", "parcel", "unlabelled", "tube"]
    every = record(post, "packing", {"framed": "unknown", "paid": "yes"})["ask"]
    assert [one["value"] for one in every["options"]] == ["letter", "parcel", "crate", "unlabelled", "tube"]


def test_the_whole_answer_of_a_checklist_that_is_not_done(post: Rulebook) -> None:
    """Every requirement not met, with its words; the reasons are theirs alone."""
    whole = record(post, "packing", {"kind": "parcel", "framed": "no", "paid": "yes", "sealed": "no"})
    assert (whole["outcome"], whole["row"], whole["rows"]) == ("not_yet", None, ["kind", "sealed"])
    assert whole["unmet"] == [
        {"requirement": "kind", "say": "Make it small.", "cite": "doc/1", "quote": "small things go"},
        {"requirement": "sealed", "say": "Seal it.", "cite": "doc/1", "quote": "sealed"},
    ]
    assert whole["reasons"] == [
        reason("kind", "doc/1", "small things go"),
        reason("sealed", "doc/1", "sealed"),
        reason("sealed", "doc/2", "labels"),
    ]


def test_the_whole_answer_of_a_checklist_that_stops(post: Rulebook) -> None:
    """The reason is the first requirement that stops with that outcome, although others are not met."""
    whole = record(post, "packing", {"kind": "crate", "paid": "no", "sealed": "no"})
    assert (whole["outcome"], whole["rows"], whole["citations"]) == ("returned", ["framed"], ["doc/2"])
    assert whole["reasons"] == [reason("framed", "doc/2", "no frames")]
    assert [one["requirement"] for one in whole["unmet"]] == ["kind", "sealed", "framed", "bare"]


def test_the_reasons_of_a_checklist_that_is_done_are_all_of_them(post: Rulebook) -> None:
    """Every requirement is a reason, and none is unmet."""
    whole = record(post, "packing", {"kind": "letter", "paid": "yes", "sealed": "yes"})
    assert (whole["outcome"], whole["rows"], whole["unmet"]) == ("packed", ["kind", "sealed", "framed", "bare"], [])


def test_a_checklist_asks_for_hard_stops_first(post: Rulebook) -> None:
    """What could stop the matter is asked before the seal; a fact that another table decides is asked by that table's fact."""
    assert asked(post, {"kind": "letter", "paid": "yes", "sealed": "yes"}) == ["kind", "paid", "sealed"]
    assert asked(post, {"kind": "parcel", "framed": "no", "paid": "yes"}) == ["kind", "framed", "paid"]
    assert record(post, "packing", {"kind": "letter", "paid": "unknown", "sealed": "unknown"})["outcome"] == "not_known"


def asked(post: Rulebook, answers: dict[str, str]) -> list[str]:
    """What packing asks when it is answered so."""
    facts: dict[str, str] = {}
    while ask := record(post, "packing", facts)["ask"]:
        facts[ask["fact"]] = answers[ask["fact"]]
    return list(facts)


def test_a_number_is_asked_for_with_its_kind_and_help(post: Rulebook) -> None:
    """No answers to choose from: a number, with the help that says of what."""
    ask = record(post, "weighing", {"framed": "no"})["ask"]
    assert ask == {
        "fact": "weight",
        "type": "number",
        "question": "What does it weigh?",
        "help": "In kilograms.",
        "options": [],
    }


def test_a_record_is_replayed_as_at_its_own_day(post: Rulebook) -> None:
    """With the words that were said, and a fact that followed from another without any."""
    said = [Fact("kind", "crate", "a crate", 4), Fact("paid", "yes", "", 0), Fact("sealed", "yes", "", 0)]
    first = post.decide("packing", said, DAY)
    assert [one.follows_from for one in first.facts_used if one.fact == "framed"] == [("kind",)]
    assert replay(post, first.as_json()) == (True, first)
    assert replay(post, first.as_json() | {"facts_used": []})[0] is False


def test_without_a_day_it_is_decided_as_at_today(post: Rulebook) -> None:
    """The record says the day it was asked."""
    assert post.decide("sizing", {"kind": "letter"}).as_at == date.today().isoformat()


def test_each_detention_of_a_list_is_judged_by_its_table(post: Rulebook) -> None:
    """Yes, no, and not settled, also for a vague word; a section that is no section is refused by its place in the list."""
    judged = {
        word: post.judge(post.specs["earlier"], {"kind": word}) for word in ("letter", "crate", "box", "unlabelled", "flat")
    }
    assert judged == {"letter": True, "crate": False, "box": False, "unlabelled": None, "flat": None}


def test_who_can_find_out_is_not_who_decides_while_a_question_helps(post: Rulebook) -> None:
    """With the frame unknown the weight can still settle it, so it is asked, and nobody is referred to."""
    whole = record(post, "weighing", {"framed": "unknown"})
    assert (whole["ask"]["fact"], whole["who"]) == ("weight", "")


def test_a_fact_that_no_table_has_is_named_with_the_one_meant(post: Rulebook) -> None:
    """Facts kept beside a case are held to the same names."""
    post.known({"kind": "letter", "paid": "unknown"})
    with pytest.raises(FactError, match=r"there is no fact 'kinds'\. Did you mean 'kind'\?") as refused:
        post.known({"paid": "yes", "kinds": "letter"})
    assert refused.value.field == "facts"
    assert "kind" in refused.value.allowed


def test_a_fact_asked_on_its_own_is_what_is_missing_not_what_is_under_it(rulebook: Rulebook) -> None:
    """Entitlement can be answered outright, so it is named, and not the detentions it would follow from."""
    decision = rulebook.decide("duty_started", {"current_setting": "community"}, DAY)
    assert [one.fact for one in decision.missing] == ["entitled"]


def test_a_contradiction_names_every_value_that_would_fit(rulebook: Rulebook) -> None:
    """A vague word leaves two, and what was given is neither."""
    with pytest.raises(FactError, match=r"'part' was given, but need makes it 'yes' or 'no'\. Correct one of them"):
        rulebook.decide("charging", {"need": "housing", "service_is_aftercare": "part"}, DAY)
