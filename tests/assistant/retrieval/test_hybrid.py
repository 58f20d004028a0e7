"""The retriever over the real index."""

import copy
import threading
from collections.abc import Sequence
from threading import Event

import pytest

from assistant.holdings import Holdings
from assistant.retrieval.candidates import Candidates
from assistant.retrieval.hybrid import HybridRetriever
from assistant.retrieval.langchain import PolicyRetriever
from assistant.retrieval.memory import MemoryRetriever
from assistant.retrieval.weights import RETRIEVERS
from eval.questions import load_questions
from ingest.embeddings import NOTHING, Done, Vectors

QUESTIONS = [question.question for question in load_questions("tune")][:60]


@pytest.fixture(scope="module")
def retriever(holdings: Holdings) -> HybridRetriever:
    """The one that answers."""
    assert isinstance(holdings.retriever, HybridRetriever)
    return holdings.retriever


def test_a_shortlist_finds_what_scoring_everything_finds(retriever: HybridRetriever) -> None:
    """The candidates of a large index, on this one: the same five, but for one question in twenty."""
    short = copy.copy(retriever)
    short.candidates = Candidates(retriever.learned.compared, retriever.whole.starts)
    same = sum(
        [passage.paragraph for passage in short.search(question, 5)]
        == [passage.paragraph for passage in retriever.search(question, 5)]
        for question in QUESTIONS
    )
    assert same >= 0.95 * len(QUESTIONS)


def test_scores_lie_between_nothing_and_one_and_fall(retriever: HybridRetriever) -> None:
    """They mean the same for every question, and the list is in their order."""
    for question in QUESTIONS[:10]:
        scores = [passage.score for passage in retriever.search(question, 10)]
        assert all(0 <= score <= 1 for score in scores)
        assert scores == sorted(scores, reverse=True)


def test_a_question_about_section_3_is_not_answered_with_section_2(retriever: HybridRetriever) -> None:
    """In a list of sections, an entry that the question does not name gives way to the one it names."""
    first = retriever.search("was detained under section 3 for treatment, does he get it", 1)[0]
    assert first.hits[0].at != "nl-policy/7.1.p4.b1"


def test_what_is_withheld_is_never_found(retriever: HybridRetriever) -> None:
    """Not even by its own words."""
    for question in ("You can contact an advocate on 01925 246 888", "Scan me for information about IMHA"):
        assert not {"leaflet/advocacy.p2", "leaflet/advocacy.p3"} & {
            passage.paragraph for passage in retriever.search(question, 50)
        }


def test_the_other_retrievers_are_the_same_search_with_other_weights() -> None:
    """One that ignores words in common, one that ignores everything else."""
    assert RETRIEVERS["semantic"].keyword == 0
    assert RETRIEVERS["keyword"].text == RETRIEVERS["keyword"].asked == 0


def test_anyone_can_take_our_retriever_into_a_chain_of_theirs(retriever: HybridRetriever) -> None:
    """As LangChain's: documents with the paragraph's id, best first."""
    found = PolicyRetriever.over(retriever, limit=3).invoke("can we charge for it")
    assert found[0].metadata["paragraph"] == "nl-policy/7.6.2.p1"
    assert len(found) == 3


def test_the_fake_finds_what_it_was_given(retriever: HybridRetriever) -> None:
    """And nothing for any other question."""
    given = retriever.look("who pays", 3)
    fake = MemoryRetriever({"who pays": given})
    assert fake.search("who pays", 2) == given.passages[:2]
    assert fake.search("anything else", 5) == ()


class Held:
    """An embedder that waits to be let go, and notes what it was asked."""

    def __init__(self, retriever: HybridRetriever) -> None:
        self.let_go, self.asked = Event(), list[Sequence[str]]()
        self.embedder = retriever.embedder
        self.name, self.model_hash, self.dimensions = "held", "held", retriever.embedder.dimensions

    def vectors(self, texts: Sequence[str], done: Done = NOTHING) -> Vectors:
        """The embedder's own, once it is let go."""
        self.asked.append(texts)
        assert self.let_go.wait(60)
        return self.embedder.vectors(texts, done)

    def embed_query(self, text: str) -> list[float]:
        """The same for one text."""
        return [float(number) for number in self.vectors([text])[0]]


def test_what_was_begun_is_waited_for_and_found_as_ever(retriever: HybridRetriever) -> None:
    """While one question is embedded no other is begun, so that nobody waits for somebody else's."""
    beside = copy.copy(retriever)
    held = beside.embedder = Held(retriever)
    beside.begin("who pays for the care home")
    beside.begin("what is a CTO")
    threading.Timer(0.2, held.let_go.set).start()
    assert beside.search("who pays for the care home", 5) == retriever.search("who pays for the care home", 5)
    assert held.asked == [beside.reader.read("who pays for the care home").texts] * 2
    assert beside.search("what is a CTO", 5) == retriever.search("what is a CTO", 5)
