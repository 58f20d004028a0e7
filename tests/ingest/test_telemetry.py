"""Nothing tells anybody that it runs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

RUN = "import onnxruntime; onnxruntime.InferenceSession({!r}, providers=['CPUExecutionProvider'])"
SUPPRESSED = ("ORT_", "CI")  # with any of these set onnxruntime would be silent by itself


@pytest.mark.parametrize("first", ["ingest.embeddings", "assistant.holdings", "api.app"])
def test_onnxruntime_keeps_no_id_of_the_machine_and_no_events(first: str, home: Path, tmp_path: Path) -> None:
    """Left to itself it writes both into the home folder when a model is opened, to send them off later."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(SUPPRESSED)}
    model = next(home.glob("model/*/model.onnx"))
    command = [sys.executable, "-c", f"import {first}; {RUN.format(str(model))}"]

    subprocess.run(command, env={**inherited, "HOME": str(tmp_path)}, check=True)

    assert not list(tmp_path.rglob("*"))
