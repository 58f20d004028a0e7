"""What is worked out once from the words that staff's messages are read by, and is the same at every start."""

from pathlib import Path

from ingest.kept import Store

HERE = Path(__file__).parent
MADE_BY = [HERE / f"{one}.py" for one in ("patterns", "folding", "beginnings")]
MADE_FROM = sorted([*HERE.glob("*.yaml"), *HERE.parent.glob("*.yaml")])  # so that what is no longer written is dropped
WORKED_OUT = Store(HERE / "__pycache__" / "worked_out.json", [*MADE_BY, *MADE_FROM])
