"""Notices are shown where they belong, on the days they hold, and nowhere else."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from ingest.errors import SourcesError
from ingest.notices import Advisory, Confidence, Conflict, NoticeRecord, Notices, covers, load_notices, problems
from ingest.paragraphs import Paragraph, paragraphs_of
from ingest.readers import READERS
from ingest.sources import document_path, load_sources

CORPUS = Path(__file__).parents[2] / "corpus"
TODAY = date(2026, 11, 21)
NOTICES = load_notices(CORPUS)
LONG_AGO = date(2000, 1, 1)

# the facts brief's own numbers
ADVISORIES = "A1 A2 A3 A4 A5 A5b A5c A5d A6 A7 A7b A8 A8b A8c A9 A10 A11 A12 A13 A14 A15 A15b A16 A17 A18 A19 A20 A22 F12"
WITHIN = "X1 X2 X3 X4 X5 X6 X8 X9 X10 X11 X12 X13 X14 X15 X17 X18 X19 X20 X21"
BETWEEN = "X22 L1 L2 L3 L6 L7 L8 L9 L10 L11 L13 L14 L15 L16"

ONE_SIDED = {"X6", "L14"}  # the other side is the law, or a silence
SAYS_SO_ITSELF = "R32"  # repeats the policy's own words where another paragraph of it is cited

TYPICAL = {
    "nl-policy/7.6.2.p1": ["A17"],
    "nl-policy/7.7.p1": ["A7", "R32", "A2"],
    "nl-policy/7.16.p5": ["X9", "P14", "A1"],
    "nl-policy/7.1.p1": [],
    "nl-policy/7.6.3.p2": ["L13", "A6"],
    "leaflet/what-services-can-i-receive-under.p2.b5": ["F12"],
}


def paragraphs() -> dict[str, Paragraph]:
    """Every paragraph of the corpus, read from its documents."""
    found: dict[str, Paragraph] = {}
    for source in load_sources(CORPUS).documents:
        path = document_path(CORPUS, source)
        blocks = READERS[path.suffix](path.read_bytes())
        found.update((paragraph.id, paragraph) for paragraph in paragraphs_of(source.id, blocks))
    return found


PARAGRAPHS = paragraphs()


def ids(notices: list[NoticeRecord]) -> list[str]:
    return [notice.id for notice in notices]


def shown(cited: set[str], question: str = "", as_at: date = TODAY, already: frozenset[str] = frozenset()) -> list[str]:
    return ids(NOTICES.for_answer(cited, question, as_at, already))


def corpus(folder: Path, conflicts: str = "[]", advisories: str = "[]") -> Path:
    (folder / "conflicts.yaml").write_text(conflicts, encoding="utf-8")
    (folder / "advisories.yaml").write_text(advisories, encoding="utf-8")
    (folder / "glossary.yaml").write_text("- {term: leave, said: [LOA]}", encoding="utf-8")
    return folder


def advisory(**changes: str) -> str:
    parts = {
        "id": "A1",
        "text": "The law has moved; the policy has not been updated.",
        "source": "An Act",
        "confidence": "high",
        "from": "2026-01-01",
        "until": "null",
        "checked": "2026-11-21",
        "when": "{terms: [leave]}",
    } | changes
    return "- {" + ", ".join(f"{key}: {value}" for key, value in parts.items()) + "}\n"


every_notice = pytest.mark.parametrize("notice", [*NOTICES.conflicts, *NOTICES.advisories], ids=lambda notice: notice.id)


def test_every_paragraph_named_is_there() -> None:
    """No notice rests on a paragraph that the documents do not have."""
    assert list(problems(NOTICES, PARAGRAPHS)) == []


def test_a_paragraph_that_is_not_there_is_named(tmp_path: Path) -> None:
    """One line: the file, the notice, the paragraph, what to do."""
    notices = load_notices(corpus(tmp_path, advisories=advisory(when="{paragraphs: [nl-policy/77.p1]}")))
    assert list(problems(notices, PARAGRAPHS)) == [
        "advisories.yaml: A1: nl-policy/77.p1: no such paragraph. Mend the id, or take it out"
    ]


def test_the_register_is_complete() -> None:
    """Every advisory and every difference that matters to staff has its entry."""
    assert {entry.id for entry in NOTICES.advisories} >= set(ADVISORIES.split())
    assert {entry.id for entry in NOTICES.conflicts if entry.kind == "within"} >= set(WITHIN.split())
    assert {entry.id for entry in NOTICES.conflicts if entry.kind == "between"} >= set(BETWEEN.split())


@every_notice
def test_every_trigger_can_fire(notice: Conflict | Advisory) -> None:
    """Each paragraph and each term of a trigger shows the notice, alone or, where both are needed, with one of the other."""
    when = notice.when
    for paragraph in when.paragraphs:
        assert notice.id in shown({paragraph}, when.terms[0] if when.both else ""), paragraph
    for term in when.terms:
        assert notice.id in shown({when.paragraphs[0]} if when.both else set(), f"about {term}, please"), term


@every_notice
def test_no_notice_is_shown_without_cause(notice: Conflict | Advisory) -> None:
    """An answer that rests on the foreword and asks about nothing shows none."""
    assert notice.id not in shown({"nl-policy/1.p1"}, "what is the vision?")


@every_notice
def test_both_means_both(notice: Conflict | Advisory) -> None:
    """Where a trigger needs a paragraph and a term, one of them shows nothing."""
    if notice.when.both:
        assert notice.id not in shown(set(notice.when.paragraphs))
        assert notice.id not in shown(set(), " ".join(notice.when.terms))


@every_notice
def test_texts_can_be_read_by_staff(notice: Conflict | Advisory) -> None:
    """At most 60 words; no number that could be dialled, no address or link that nobody checked."""
    assert len(notice.text.split()) <= 60
    assert not re.search(r"01925|\d{5}|@|https?:|www\.", notice.text)
    assert notice.text.endswith((".", "?"))


@pytest.mark.parametrize("entry", NOTICES.advisories, ids=lambda entry: entry.id)
def test_an_advisory_says_that_the_policy_does_not_have_it(entry: Advisory) -> None:
    """Staff must not take it for the policy's own words."""
    if entry.id != SAYS_SO_ITSELF:
        assert "policy" in entry.text
        assert re.search(r"not been updated|not mention|not name", entry.text)


