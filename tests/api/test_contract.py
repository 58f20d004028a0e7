"""The committed contract."""

import json

import httpx

from api.contract import FILE, contract


def test_the_committed_contract_is_what_is_served(browser: httpx.Client) -> None:
    """api/openapi.json says what the app does. If it does not: `python -m api.contract`, and look at the difference."""
    assert FILE.read_text(encoding="utf-8") == contract()
    assert json.loads(contract()) == browser.get("/api/v1/openapi.json").json()


def test_every_failure_of_the_contract_is_a_problem_document() -> None:
    """No address promises another kind of error."""
    paths = json.loads(contract())["paths"]
    for path, methods in paths.items():
        for method in methods.values():
            for status, response in method["responses"].items():
                if status >= "400":
                    assert list(response["content"]) == ["application/problem+json"], path


def test_nothing_loads_from_elsewhere(browser: httpx.Client) -> None:
    """FastAPI's own pages load scripts from a CDN: they are off."""
    assert browser.get("/docs").status_code == 404
    assert browser.get("/redoc").status_code == 404
