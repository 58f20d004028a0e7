"""axe-core, run in a page as it stands. Its wrappers crash on shadow roots; injected, it sees into open ones."""

from functools import cache
from importlib.resources import files

from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations', 'incomplete']})"


@cache
def source() -> str:
    """axe-core itself, from the package that carries it."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """A line for each element that breaks a rule of WCAG 2.2 AA or of axe's best practice."""
    page.evaluate(source())
    found = page.evaluate(RUN, TAGS)
    return [f"{one['id']}: {one['help']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]
