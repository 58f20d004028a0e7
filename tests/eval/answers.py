"""Answers and scenarios to try the evaluation on, without an index."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.model import Answer, Ask, Block, Citation, Fact, Status
from eval.kept import Conversation
from eval.metrics import METRICS, Held, Score
from eval.scoring import Scored, scored_one
from eval.worked import Expected, Placed, Scenario

WORDS = "The person must not be deprived of liberty."
TEXTS = {
    "nl-policy/7.16": "7.16 Ending",
    "nl-policy/7.16.p2.b3": WORDS,
    "nl-policy/7.1": "7.1 Eligibility",
    "nl-policy/7.1.p1": "Section 3.",
}
START = WORDS.index("deprived")
CITED = Citation(1, "nl-policy", "Policy", "nl-policy/7.16.p2.b3", "Ending", "deprived of liberty", START, START + 19, None, "")
RIGHT = Answer(
    id="a",
    conversation_id="c",
    status=Status.DECIDED,
    text="Yes. Section 3 leads to it.",
    blocks=(Block.of("answer", "Yes. Section 3 leads to it.", 1), Block.of("quote", "they may be charged", 1)),
    decisions=({"table": "entitlement", "outcome": "entitled"},),
    citations=(CITED,),
    case=(Fact("section", "3", "on a 3", 1), Fact("on_cto", "no", "off his CTO", 1)),
    timings_ms={"read": 20.0, "decide": 5.0},
)
ASKING = replace(RIGHT, status=Status.NEEDS_FACT, ask=Ask("age", "How old are they?", "", ()), decisions=(), case=())
SILENT = replace(RIGHT, status=Status.NOT_COVERED, text="The documents do not say.", decisions=(), citations=(), blocks=())


def held(answer: Answer, about: str = "a check", **expected: Any) -> Held:
    """One turn, with what is expected of it."""
    return Held(Scenario(id="one", about=about, turns=[Expected(say="?", **expected)]), 1, (answer,), TEXTS)


def scored(metric: str, of: Held) -> Score | None:
    """What a metric says of it."""
    return next(one for one in METRICS if one.name == metric).score(of)


def placed(name: str, *turns: dict[str, Any]) -> Placed:
    """A scenario, as if it stood in a file."""
    scenario = Scenario(id=name, about=f"what {name} checks", turns=[Expected(**{"say": "?", **turn}) for turn in turns])
    return Placed(scenario, Path("entitlement.yaml"), 1, 0)


def conversation(of: Placed, *answers: Answer, seconds: float = 0.1) -> Conversation:
    """It, held."""
    return Conversation(of.scenario.id, of.scenario.said, answers, seconds)


def judged(of: Placed, *answers: Answer) -> Scored:
    """It, held and scored."""
    return scored_one(of, conversation(of, *answers), TEXTS)
