"""What browsers are told they may do with what we send, by the kind of thing it is."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # no-referrer would make the Origin of our own forms "null": see api/isolation.py
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}
WIDGET_PAGES = ("/",)  # pages of ours that run the widget
DESK = "/owner/"  # where a press of a button decides something: no other page may lay itself over it
QUIZ = "/quiz/"  # pages that follow a live session by a script of ours
WIDGET = "/widget/"  # the widget's own files, which other origins' pages load
ANY_PAGE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
OUR_PAGES = {"Cross-Origin-Resource-Policy": "same-origin"}
HTTPS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}


class Kind(StrEnum):
    """What is sent: a page without scripts (or anything under /api), a page that runs the widget, a file of the widget."""

    STATIC = "static"
    WIDGET_PAGE = "widget_page"
    QUIZ_PAGE = "quiz_page"
    WIDGET_FILE = "widget_file"


POLICIES = {
    Kind.STATIC: "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'",
    Kind.WIDGET_PAGE: (
        "default-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'"
    ),
    Kind.QUIZ_PAGE: (
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; "
        "require-trusted-types-for 'script'"
    ),
    Kind.WIDGET_FILE: "default-src 'none'",
}


def kind_of(path: str) -> Kind:
    """What is served at a path."""
    if path.startswith(WIDGET):
        return Kind.WIDGET_FILE
    if path.startswith(QUIZ):
        return Kind.QUIZ_PAGE
    return Kind.WIDGET_PAGE if path in WIDGET_PAGES else Kind.STATIC


def headers_for(path: str, scheme: str, frame_ancestors: Sequence[str]) -> Mapping[str, str]:
    """The headers of a response; `frame_ancestors` are the origins that may show our pages in a frame."""
    kind, framed = kind_of(path), frame_ancestors and not path.startswith(("/api/", DESK, QUIZ))
    ancestors = " ".join(frame_ancestors) if framed else "'none'"
    return {
        **EVERYWHERE,
        "Content-Security-Policy": f"{POLICIES[kind]}; frame-ancestors {ancestors}",
        **(ANY_PAGE if kind is Kind.WIDGET_FILE else OUR_PAGES),
        **({} if framed else {"X-Frame-Options": "DENY"}),
        **(HTTPS_ONLY if scheme == "https" else {}),
    }
