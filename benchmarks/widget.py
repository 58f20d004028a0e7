"""python -m benchmarks.widget: the widget in a real browser, over the real server: its size, first paint, first stage, shifts.

`make bench` prints it with the others. Chromium is found on the PATH, or where CHROMIUM says.
"""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from api.web.widget import packed
from benchmarks.contest import Bench
from benchmarks.load import arguments, conversations, ours
from benchmarks.tables import percentile, table

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
NAMES = ("chromium", "chromium-browser", "google-chrome")
OPENINGS, QUESTIONS = 10, 40
SIZE, PAINT, STAGE = 25_000, 100, 150  # what the issue allows: bytes, milliseconds, milliseconds
FIRST_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
PANEL = """() => new Promise(done => {
  const began = performance.now();
  const made = document.createElement('aftercare-chat');
  document.querySelector('main').append(made);
  requestAnimationFrame(() => { const {port1, port2} = new MessageChannel();
    port1.onmessage = () => { done(performance.now() - began); made.remove(); }; port2.postMessage(0); });
})"""
WATCH = """() => {
  const root = document.querySelector('aftercare-chat').shadowRoot;
  window.stages = []; window.shifted = 0; let began = null;
  addEventListener('keydown', event => { if (event.key === 'Enter') began = event.timeStamp; }, true);
  new MutationObserver(() => {
    const said = root.querySelector('.turn:last-child .working')?.textContent;
    if (began === null || !said || said === 'Sending your question') return;
    window.stages.push(performance.now() - began);
    began = null;
  }).observe(root, {subtree: true, childList: true});
  new PerformanceObserver(list => list.getEntries().forEach(one => { if (!one.hadRecentInput) window.shifted += one.value; }))
    .observe({type: 'layout-shift'});
}"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured; times in milliseconds.

    size    bytes of the widget's one file as it is sent
    pages   from the request of a page with the widget to its first paint
    panels  from the element being put into a page to its first paint
    stages  from the press of Enter to the first stage on screen
    shift   layout shift without a press just before it, over all questions
    """

    size: int
    pages: Sequence[float]
    panels: Sequence[float]
    stages: Sequence[float]
    shift: float

    def table(self) -> str:
        """What was measured, beside what is allowed."""
        rows = [
            ["size, compressed, bytes", f"{self.size:,}", "-", f"{SIZE:,}"],
            ["first paint of the panel, ms", *_spread(self.panels), str(PAINT)],
            ["first paint of a whole page with it, ms", *_spread(self.pages), "-"],
            ["Enter to the first stage, ms", *_spread(self.stages), str(STAGE)],
            ["layout shift as answers land", f"{self.shift:.3f}", "-", "0"],
        ]
        return table(["The widget", "p50", "p95", "at most"], rows)


def _spread(values: Sequence[float]) -> list[str]:
    return [f"{percentile(values, share):.0f}" for share in (0.5, 0.95)]


def measured(bench: Bench) -> Figures:
    """The figures, over the index that the contest has built."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - most benchmarks need no browser

    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)))
    with ours(bench, 1) as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        pages = [_first_paint(browser, address) for _ in range(OPENINGS)]
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address)
        panels = [float(page.evaluate(PANEL)) for _ in range(OPENINGS)]
        asked = _asked(page, [talk[0] for talk in islice(conversations(), QUESTIONS)])
        browser.close()
    return Figures(len(packed().small), pages, panels, asked["stages"], asked["shifted"])


def _first_paint(browser: "Browser", address: str) -> float:
    """Of a page that this browser has not seen."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.wait_for_function(FIRST_PAINT)
    took = float(page.evaluate(FIRST_PAINT))
    context.close()
    return took


def _asked(page: "Page", questions: Sequence[str]) -> dict[str, Any]:
    """Each question as a new case; what the page noted."""
    page.evaluate(WATCH)
    box = page.get_by_label("Your question")
    for question in questions:
        page.get_by_role("button", name="New case").click()
        box.fill(question)
        page.wait_for_timeout(600)  # what was pressed before it excuses no shift
        box.press("Enter")
        page.locator("aftercare-chat .turn .actions").wait_for(timeout=120_000)
    return dict(page.evaluate("({stages: window.stages, shifted: window.shifted})"))


def main() -> None:
    """Prints the table."""
    chosen = arguments().parse_args()
    print(measured(Bench(ROOT, chosen.work.resolve(), chosen.peers.absolute())).table())


if __name__ == "__main__":
    main()
