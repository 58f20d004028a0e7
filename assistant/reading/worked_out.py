"""What is worked out once from the words that staff's messages are read by, and is the same at every start."""

from pathlib import Path

from ingest.kept import Store

HERE = Path(__file__).parent
MADE_BY = [HERE / f"{one}.py" for one in ("patterns", "folding", "beginnings")]
WORKED_OUT = Store(HERE / "__pycache__" / "worked_out.json", MADE_BY)
