"""Where the scenarios, the questions of staff, the rules and the answers of a run rest on the documents, section by section."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from assistant.rules.load import written_rules
from assistant.rules.written import quotes_of
from eval.kept import Run
from eval.questions import SPLITS, load_questions
from eval.quiz.desk import open_desk
from eval.quiz.make import Request, make
from eval.quiz.model import Item
from eval.scoring import Scored
from eval.worked import Placed
from ingest.paragraphs import IN_SECTION, section_of

ITEMS, SEED = 100, 1


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often a section is rested on, by what rests on it."""

    section: str
    title: str
    counts: Mapping[str, int]


def coverage(run: Run, scored: Sequence[Scored], placed: Sequence[Placed]) -> list[Coverage]:
    """Every section that has words of its own, in its document's order; the document that most scenarios rest on first."""
    counted = {name: Counter(map(section_of, found(scored, placed))) for name, found in COLUMNS.items()}
    sections = dict.fromkeys(section_of(name) for name in run.texts if IN_SECTION.search(name))
    by_document = Counter(_document(cite) for cite in _of_scenarios(scored, placed))
    ordered = sorted((one for one in sections if one in run.texts), key=lambda one: -by_document[_document(one)])
    return [Coverage(one, run.texts[one], {name: counts[one] for name, counts in counted.items()}) for one in ordered]


def _document(paragraph: str) -> str:
    return paragraph.split("/", maxsplit=1)[0]


def _of_scenarios(scored: Sequence[Scored], placed: Sequence[Placed]) -> Iterator[str]:
    for one in placed:
        yield from {section_of(cite) for turn in one.scenario.turns for cite in turn.cites}


def _of_questions(scored: Sequence[Scored], placed: Sequence[Placed]) -> Iterator[str]:
    for split in SPLITS:
        for question in load_questions(split):
            yield from {section_of(answer) for answer in question.answers}


def _of_rules(scored: Sequence[Scored], placed: Sequence[Placed]) -> Iterator[str]:
    for table in written_rules().tables.values():
        yield from (quote.cite for quote in quotes_of(table) if quote.cite)


def _of_answers(scored: Sequence[Scored], placed: Sequence[Placed]) -> Iterator[str]:
    for one in scored:
        for answer in one.conversation.answers:
            yield from {section_of(citation.paragraph) for citation in answer.citations}


def _of_quizzes(scored: Sequence[Scored], placed: Sequence[Placed]) -> Iterator[str]:
    for item in _items():
        yield from {section_of(cite) for cite in item.rests_on}


@cache
def _items() -> Sequence[Item]:
    """A quiz of many items, the same each time; made once in a process, for it takes some seconds."""
    return make(open_desk(), Request(items=ITEMS), SEED).items


Counted = Callable[[Sequence[Scored], Sequence[Placed]], Iterable[str]]
COLUMNS: dict[str, Counted] = {
    "worked scenarios": _of_scenarios,
    "questions of staff": _of_questions,
    "rows of rules": _of_rules,
    f"items of {ITEMS} quizzed": _of_quizzes,
    "answers of this run": _of_answers,
}
