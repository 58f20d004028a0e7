"""What is said of the widget's speed, and its size, which must hold."""

from api.web.widget import packed
from benchmarks.widget import SIZE, Figures


def test_the_widget_is_small() -> None:
    """All of it, as it is sent."""
    assert len(packed().small) <= SIZE


def test_figures_stand_beside_what_is_allowed() -> None:
    """p50 and p95 of each time."""
    lines = Figures(20_000, [90.0], [10.0, 12.0, 30.0], [40.0, 160.0], 0.0).table().splitlines()
    assert lines[2] == "| size, compressed, bytes | 20,000 | - | 25,000 |"
    assert lines[3] == "| first paint of the panel, ms | 12 | 30 | 100 |"
    assert lines[5] == "| Enter to the first stage, ms | 40 | 160 | 150 |"
    assert lines[6] == "| layout shift as answers land | 0.000 | - | 0 |"
