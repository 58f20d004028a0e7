"""What the desk is timed over, and how it is told."""

from contextlib import closing
from pathlib import Path

from api.owner.ledger import ledger_of
from api.settings import Settings
from api.store.base import Exchange
from api.store.opened import open_store
from api.store.seal import faults
from api.web.owner.menu import MENU
from assistant.model import Answer, Status
from benchmarks.desk import FIRST, Timed, figures, fill, paths


def test_what_is_stored_is_a_whole_chain_and_every_page_is_timed(tmp_path: Path) -> None:
    """As the service would have kept it."""
    one = Exchange("where?", Answer("a", "c", Status.NOT_COVERED, "Not said."), FIRST, FIRST.date())
    with closing(open_store(Settings(home=tmp_path, retention_days=3_650))) as store:
        fill(store, [one], 2_500)
    with closing(open_store(Settings(home=tmp_path, retention_days=3_650))) as store:
        assert list(faults(store.records(), store.heads())) == []
        assert sum(1 for _ in store.all_kept()) == 2_500
        assert {entry.path for entry in MENU} <= set(paths(ledger_of(store)))


def test_a_page_is_told_by_its_median_and_its_slowest() -> None:
    """Beside what is allowed."""
    assert "| /owner/ | 2 | 9 | 3 | 500 |" in figures([Timed("/owner/", [1.0, 2.0, 9.0], [3.0, 3.0, 3.0])])
