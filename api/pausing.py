"""What a route that answers passes first: has an owner paused it?"""

from fastapi import Depends, Request
from starlette.datastructures import Headers

from api.parts import WithParts

BROWSERS_SAY = ("sec-fetch-site", "origin")  # headers that browsers send by themselves, and programs do not


def in_browser(headers: Headers) -> bool:
    """Whether a page asks, as the widget does."""
    return any(name in headers for name in BROWSERS_SAY)


def _not_paused(request: Request, parts: WithParts) -> None:
    parts.board.switches.check(in_browser=in_browser(request.headers))


RUNNING = Depends(_not_paused)
