"""The widget's one file and the page that shows it."""

import gzip
import re

import httpx
import pytest

from api.web.widget import ENTRY, MODULES, packed

FILE = f"/widget/v1/{ENTRY}.js"


def test_every_module_is_packed_once() -> None:
    """None is left out, and what one rests on comes before it."""
    text = packed().plain.decode()
    found = re.findall(r"^const \$(\w+) = \(\(\) =>", text, re.MULTILINE)
    assert sorted(found) == sorted(path.stem.replace("-", "_") for path in MODULES.glob("*.js"))
    assert found[-1] == "aftercare_chat"
    for place, name in enumerate(found):
        module = text.split(f"const ${name} = ")[1].split("\n})();")[0]
        rests_on = re.findall(r"^const \{ .+ \} = \$(\w+);$", module, re.MULTILINE)
        assert set(rests_on) <= set(found[:place])


def test_nothing_of_a_module_is_left_in_the_pack() -> None:
    """Its imports, exports and remarks are gone; a line of it that we cannot read would stand there still."""
    lines = packed().plain.decode().splitlines()
    assert [line for line in lines if line.startswith(("import ", "export ", "//", "/*"))] == []


def test_no_markup_is_made_from_words() -> None:
    """Nothing that reads a string as markup or as code stands in any module; what is shown cannot run."""
    text = packed().plain.decode()
    assert re.findall(r"innerHTML|insertAdjacentHTML|outerHTML\s*=|document\.write|\beval\b|new Function|DOMParser", text) == []


def test_every_sentence_stands_in_one_file() -> None:
    """No other module holds words that staff read: a sentence in quotes with a space and a capital."""
    others = (path for path in MODULES.glob("*.js") if path.name not in ("words.js", "look.js", "theme.js"))
    code = {path.name: re.sub(r"//.*|/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL) for path in others}
    found = {name: re.findall(r'"([A-Z][^"]* [^"]*)"', text) for name, text in code.items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_the_file_is_sent_packed(browser: httpx.Client) -> None:
    """Compressed for whoever takes it so, the same words for others, and asked for again only when it has changed."""
    packed_up = browser.get(FILE, headers={"Accept-Encoding": "gzip"})
    assert packed_up.headers["content-encoding"] == "gzip"
    assert int(packed_up.headers["content-length"]) == len(packed().small)
    assert packed_up.content == packed().plain == gzip.decompress(packed().small)
    assert browser.get(FILE, headers={"Accept-Encoding": "identity"}).content == packed().plain
    again = browser.get(FILE, headers={"If-None-Match": packed_up.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["element.js", "..%2fwidget.py", "aftercare-chat.js.map"])
def test_nothing_else_is_served(browser: httpx.Client, name: str) -> None:
    """One file."""
    assert browser.get(f"/widget/v1/{name}").status_code == 404


def test_the_page_shows_the_widget(browser: httpx.Client) -> None:
    """With one script, of ours, and a way for whoever has no scripts."""
    page = browser.get("/")
    assert page.status_code == 200
    assert re.findall(r"<script[^>]*>", page.text) == [f'<script type="module" blocking="render" src="{FILE}">']
    assert '<a href="/ask">' in page.text
