"""The HTTP contract, api/openapi.json: `python -m api.contract` writes it, and a test fails when it is not what is served."""

import json
from pathlib import Path

from api.app import create_app
from api.settings import Settings
from api.shelf import Opened, Shelf
from ingest.errors import NoIndex

FILE = Path(__file__).with_name("openapi.json")


def contract() -> str:
    """The contract of the app as it is now."""
    return json.dumps(create_app(Settings.model_construct(), Shelf(lambda: None, _nothing)).openapi(), indent=2) + "\n"


def _nothing() -> Opened:
    raise NoIndex("Nothing is served here")


if __name__ == "__main__":
    FILE.write_text(contract(), encoding="utf-8")
    print(f"{FILE.name} written")
