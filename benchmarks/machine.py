"""What the figures were measured on."""

import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

OURS = ("onnxruntime", "tokenizers", "numpy", "bm25s", "chromadb")
PEERS = (
    "torch sentence-transformers chromadb langchain-core langchain-chroma langchain-huggingface "
    "llama-index-core llama-index-retrievers-bm25 haystack-ai txtai"
).split()


def described(peers: Path) -> list[str]:
    """Machine, load and versions, a line each."""
    there = "import importlib.metadata as m, sys; print(', '.join(f'{n} {m.version(n)}' for n in sys.argv[1:]))"
    theirs = subprocess.run([str(peers), "-c", there, *PEERS], capture_output=True, text=True, check=True).stdout.strip()
    system = f"{platform.system()}, Python {platform.python_version()}"
    return [
        f"{os.cpu_count()} cores, {_memory_gb():.0f} GB, no accelerator; {system}",
        f"load before the run (1, 5, 15 minutes): {', '.join(f'{load:.1f}' for load in os.getloadavg())}",
        f"ours: {_versions(OURS)}",
        f"the others: {theirs}",
    ]


def is_busy() -> bool:
    """Is something else running? Then times say more about that than about us."""
    return os.getloadavg()[0] > 0.5 * (os.cpu_count() or 1)


def _versions(names: Sequence[str]) -> str:
    return ", ".join(f"{name} {version(name)}" for name in names)


def _memory_gb() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9


if sys.platform != "linux":
    raise SystemExit("The benchmarks read /proc: run them on Linux")
