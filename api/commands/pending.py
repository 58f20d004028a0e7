"""`aftercare eval add`: a scenario begun from an answer that was kept."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from api.owner.trials import said_up_to
from api.settings import Settings
from api.store.looking import NOTHING_YET
from api.store.opened import read_store
from eval.errors import EvalError
from eval.pending import Said, skeleton
from eval.worked import FOLDER, ID, load_scenarios


def begin(answer: str, name: str | None, out: Path | None, settings: Settings) -> Path:
    """Writes the scenario; EvalError where the answer, its words or the name cannot be had. Nothing is written over."""
    called = name or f"kept-{answer[:8].lower()}"
    _check_name(called)
    file = out or settings.home / "eval" / "pending" / f"{called}.yaml"
    if file.exists():
        raise EvalError(
            f"{file}: it is there already, and is left as it is. Choose another name with --id, or a file with --out"
        )
    words = skeleton(called, _conversation(answer, settings))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words, encoding="utf-8")
    except OSError as error:
        raise EvalError(f"{file}: it cannot be written ({error.strerror}). Choose another file with --out") from None
    return file


def _check_name(name: str) -> None:
    if not ID.fullmatch(name):
        raise EvalError(f"--id {name!r}: a scenario is named by small letters, digits and hyphens")
    if any(one.id == name for one in load_scenarios(FOLDER)):
        raise EvalError(f"--id {name!r}: there is a scenario of this name. Choose another")


def _conversation(answer: str, settings: Settings) -> Sequence[Said]:
    """What was said up to the answer."""
    store = read_store(settings)
    if store is None:
        raise EvalError(NOTHING_YET)
    with closing(store):
        return said_up_to(store, answer)
