"""How often search finds the section that answers, and how well it knows when none does. `python -m eval.retrieval`.

Asks every question of both halves and prints one table a half. Nothing is written, nothing is tuned: settings are chosen
on the tune half by whoever changes them, and both halves are reported.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.holdings import Holdings, open_holdings
from assistant.model import Findings
from assistant.steps.cover import LEAD
from eval.questions import SPLITS, Question, load_questions
from eval.rates import Rate

DEPTHS = (1, 3, 5)
LIMIT = 10


@dataclass(frozen=True)
class Asked:
    """A question and what was found for it: the sections in their order, each once."""

    question: Question
    findings: Findings
    sections: tuple[str, ...]
    wanted: frozenset[str]

    def found_within(self, depth: int) -> bool:
        """Is a section that answers among the sections of the first `depth` passages?"""
        return bool(self.wanted & set(self.sections[:depth]))

    @property
    def lead(self) -> float:
        """How far the best passage leads the best matter that nothing answers, on the scale of scores."""
        unanswered, passages = self.findings.unanswered, self.findings.passages
        return (passages[0].score if passages else 0.0) - (unanswered.score if unanswered else 0.0)


def ask(holdings: Holdings, questions: Sequence[Question]) -> list[Asked]:
    """Searches for every question."""
    return [_asked(holdings, question) for question in questions]


def _asked(holdings: Holdings, question: Question) -> Asked:
    def section(paragraph: str) -> str:
        return f"{holdings.paragraphs[paragraph].document}/{holdings.paragraphs[paragraph].section}"

    findings = holdings.retriever.look(question.question, LIMIT)
    sections = tuple(section(passage.paragraph) for passage in findings.passages)
    return Asked(question, findings, sections, frozenset(map(section, question.answers)))


def recall(asked: Sequence[Asked], depth: int) -> Rate:
    """How many of the questions that can be answered have a section that answers within `depth`."""
    answerable = [one for one in asked if one.question.answers]
    return Rate(sum(one.found_within(depth) for one in answerable), len(answerable))


def reciprocal_rank(asked: Sequence[Asked]) -> float | None:
    """The mean of 1 / the place of the first section that answers."""
    answerable = [one for one in asked if one.question.answers]
    ranks = [next((at for at, section in enumerate(one.sections, 1) if section in one.wanted), None) for one in answerable]
    return sum(1 / rank for rank in ranks if rank) / len(ranks) if ranks else None


def curve(asked: Sequence[Asked], leads: Sequence[float]) -> list[tuple[float, Rate, Rate, Rate, Rate]]:
    """For each lead that the best passage must have over the best silence: how many questions are answered at all, how many of
    those rightly (their first section answers), how many that cannot be answered are refused, and how many that can be."""
    answerable = [one for one in asked if one.question.answers]
    unanswerable = [one for one in asked if not one.question.answers]
    rows = []
    for lead in leads:
        answered = [one for one in asked if one.lead >= lead]
        rows.append(
            (
                lead,
                Rate(len(answered), len(asked)),
                Rate(sum(one.found_within(1) for one in answered), len(answered)),
                Rate(sum(one.lead < lead for one in unanswerable), len(unanswerable)),
                Rate(sum(one.lead < lead for one in answerable), len(answerable)),
            )
        )
    return rows


def report(asked: Sequence[Asked], say: Callable[[str], None] = print) -> None:
    """The tables of one half."""
    kinds = sorted({one.question.kind for one in asked if one.question.answers})
    for name, group in [("all", asked), *((kind, [one for one in asked if one.question.kind == kind]) for kind in kinds)]:
        say(f"  {name:<11}" + "".join(f" recall@{depth} {recall(group, depth)!s:<26}" for depth in DEPTHS))
    say(f"  mean reciprocal rank {reciprocal_rank(asked) or 0:.3f}")
    say(f"  lead needed   {'answered':<28} {'of those right':<28} {'unanswerable refused':<28} answerable refused")
    for lead, answered, right, refused, lost in curve(asked, [-1.0, -0.1, -0.05, 0.0, LEAD, 0.05, 0.1]):
        say(f"  {lead:>11.3f}   {answered!s:<28} {right!s:<28} {refused!s:<28} {lost}")
    written_so = [one for one in asked if one.question.id.startswith("u")]
    say(f"  written to be unanswerable, refused at {LEAD}: {Rate(sum(one.lead < LEAD for one in written_so), len(written_so))}")


def main(home: str = "var", area: str = "North Lincolnshire") -> None:
    """Prints the report of both halves."""
    holdings = open_holdings(Path(home), area)
    for split in SPLITS:
        print(f"{split}: sections found (Wilson's 95 % interval)")
        report(ask(holdings, load_questions(split)))


if __name__ == "__main__":
    main(*sys.argv[1:])
