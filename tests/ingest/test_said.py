"""How staff tell facts, and what ingest learns from it."""

from pathlib import Path

import numpy as np
import pytest
import yaml

from assistant.rules.load import rulebook
from ingest.embeddings import HashEmbeddings
from ingest.errors import SourcesError
from ingest.said import Sayings, bag_of, learn, load_sayings, nothing_heard, read_said, write_said

MODEL = HashEmbeddings(48)
AGREES = {
    "fact": "icb_agrees",
    "said": {
        "yes": ["health are on board", "health said yes", "health have agreed"],
        "no": ["health are not on board", "health said no", "health have not agreed"],
    },
    "not_said": ["must health agree", "health to look at it", "we asked health"],
}
GROUND = {"fact": "ground", "said": {"cost": ["too dear", "it costs too much"], "time": ["so long ago", "it is years now"]}}


def _written(folder: Path, *records: object) -> Path:
    (folder / "said").mkdir()
    (folder / "said" / "some.yaml").write_text(yaml.safe_dump(list(records)))
    return folder


def _learnt(folder: Path) -> tuple[Sayings, np.ndarray]:
    sayings = load_sayings(_written(folder, AGREES, GROUND), ["who pays for it", "what does the policy say"])
    return sayings, MODEL.vectors(sayings.texts)


def test_a_corpus_without_sayings_teaches_nothing(tmp_path: Path) -> None:
    """No folder: nothing to learn, and still something to write and read back."""
    sayings = load_sayings(tmp_path, ["who pays"])
    assert sayings == Sayings()
    write_said(tmp_path, sayings, MODEL.vectors([]))
    assert read_said(tmp_path).values == nothing_heard().values == {}


def test_a_value_is_known_by_its_words_and_a_near_miss_is_left_open(tmp_path: Path) -> None:
    """Yes, no and neither are told apart; the shares of each row make one."""
    heard = learn(*_learnt(tmp_path))
    texts = ["health said yes", "health have not agreed", "we asked health"]
    likely = heard.probabilities("icb_agrees", texts, MODEL.vectors(texts))
    assert [heard.values["icb_agrees"][at] for at in likely.argmax(axis=1)] == ["yes", "no", ""]
    assert np.allclose(likely.sum(axis=1), 1)


def test_what_was_learnt_is_read_back_as_written(tmp_path: Path) -> None:
    """The same numbers after a round trip."""
    sayings, vectors = _learnt(tmp_path)
    write_said(tmp_path, sayings, vectors)
    back, asked = read_said(tmp_path), ["it costs too much"]
    first = learn(sayings, vectors).probabilities("ground", asked, MODEL.vectors(asked))
    assert np.array_equal(back.probabilities("ground", asked, MODEL.vectors(asked)), first)


def test_words_after_a_not_are_marked() -> None:
    """What is denied is another word than what is said, and a question is marked."""
    assert "not:agreed" in bag_of("health have not agreed")
    assert "not:agreed" not in bag_of("health agreed, not us")
    assert "?" in bag_of("has health agreed?")


@pytest.mark.parametrize(
    ("records", "problem"),
    [
        ([AGREES, AGREES], "said/: icb_agrees stands there 2 times. Make one of them"),
        (
            [{"fact": "on_cto", "said": {"yes": ["on a CTO"], "no": ["On a CTO"]}}],
            "said/: on_cto: 'on a CTO' stands under both no and yes. Keep one of them",
        ),
        ([{"fact": "on_cto", "sayd": {}}], "some.yaml:2: 0.sayd"),
    ],
)
def test_a_mistake_is_named_with_its_file(tmp_path: Path, records: list[object], problem: str) -> None:
    """Each is a line that says what and where."""
    with pytest.raises(SourcesError, match=problem.replace("(", r"\(")):
        load_sayings(_written(tmp_path, *records))


def test_every_fact_and_value_of_ours_is_the_rulebooks(corpus: Path) -> None:
    """A value that no table knows would be heard and refused."""
    specs = rulebook().specs
    for record in load_sayings(corpus).records:
        assert set(record.said) <= {*specs[record.fact].choices, "yes", "no", "unknown"}, record.fact
        assert all(len(texts) >= 3 for texts in record.said.values()), record.fact
