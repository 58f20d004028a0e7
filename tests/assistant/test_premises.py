"""What a message wrongly takes for granted is found where it is stated, and nowhere else; what puts it right is exact."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.premises import Premise, premises, premises_of
from assistant.steps.verify import FIGURE
from eval.questions import SPLITS, load_questions
from ingest.yamlfile import read_yaml
from tests.assistant.bare import bare_holdings

EXAMPLES = read_yaml(Path(__file__).with_name("premises_examples.yaml"))
STATED: Mapping[str, list[str]] = EXAMPLES["stated"]
PREMISES = premises().written.premises
# Questions that do state one, as somebody's claim that is then asked about.
STATING = (
    "finance say aftercare stops",
    "visa ran out",
    "as a voluntary patient so he has lost",
    "told she can't leave until they agree",
)
FEW = 8  # in ten thousand


@pytest.mark.parametrize(("premise", "message"), [(name, message) for name, messages in STATED.items() for message in messages])
def test_a_false_premise_is_found_where_it_is_stated(premise: str, message: str) -> None:
    """Also where the sentence goes on to ask something else."""
    assert premise in [found.id for found in premises_of(message)]


@pytest.mark.parametrize("message", EXAMPLES["none"])
def test_what_asks_denies_or_supposes_it_states_no_premise(message: str) -> None:
    """Nor does what is so."""
    assert [found.id for found in premises_of(message)] == []


def test_every_premise_has_an_example_and_a_name_of_its_own() -> None:
    """At least one sentence that states it."""
    assert {premise.id for premise in PREMISES} == set(STATED)
    assert len({premise.id for premise in PREMISES}) == len(PREMISES) >= 60
    assert all(STATED.values())


@pytest.mark.parametrize("premise", PREMISES, ids=lambda premise: premise.id)
def test_what_puts_it_right_stands_word_for_word_in_what_it_cites(premise: Premise) -> None:
    """The quote is exact, and every figure of our own sentence stands in the paragraph, or in what leads into it."""
    paragraphs = bare_holdings().paragraphs
    cited = paragraphs[premise.cite]
    assert premise.quote in cited.text
    lead = paragraphs[cited.parent].text if cited.parent else ""
    behind = set(FIGURE.findall(f"{cited.text} {lead} {cited.heading}".lower())) | {"117"}
    assert [figure for figure in FIGURE.findall(premise.say.lower()) if figure not in behind] == []
    assert re.fullmatch(r"[A-Z][^\n]*[^.]\.", premise.say)


@pytest.mark.parametrize("premise", PREMISES, ids=lambda premise: premise.id)
def test_every_way_of_stating_it_can_be_read_and_concludes_something_listed(premise: Premise) -> None:
    """A mistake in a pattern is found here, not when somebody types it."""
    for way in (*premise.said, *premise.reasons, *premise.unless):
        assert premises().language.read(way).anchors
    assert premise.said or premise.reasons
    assert (premise.conclude in premises().conclusions) if premise.reasons else premise.conclude is None


def test_hardly_any_question_is_taken_to_state_one(corpus: Path) -> None:
    """Of the questions of eval/questions and asked.yaml, only those that state what somebody says."""
    points = read_yaml(corpus / "asked.yaml").values()
    asked = [line for listed in points for point in listed for line in point.get("asked", [])]
    questions = [question.question for split in SPLITS for question in load_questions(split)]
    stating = [question for question in (*questions, *asked) if premises_of(question)]
    assert len([question for question in stating if not any(one in question for one in STATING)]) <= FEW


def test_two_premises_of_one_message_are_both_found() -> None:
    """In the order of premises.yaml."""
    found = premises_of("Section 2 patients get 117. He refused so we can close it. What now?")
    assert [premise.id for premise in found] == ["section-2-counts", "ends-with-refusal"]
