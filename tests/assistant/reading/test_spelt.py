"""Words as they are spelt, before anything is read from them."""

from pathlib import Path

import pytest

from assistant.holdings import Holdings, open_holdings
from assistant.reading.spelt import spelt


@pytest.fixture(scope="module")
def holdings(home: Path) -> Holdings:
    """The real corpus, with its spelling and its places."""
    return open_holdings(home, "North Lincolnshire")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("support is 4 his psychosis", "support is for his psychosis"),
        ("she wudnt cope w/out it b4 tonite", "she wouldnt cope without it before tonight"),
        ("its overnite, wldnt risk it", "its overnight, wouldnt risk it"),
        ("has cap to manage a dp", "has capacity to manage a dp"),
        ("wasnt registered, isnt here", "wasnt registered, isnt here"),
        ("on section 4 the 4 months", "on section 4 the 4 months"),
        ("moved to Broughton", "moved to Broughton"),
    ],
)
def test_what_is_typed_in_a_hurry_is_spelt_out(holdings: Holdings, typed: str, meant: str) -> None:
    """A section, a number and a place are left as they are."""
    assert spelt(typed, holdings) == meant