@pytest.mark.parametrize("entry", NOTICES.conflicts, ids=lambda entry: entry.id)
def test_a_conflict_shows_both_sides(entry: Conflict) -> None:
    """Two paragraphs; of one document or of two, as its kind says; a heading is no side."""
    documents = {paragraph.partition("/")[0] for paragraph in entry.between}
    if entry.id not in ONE_SIDED:
        assert len(set(entry.between)) >= 2
        assert len(documents) == (1 if entry.kind == "within" else 2)
    assert all(PARAGRAPHS[paragraph].kind in ("text", "item") for paragraph in entry.between)


def test_no_side_of_a_conflict_is_withheld() -> None:
    """The leaflet's telephone number can never be shown as one side of a conflict."""
    withheld = {entry.paragraph for source in load_sources(CORPUS).documents for entry in source.withheld}
    assert withheld.isdisjoint(paragraph for conflict in NOTICES.conflicts for paragraph in conflict.between)


@pytest.mark.parametrize(("cited", "expected"), TYPICAL.items(), ids=TYPICAL)
def test_staff_are_not_flooded(cited: str, expected: list[str]) -> None:
    """Typical answers carry three notices at most, and these."""
    assert shown({cited}) == expected


def test_no_paragraph_carries_more_than_four() -> None:
    """Whatever an answer rests on, and the list under it."""
    for paragraph in PARAGRAPHS:
        inside = {other for other in PARAGRAPHS if covers(paragraph, other)} if ".p" in paragraph else {paragraph}
        assert len(shown(inside)) <= 4, paragraph


@pytest.mark.parametrize("entry", [entry for entry in NOTICES.advisories if entry.since], ids=lambda entry: entry.id)
def test_an_advisory_is_not_shown_before_its_day(entry: Advisory) -> None:
    """Asked as at the day before it moved, the policy stood alone."""
    assert entry.since is not None
    cited, question = set(entry.when.paragraphs), " and ".join(entry.when.terms)
    assert entry.id in shown(cited, question, entry.since)
    assert entry.id not in shown(cited, question, entry.since - timedelta(days=1))


def test_an_advisory_without_a_day_is_always_shown() -> None:
    """What is older than the policy was so on every day that anyone can ask about."""
    assert "P14" in shown({"nl-policy/7.16.p5"}, as_at=LONG_AGO)


def test_an_advisory_ends_on_its_day(tmp_path: Path) -> None:
    """`until` is the first day on which it is no longer so."""
    notices = load_notices(corpus(tmp_path, advisories=advisory(until="2026-06-01")))
    assert ids(notices.for_answer(set(), "LOA", date(2026, 5, 31))) == ["A1"]
    assert ids(notices.for_answer(set(), "LOA", date(2026, 6, 1))) == []


def test_conflicts_hold_on_every_day() -> None:
    """The documents differ whatever day it is."""
    assert "X9" in shown({"nl-policy/7.16.p5"}, as_at=LONG_AGO)


def test_what_was_shown_is_not_shown_again() -> None:
    """A conversation shows a notice once."""
    assert shown({"nl-policy/7.16.p5"}, already=frozenset({"X9", "P14"})) == ["A1"]


