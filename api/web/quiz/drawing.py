"""How a page of quizzes is drawn: the words for what trainers choose, the QR code, and what is asked."""

from datetime import datetime
from typing import Any

import segno
from fastapi import Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup, escape

from api.quiz.making import Maker
from api.quiz.model import Mode, Session
from api.web.drawing import page
from eval.quiz.exports import EXPORTS
from eval.quiz.exports.base import LETTERS
from eval.quiz.model import Difficulty, Kind
from eval.quiz.plan import plan

KINDS = {
    Kind.OUTCOME: "What is the outcome?",
    Kind.DECIDING_FACT: "Which fact decides it?",
    Kind.ASK_NEXT: "What must you ask next?",
    Kind.BODIES: "Which council, which ICB?",
    Kind.ORDER: "Which order is right?",
    Kind.TICK_ALL: "Tick all that must be done first",
    Kind.GROUND: "Spot the insufficient ground",
    Kind.PARAGRAPH: "Find the paragraph",
    Kind.SCENARIO: "Worked scenario",
}
MODES = {Mode.SELF_PACED: "Self-paced: each learner in their own time", Mode.LIVE: "Live: everybody together, on your screen"}
DIFFICULTIES = {Difficulty.EASY: "Easy", Difficulty.MEDIUM: "Medium", Difficulty.HARD: "Hard"}
FILES = {name: export.about[0].upper() + export.about[1:] for name, export in EXPORTS.items()}


def quiz_page(template: str, status: int = 200, /, **shown: Any) -> HTMLResponse:
    """A page of quizzes from its template."""
    return page(f"quiz/{template}", status, letters=LETTERS, **shown)


def choices() -> dict[str, Any]:
    """What a trainer can choose of."""
    made = plan()
    return {
        "topics": {name: topic.title for name, topic in made.topics.items()},
        "audiences": made.audiences,
        "difficulties": DIFFICULTIES,
        "kinds": KINDS,
        "modes": MODES,
        "files": FILES,
    }


def titles() -> dict[str, str]:
    """Topics by name."""
    return {name: topic.title for name, topic in plan().topics.items()}


def join_link(request: Request, session: Session) -> str:
    """Where learners join."""
    return f"{request.url.scheme}://{request.url.netloc}/quiz/join?code={session.code}"


def qr_code(link: str) -> Markup:
    """A QR code as SVG, to stand in a page, with what it says in words."""
    drawn = segno.make(link, error="m").svg_inline(border=2, light="#fff", dark="#000", svgclass="qr", omitsize=True)
    return Markup(drawn.replace("<svg ", f'<svg role="img" aria-label="QR code that leads to {escape(link)}" ', 1))  # noqa: S704


def moment(at: datetime) -> str:
    """A moment for people: 3 March 2026, 14:05 UTC."""
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


def held_back(maker: Maker, *papers: Any) -> dict[str, str]:
    """Items that no longer hold, by id."""
    return {item: why for paper in papers if paper for item, why in maker.withdrawn(paper).items()}
