"""By how much a page is wider than its screen: as it stands, and with the longest address of the documents in each text of it.

Which text holds the address depends on what is asked, so a page that fits today may not fit tomorrow.
"""

from playwright.sync_api import Page

ADDRESS = "england.responsiblecommissioner@nhs.net"
UNFOLD = "() => document.querySelectorAll('details').forEach(one => one.open = true)"
WIDER = "document.documentElement.scrollWidth - innerWidth"
TEXTS = "main :is(p, li, dt, dd, h2, h3, legend, label > span)"
PUT = "([texts, address]) => document.querySelectorAll(texts).forEach(one => one.append(` ${address}`))"


def too_wide(page: Page) -> int:
    """Pixels; 0 or less where nothing is scrolled sideways. The address stays in the page: measure last."""
    found = int(page.evaluate(WIDER))
    page.evaluate(PUT, [TEXTS, ADDRESS])
    return max(found, int(page.evaluate(WIDER)))
