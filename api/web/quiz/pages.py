"""Every page of quizzes: those of trainers need a trainer's key; learners join by a code and need none (`api/auth.py`)."""

from fastapi import APIRouter
from fastapi.responses import FileResponse

from api.auth import TRAINER
from api.web.drawing import WEB
from api.web.quiz import build, certificate, learn, live, practice, sessions, statistics

router = APIRouter(prefix="/quiz", include_in_schema=False)
FILES = {"quiz.css": "text/css", "quiz.js": "text/javascript; charset=utf-8"}
TRAINERS = [build.router, sessions.review, sessions.router, live.router, statistics.router]
LEARNERS = [live.listening, certificate.router, learn.router, practice.router]


@router.get("/assets/quiz.css")
def style() -> FileResponse:
    """The look of what only these pages have."""
    return _file("quiz.css")


@router.get("/assets/quiz.js")
def script() -> FileResponse:
    """What makes a page follow a live session; without it everything is done as well."""
    return _file("quiz.js")


def _file(name: str) -> FileResponse:
    return FileResponse(WEB / "quiz" / name, media_type=FILES[name], headers={"Cache-Control": "max-age=3600"})


for each in LEARNERS:  # first, because every router before is asked for each page, and these come by the roomful
    router.include_router(each)
for each in TRAINERS:
    router.include_router(each, dependencies=[TRAINER])