def test_the_order_is_fixed() -> None:
    """Conflicts first, then advisories, the surest first; the order of what is cited makes no difference."""
    cited = {"nl-policy/7.7.p1", "nl-policy/7.7.p3", "nl-policy/7.7.p11", "nl-policy/7.7.p8"}
    notices = NOTICES.for_answer(cited, "", TODAY)
    assert [notice.kind for notice in notices] == sorted((notice.kind for notice in notices), reverse=True)
    grades = [list(Confidence).index(notice.confidence) for notice in notices if notice.confidence]
    assert grades == sorted(grades)
    for order in (sorted(cited), sorted(cited, reverse=True)):
        assert NOTICES.for_answer(order, "", TODAY) == notices


@pytest.mark.parametrize(
    ("ours", "theirs", "inside"),
    [
        ("nl-policy/7.7", "nl-policy/7.7", True),
        ("nl-policy/7.7", "nl-policy/7.7.p1", True),
        ("nl-policy/7.7", "nl-policy/7.7.p6.b3", True),
        ("nl-policy/7.7.p6", "nl-policy/7.7.p6.b3", True),
        ("leaflet/key-points", "leaflet/key-points.b2", True),
        ("nl-policy/7.7", "nl-policy/7.7.1.p1", False),
        ("nl-policy/7", "nl-policy/7.7.p1", False),
        ("nl-policy/7.7.p1", "nl-policy/7.7.p11", False),
        ("nl-policy/7.7.p6.b3", "nl-policy/7.7.p6", False),
    ],
)
def test_a_section_has_its_paragraphs_inside(ours: str, theirs: str, inside: bool) -> None:
    """A section covers its paragraphs and their items, a paragraph its items; never a subsection, never the other way."""
    assert covers(ours, theirs) is inside


@pytest.mark.parametrize(
    ("question", "notice"),
    [
        ("he's on a DoLS", "A15"),
        ("her NR objects", "A5d"),
        ("is she still on CPA?", "A13"),
        ("does she get free scripts", "F12"),
        ("can we refund two years of fees", "A17"),
        ("he got compo after the crash", "A16"),
        ("the CCG funded it in 2016", "A20"),
        ("what does the Who Pays guidance say", "A8c"),
    ],
)
def test_a_term_is_heard_in_staff_words(question: str, notice: str) -> None:
    """Triggers name standard terms; the glossary hears them in abbreviations and slang."""
    assert notice in shown(set(), question)


def test_homelessness_matters_only_to_which_council() -> None:
    """A homeless person's housing question does not raise the rule for finding the council."""
    assert "R6" in shown({"nl-policy/7.7.p1"}, "he was NFA before the section")
    assert "R6" not in shown({"nl-policy/7.6.3.p2"}, "he was NFA before the section")


def test_a_copy_in_json_picks_the_same() -> None:
    """The index keeps the notices as JSON; what is shown does not change by that."""
    copy = Notices.from_data(json.loads(json.dumps(NOTICES.to_data())), NOTICES._glossary)
    for paragraph in PARAGRAPHS:
        asked = ({paragraph}, "homeless, recalled, autistic, 18, who pays", TODAY)
        assert copy.for_answer(*asked) == NOTICES.for_answer(*asked)


def test_a_record_carries_what_is_shown() -> None:
    """A conflict carries both sides; an advisory its source and how sure it is."""
    conflict, *_, last = NOTICES.for_answer({"nl-policy/7.16.p5"}, "", TODAY)
    assert (conflict.kind, conflict.paragraphs) == ("conflict", ("nl-policy/7.16.p3", "nl-policy/7.16.p5"))
    assert (last.kind, last.confidence) == ("advisory", Confidence.MEDIUM)
    assert last.source.startswith("Mental Health Act 2025")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text": "policy " * 60 + "policy"}, "61 words: staff read at most 60, so shorten it"),
        ({"text": "'The policy has a number, ring 01632 960 123 for it.'"}, "it holds a telephone number: take it out"),
        ({"when": "{}"}, "it can never be shown: give paragraphs, terms or always"),
        ({"when": "{terms: [leave], both: true}"}, "`both` needs paragraphs and terms"),
        ({"when": "{words: [leave]}"}, "unknown key 'words'"),
        ({"confidence": "certain"}, "'high', 'medium' or 'low'"),
        ({"from": "soon"}, "advisories.yaml:1: 0.from"),
    ],
)
def test_mistakes_in_the_file_are_named(tmp_path: Path, changes: dict[str, str], message: str) -> None:
    """Each message says what is wrong and what to do."""
    folder = corpus(tmp_path, advisories=advisory(**changes))
    with pytest.raises(SourcesError, match=re.escape(message)):
        load_notices(folder)


def test_an_id_stands_once(tmp_path: Path) -> None:
    """A conversation remembers notices by their id, so two may not share one."""
    with pytest.raises(SourcesError, match=r"A1 stands twice\. Give one of them another id"):
        load_notices(corpus(tmp_path, advisories=advisory() + advisory()))
