"""What staff may be asking about, and what ingest learns from it."""

from pathlib import Path

import numpy as np
import pytest
import yaml

from ingest.classifier import words_of
from ingest.embeddings import HashEmbeddings
from ingest.errors import SourcesError
from ingest.silences import Silence, SilenceKind, load_silences
from ingest.topics import Examples, learn, load_examples, nothing_learnt, read_topics, write_topics

MODEL = HashEmbeddings(48)
TOPICS = [
    {"id": "money", "tables": ["charging"], "asked": ["can we charge him", "does she pay", "is there a charge for him"]},
    {"id": "home", "tables": ["accommodation"], "asked": ["can he have a flat", "is the flat covered", "a flat for her"]},
    {"id": "documents", "tables": [], "asked": ["what does it say", "where does it say that", "what is aftercare"]},
]
REFUNDS = Silence(
    id="refunds",
    kind=SilenceKind.SILENT,
    matter="refunds",
    nearest=None,
    who=None,
    asked=["his money back", "a refund", "repay her"],
)


def _written(folder: Path, **changes: object) -> Path:
    (folder / "topics.yaml").write_text(yaml.safe_dump({"topics": TOPICS, **changes}))
    return folder


def _vectors(examples: Examples) -> np.ndarray:
    return MODEL.vectors(examples.texts)


def test_a_corpus_without_topics_teaches_nothing(tmp_path: Path) -> None:
    """No file: no examples, no topics, and still something to write and read back."""
    examples = load_examples(tmp_path, [])
    assert examples == Examples()
    write_topics(tmp_path, examples, MODEL.vectors([]))
    assert read_topics(tmp_path).records == nothing_learnt().records == ()


def test_what_is_asked_in_other_words_is_known_by_its_words(tmp_path: Path) -> None:
    """The likeliest topic is the one whose ways of asking share words with the message."""
    examples = load_examples(_written(tmp_path), [])
    topics = learn(examples, _vectors(examples))
    asked = ["will they charge her", "could she have a flat"]
    likely = topics.probabilities(asked, MODEL.vectors(asked))
    assert [topics.records[at].id for at in likely.argmax(axis=1)] == ["money", "home"]
    assert np.allclose(likely.sum(axis=1), 1)


def test_what_was_learnt_is_read_back_as_written(tmp_path: Path) -> None:
    """The same numbers after a round trip, and the same numbers when learnt twice."""
    examples = load_examples(_written(tmp_path), [])
    vectors = _vectors(examples)
    write_topics(tmp_path, examples, vectors)
    kept, again = read_topics(tmp_path), learn(examples, vectors)
    assert np.array_equal(kept.by_vector, again.by_vector)
    assert np.array_equal(kept.by_word, again.by_word)
    assert kept.words == again.words
    assert [record.tables for record in kept.records] == [["charging"], ["accommodation"], []]


def test_a_way_of_asking_is_learnt_with_a_case_around_it(tmp_path: Path) -> None:
    """Each own way of asking for a table stands once more after a background; what the documents answer does not."""
    examples = load_examples(_written(tmp_path, backgrounds=["lives in Brigg", "on the ward"]), [])
    assert {"lives in Brigg. can we charge him", "on the ward. does she pay"} <= set(examples.texts)
    assert not [text for text in examples.texts if text.endswith(". what is aftercare")]


def test_borrowed_ways_of_asking_weigh_together_no_more_than_its_own(tmp_path: Path) -> None:
    """A topic that borrows from a silence is still known by its own examples first."""
    borrowing = [{**TOPICS[0], "silences": ["refunds"]}, *TOPICS[1:]]
    long = REFUNDS.model_copy(update={"asked": [f"refund number {at}" for at in range(30)]})
    examples = load_examples(_written(tmp_path, topics=borrowing), [long])
    borrowed = [weight for text, weight in zip(examples.texts, examples.weights, strict=True) if text.startswith("refund")]
    assert len(borrowed) == 30
    assert sum(borrowed) == pytest.approx(3)


def test_two_topics_with_one_way_of_asking_are_an_error(tmp_path: Path) -> None:
    """The line names both topics and what to do."""
    both = [TOPICS[0], {**TOPICS[1], "asked": ["Does she pay", "a flat", "the flat"]}, TOPICS[2]]
    with pytest.raises(SourcesError, match=r"'Does she pay' stands under both money and home\. Keep one of them"):
        load_examples(_written(tmp_path, topics=both), [])


def test_a_silence_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """The line names the topic and the silence."""
    with pytest.raises(SourcesError, match=r"money: silences\.yaml has no 'rebates'\. Mend it, or take it out"):
        load_examples(_written(tmp_path, topics=[{**TOPICS[0], "silences": ["rebates"]}, *TOPICS[1:]]), [REFUNDS])


def test_a_key_that_is_not_known_is_an_error(tmp_path: Path) -> None:
    """Nothing misspelt is passed over."""
    with pytest.raises(SourcesError, match="unknown key 'ask'; did you mean 'asked'"):
        load_examples(_written(tmp_path, topics=[{**TOPICS[0], "ask": []}, *TOPICS[1:]]), [])


def test_two_topics_of_one_name_are_an_error(tmp_path: Path) -> None:
    """The name is given."""
    with pytest.raises(SourcesError, match="two topics have the id 'money': make one of them"):
        load_examples(_written(tmp_path, topics=[TOPICS[0], *TOPICS]), [])


def test_numbers_are_alike_but_for_the_section_everything_is_about() -> None:
    """ "a 3" and "a 2" ask alike; 117 is told apart, with or without its s."""
    assert words_of("on a 3") == words_of("on a 2")
    assert "117" in words_of("s117?")
    assert words_of("isn't he") == words_of("isnt he")


def test_every_topic_of_the_corpus_names_tables_that_are_there(corpus: Path) -> None:
    """And every table that staff can ask about is asked for by some topic."""
    examples = load_examples(corpus, load_silences(corpus))
    tables = corpus.parent / "assistant" / "rules" / "tables"
    helpers = {path.stem for path in tables.glob("*.yaml") if _is_helper(path)}
    named = {table for topic in examples.topics for table in topic.tables}
    assert named == {path.stem for path in tables.glob("*.yaml")} - helpers


def _is_helper(path: Path) -> bool:
    return bool(yaml.safe_load(path.read_text(encoding="utf-8")).get("helper", False))


def test_a_topic_of_silences_lends_their_ways_each_second_one_beside_a_story(tmp_path: Path) -> None:
    """What no table decides is asked beside a story too, or a table would be heard in whatever has one before it."""
    silent = {"id": "silent", "tables": [], "of_a_case": True, "silences": ["refunds"], "asked": ["x one", "x two", "x three"]}
    examples = load_examples(_written(tmp_path, topics=[*TOPICS, silent], backgrounds=["a story"]), [REFUNDS])
    ours = [text for text, meant in zip(examples.texts, examples.meant, strict=True) if meant == len(TOPICS)]
    assert ours == [
        *("x one", "x two", "x three", "a story. x one", "a story. x two", "a story. x three"),
        *("his money back", "a story. a refund", "repay her"),
    ]
