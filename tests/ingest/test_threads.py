"""How many threads numpy multiplies matrices with."""

import os
import subprocess
import sys

import pytest

TOLD = "print(__import__('os').environ['OPENBLAS_NUM_THREADS'])"
USED = "import threadpoolctl; print(*{pool['num_threads'] for pool in threadpoolctl.threadpool_info()})"


def said(first: str, then: str, **given: str) -> str:
    inherited = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    command = [sys.executable, "-c", f"import {first}; {then}"]
    return subprocess.run(command, env={**inherited, **given}, capture_output=True, text=True, check=True).stdout.strip()


@pytest.mark.parametrize("first", ["ingest.vectors", "assistant.retrieval.hybrid", "api.app"])
def test_matrices_are_multiplied_by_one_thread(first: str) -> None:
    """Small products are quicker so, and the same on a machine with any number of cores; whatever is imported first."""
    assert said(first, USED) == "1"


def test_whoever_runs_it_may_choose_otherwise() -> None:
    """A number that is set already stays."""
    assert said("assistant.retrieval.hybrid", TOLD, OPENBLAS_NUM_THREADS="2") == "2"
