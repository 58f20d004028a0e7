"""A real Chromium. Where there is none these tests fail and say how to get one: what is not looked at is not accessible."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
NONE = (
    "These tests need Chromium, and none is on the PATH. Install it (on Debian: apt-get install chromium), or say where it is "
    "in CHROMIUM. To run all other tests: pytest --ignore tests/browser"
)


def chromium_path() -> str | None:
    """Where Chromium is: as CHROMIUM says, else the first on the PATH; None where there is none."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, for the whole run."""
    path = chromium_path()
    if path is None:
        pytest.fail(NONE, pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])  # CI often runs as root
        yield browser
        browser.close()
