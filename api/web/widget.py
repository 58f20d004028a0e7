"""The chat widget: its modules packed into the one file that pages embed, and the page that shows it in place."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.parts import WithParts
from api.web.pages import TEMPLATES

MODULES = Path(__file__).parent / "widget"
ENTRY = "aftercare-chat"
SCRIPT = "text/javascript; charset=utf-8"
IMPORT = re.compile(r'^import \{ (?P<names>.+) \} from "\./(?P<module>[\w-]+)\.js";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?P<kind>(?:async )?(?:function\*?|class|const)) (?P<name>\w+)", re.MULTILINE)
REMARK = re.compile(r"^\s*/\*\*.*?\*/\n|^\s*//[^\n]*\n", re.MULTILINE | re.DOTALL)
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Packed:
    """The file as it is sent. `tag` changes when its words do."""

    plain: bytes
    small: bytes
    tag: str


@cache
def packed() -> Packed:
    """All modules as one: a page asks once, and compressed together they are a third smaller."""
    plain = "\n".join(_scoped(name) for name in dict.fromkeys(_needed(ENTRY))).encode()
    return Packed(plain, gzip.compress(plain, 9, mtime=0), f'"{sha256(plain).hexdigest()[:16]}"')


def _needed(module: str) -> Iterator[str]:
    """The modules that a module rests on, then itself."""
    for found in IMPORT.finditer(_words(module)):
        yield from _needed(found["module"])
    yield module


def _words(module: str) -> str:
    return (MODULES / f"{module}.js").read_text(encoding="utf-8")


def _scoped(module: str) -> str:
    """A module as a function of its own, so that its names stay its own; it gives what it exports."""
    words = re.sub(r"^ +", "", REMARK.sub("", _words(module)), flags=re.MULTILINE)
    given = ", ".join(found["name"] for found in EXPORT.finditer(words))
    words = IMPORT.sub(lambda found: f"const {{ {found['names']} }} = {_scope(found['module'])};", words)
    words = EXPORT.sub(r"\g<kind> \g<name>", words)
    return f"const {_scope(module)} = (() => {{\n{words}return {{ {given} }};\n}})();"


def _scope(module: str) -> str:
    return "$" + module.replace("-", "_")


@router.get(f"/widget/v1/{ENTRY}.js")
def script(request: Request) -> Response:
    """The widget."""
    file = packed()
    headers = {"Cache-Control": "public, max-age=300, must-revalidate", "ETag": file.tag, "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == file.tag:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(file.small, media_type=SCRIPT, headers=headers | {"Content-Encoding": "gzip"})
    return Response(file.plain, media_type=SCRIPT, headers=headers)


@router.get("/")
def home(parts: WithParts) -> HTMLResponse:
    """The widget in place; where scripts do not run it leads to /ask."""
    return HTMLResponse(TEMPLATES.get_template("home.html").render(area=parts.settings.area))
