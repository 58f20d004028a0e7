"""How a page is drawn: the templates and what they know of."""

from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.record import day_in_words, moment_in_words

WEB = Path(__file__).parent
LAYERS = {"code": "Code of Practice", "policy": "Policy", "leaflet": "Leaflet", "statute": "Statute"}
TEMPLATES = Environment(
    loader=FileSystemLoader(WEB / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    auto_reload=False,  # else each page looks at the disk for every template that it is made of
)
TEMPLATES.filters["runs_of_kind"] = lambda found: [(kind, list(run)) for kind, run in groupby(found, attrgetter("kind"))]
TEMPLATES.filters["day"] = lambda day: f"{day.day} {day:%B %Y}"
TEMPLATES.filters["in_words"] = day_in_words
TEMPLATES.filters["moment"] = moment_in_words
TEMPLATES.filters["layer"] = lambda kind: LAYERS.get(kind, str(kind).replace("_", " ").capitalize())


def page(template: str, status: int = 200, /, **shown: Any) -> HTMLResponse:
    """A page from its template and what it shows."""
    return HTMLResponse(TEMPLATES.get_template(template).render(**shown), status)
