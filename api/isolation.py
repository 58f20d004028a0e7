"""Which pages' scripts and forms may ask: our own, and those of the origins that are allowed.

Browsers say where a request comes from in two headers that a page cannot write: Origin, and Sec-Fetch-Site. Programs that are
no browsers send neither, and are not meant here. Sec-Fetch-Site comes only over HTTPS or from this machine itself: for a phone
that reaches us over plain HTTP the Origin has to do, which our own referrer policy (api/policies.py) lets forms of ours say.
"""

from collections.abc import Collection

from starlette.datastructures import Headers

from api.policies import WIDGET
from api.refusals import OriginRefused

API = "/api/"  # what pages of the allowed origins may ask for
OURS = ("same-origin", "none")  # from a page of ours, or typed by the person
READING = ("GET", "HEAD")


def check_origin(method: str, path: str, headers: Headers, allowed: Collection[str]) -> None:
    """Raises OriginRefused for a request that a page of another origin made, unless it may.

    The widget's files hold nothing but code, which any page may load: it can ask for nothing from there.
    """
    if _ours(headers) or (path.startswith(API) and headers.get("origin") in allowed):
        return
    if not _followed_a_link(method, headers) and not (path.startswith(WIDGET) and method in READING):
        raise OriginRefused


def _ours(headers: Headers) -> bool:
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if site is not None:
        return site in OURS
    return origin is None or origin.partition("://")[2] == headers.get("host", "").lower()


def _followed_a_link(method: str, headers: Headers) -> bool:
    """A person on another site went to a page of ours, or that site shows it in a frame, which frame-ancestors decides."""
    return method in READING and headers.get("sec-fetch-mode") == "navigate"
