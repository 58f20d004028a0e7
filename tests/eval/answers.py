"""Answers and scenarios to try the evaluation on, without an index."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from assistant.model import Answer, Ask, Block, Citation, Fact, Status
from eval.kept import About, Conversation, Run, runs_in
from eval.metrics import METRICS, Held, Score
from eval.questions import Split
from eval.scoring import Scored, scored_one
from eval.worked import Expected, Placed, Scenario, load_scenarios

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
    decisions=({"table": "entitlement", "outcome": "entitled", "facts_used": {}},),
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


def id_of(split: Split, number: int = 1) -> str:
    """A scenario's id in this half."""
    ids = (f"case-{at}" for at in range(1000))
    found = [name for name in ids if Scenario(id=name, about="any", turns=[Expected(say="?")]).split == split]
    return found[number - 1]


def folder_with(folder: Path, **expected: dict[str, Any]) -> Path:
    """A folder with a scenario of one turn for each id, and what is expected of it."""
    folder.mkdir(exist_ok=True)
    written = [
        {"id": name.replace("_", "-"), "about": f"what {name} checks", "turns": [{"say": f"Is {name} so?", **turn}]}
        for name, turn in expected.items()
    ]
    (folder / "entitlement.yaml").write_text(yaml.safe_dump(written), encoding="utf-8")
    return folder


def run_of(home: Path, name: str, scenarios: Path, *answers: Answer, begun: str = "2026-11-22T10:00:00+00:00") -> Run:
    """A kept run of the scenarios of a folder, each with its answer."""
    run, found = Run(runs_in(home) / name), load_scenarios(scenarios)
    ids = tuple(one.id for one in found)
    choice = {"split": None, "only": "", "every": 1, "folder": scenarios.name}
    versions = {"corpus": "c", "rules": "r", "app": "0"}
    run.begin(About(begun, date(2026, 11, 21), "North Lincolnshire", 1, choice, ids, versions, {"intervals": 117}, 1.5), TEXTS)
    for scenario, answer in zip(found, answers, strict=False):
        run.keep(Conversation(scenario.id, scenario.said, (answer,), 0.1))
    return Run(run.folder)
