"""The corpus that is committed: whole, exact, and nothing in it resting on words that are not there."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from ingest import asked, contacts, knowledge
from ingest.corpus import read_corpus
from ingest.gazetteer import load_gazetteer
from ingest.knowledge import Knowledge
from ingest.paragraphs import Paragraph, ParagraphKind
from ingest.provisions import provisions_in
from ingest.sources import Sources, load_sources

LOCAL = "nl-policy"


@pytest.fixture(scope="module")
def read(corpus: Path) -> tuple[Mapping[str, Paragraph], Knowledge, tuple[str, ...]]:
    """The corpus, read as ingest reads it."""
    contents, known, problems = read_corpus(corpus, lambda done, total: None)
    return contents.paragraphs, known, problems


@pytest.fixture(scope="module")
def paragraphs(read: tuple[Mapping[str, Paragraph], Knowledge, tuple[str, ...]]) -> Mapping[str, Paragraph]:
    """Every paragraph, by id."""
    return read[0]


@pytest.fixture(scope="module")
def sources(corpus: Path) -> Sources:
    """sources.yaml."""
    return load_sources(corpus)


def test_nothing_rests_on_words_that_are_not_there(read: tuple[object, object, tuple[str, ...]]) -> None:
    """No point, contact, notice or silence names a paragraph or quotes words that the documents do not have."""
    assert read[2] == ()


@pytest.mark.parametrize(
    ("paragraph", "opens"),
    [
        ("nl-policy/2.1.p7", "The Mental Health Act Code of Practice 2015 paragraph 33.3"),
        ("nl-policy/7.1.p4.b8", "individuals detained under 35, 36, 38 and 44"),
        ("nl-policy/7.5.p2.b16", "contingency plans"),
        ("nl-policy/7.7.p6.b3", "This originating ICB will then retain"),
        ("nl-policy/7.7.p12", "Recognising that ordinary residence"),
        ("nl-policy/7.16.p9", "Individuals are under no obligation"),
        ("nl-policy/9.p14", "Note, guardianship under section 37"),
        ("leaflet/housing.p2", "However, you may be given free specialist accommodation"),
    ],
)
def test_ids_are_the_citations_of_the_brief(paragraphs: Mapping[str, Paragraph], paragraph: str, opens: str) -> None:
    """Section, paragraph, list entry, counted as a reader of the brief counts them."""
    assert paragraphs[paragraph].text.startswith(opens)


def test_every_paragraph_is_asked_for_in_three_ways_or_said_to_answer_nothing(
    corpus: Path, paragraphs: Mapping[str, Paragraph]
) -> None:
    """A list entry may be asked for through the words that lead into it."""
    points = asked.load_asked(corpus)
    nothing = yaml.safe_load((corpus / "unasked.yaml").read_text(encoding="utf-8"))
    searched = {ParagraphKind.TEXT, ParagraphKind.ITEM}
    missing = [
        name
        for name, paragraph in paragraphs.items()
        if paragraph.kind in searched
        and name not in points
        and paragraph.parent not in points
        and name not in nothing
        and "where-each-extract" not in name
    ]
    assert missing == []
    assert all(len(point.asked) >= 3 for known in points.values() for point in known)


def test_each_extract_stands_word_for_word_in_the_paragraph_it_was_taken_from(
    sources: Sources, paragraphs: Mapping[str, Paragraph]
) -> None:
    """The Code's words come through the policy, unchanged, list entries included."""
    extracts = sources["code"].extracts
    assert {extract.paragraph.split("/")[1].removesuffix(".p1") for extract in extracts} == {
        "33.3", "33.5", "33.14", "33.20", "33.22", "33.24", "34.19",
    }  # fmt: skip
    for extract in extracts:
        assert paragraphs[extract.paragraph].text.strip("“”") in paragraphs[extract.taken_from].text
    for at in range(1, 17):
        assert paragraphs[f"code/34.19.p1.b{at}"].text == paragraphs[f"nl-policy/7.5.p2.b{at}"].text


def test_the_leaflet_is_not_said_to_be_local(sources: Sources) -> None:
    """Its area is not known; its telephone number and its picture are withheld."""
    leaflet = sources["leaflet"]
    assert leaflet.area is None
    assert {entry.paragraph for entry in leaflet.withheld} == {"leaflet/advocacy.p2", "leaflet/advocacy.p3"}


def test_the_code_leads_the_policy_and_the_policy_leads_the_leaflet(sources: Sources) -> None:
    """Authority rank 1 is the highest."""
    assert sources["code"].authority < sources[LOCAL].authority < sources["leaflet"].authority


def test_no_telephone_number_stands_in_what_we_wrote(corpus: Path) -> None:
    """The leaflet's number belongs to another area: it is in the leaflet and nowhere else."""
    written = [path for path in corpus.glob("*.yaml") if "01925 246 888" in path.read_text(encoding="utf-8")]
    assert written == []


def test_a_contact_that_quotes_what_is_not_there_is_named(paragraphs: Mapping[str, Paragraph]) -> None:
    """The check can fail: a changed quote and an unknown section are each one line."""
    wrong = contacts.Contact(sections=["nl-policy/99"], who="nobody", cite="nl-policy/7.7.p12", quote="please write to us")
    lines = list(contacts.problems([wrong], paragraphs))
    assert lines == [
        "contacts.yaml: nl-policy/99: no such section. Mend the id, or take it out",
        "contacts.yaml: “please write to us” is not in nl-policy/7.7.p12. Quote its words exactly",
    ]


def test_what_is_known_survives_being_kept(read: tuple[object, Knowledge, object], corpus: Path, tmp_path: Path) -> None:
    """A generation's copy of glossary, notices, contacts, silences and places is what was written."""
    knowledge.write_knowledge(tmp_path, read[1])
    kept = knowledge.read_knowledge(tmp_path)
    assert kept.glossary.to_data() == read[1].glossary.to_data()
    assert kept.notices.ids == read[1].notices.ids
    assert [contact.who for contact in kept.contacts] == [contact.who for contact in read[1].contacts]
    assert [(one.id, one.notices) for one in kept.silences] == [(one.id, one.notices) for one in read[1].silences]
    assert kept.gazetteer is not None
    assert kept.gazetteer.to_data() == load_gazetteer(corpus).to_data()


def test_a_corpus_may_be_without_a_gazetteer(tmp_path: Path) -> None:
    """Then there is none, and no place is found."""
    knowledge.write_knowledge(tmp_path, knowledge.load_knowledge(tmp_path))
    assert knowledge.read_knowledge(tmp_path).gazetteer is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("individuals detained under 35, 36, 38 and 44", {"35", "36", "38", "44"}),
        ("while already in hospital under section 5(2) or 5(4)", {"5(2)", "5(4)"}),
        ("section 45a, section 47 or section 48", {"45A", "47", "48"}),
        ("section 117 for 3 months under the act", set()),
    ],
)
def test_provisions_are_read_from_words(text: str, named: set[str]) -> None:
    """Lists, brackets, small letters; section 117 itself and mere numbers are not among them."""
    assert provisions_in(text) == named
