"""What the load is made of and how it is counted."""

import os
import subprocess
import sys

from benchmarks.load import Load, conversations, processor

SPIN = "import time; end = time.process_time() + 0.4\nwhile time.process_time() < end: pass\ninput()"
CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {SPIN!r}])"


def test_every_scenario_is_a_conversation_of_messages_that_can_be_sent() -> None:
    """None is empty, and none is too long."""
    talks = conversations()
    assert len(talks) > 100
    assert all(0 < len(message) <= 2_000 for talk in talks for message in talk)


def test_a_servers_processes_are_counted_with_those_under_it() -> None:
    """A child's work is its own and its parent's."""
    with subprocess.Popen([sys.executable, "-c", CHILD], stdin=subprocess.PIPE) as process:
        before = processor(os.getpid())
        while processor(process.pid) < 0.4:
            assert process.poll() is None
        assert processor(os.getpid()) > before
        process.communicate(b"\n")


def test_a_row_says_rate_and_percentiles() -> None:
    """Milliseconds, and turns a second over the whole time."""
    load = Load(2, [0.010, 0.020, 0.030, 0.500], 2.0, 12.34)
    assert load.row("ours") == ["ours", "2", "4", "2", "20", "500", "12.3"]
