"""YAML that people write, read strictly: every mistake is one line that names the file, the line and what to do."""

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is ten times faster where libyaml is there


class YamlError(ValueError):
    """What is wrong with a file that a person wrote: file, line, what, what to do. `problems` has one line each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_yaml(path: Path) -> Any:
    """The file's content; a key written twice is an error, because YAML would silently keep the last."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise YamlError([f"{where}: {error.problem or error}. Mend the YAML here and try again"]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise YamlError([f"{path}: cannot be read ({error}). Check that the file is there and saved as UTF-8"]) from None
    if node is None:
        raise YamlError([f"{path}: the file is empty"])
    if twice := [f"{path}:{line}: {key!r} stands twice in one place. Keep one of them" for key, line in _repeated(node)]:
        raise YamlError(twice)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=Loader)  # noqa: S506 - a safe loader
    except ValueError as error:  # a value that looks like a date and is none, such as 2023-02-30
        raise YamlError([f"{path}: {error}. Mend the date, or put it in quotes if it is not one"]) from None


def read_model(path: Path, model: type[Model]) -> Model:
    """The file as a pydantic model; every field that does not fit is one line of the error."""
    data = read_yaml(path)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=Loader)
        raise YamlError([_problem(path, root, detail, model) for detail in error.errors()]) from None


def line_of(path: Path, *where: str | int) -> int:
    """The 1-based line of a place in a file, `line_of(path, "documents", 0, "title")`."""
    return _line(yaml.compose(path.read_text(encoding="utf-8"), Loader=Loader), where)


def _problem(path: Path, root: Any, detail: Any, model: type[BaseModel]) -> str:
    where = detail["loc"]
    said = detail["msg"].removeprefix("Value error, ")
    if detail["type"] == "extra_forbidden":
        said = f"unknown key {where[-1]!r}{_meant(str(where[-1]), model)}"
    if detail["type"] == "missing":
        said = f"{where[-1]!r} is missing"
    name = ".".join(str(part) for part in where)
    return f"{path}:{_line(root, where)}: {name}: {said}"


def _meant(key: str, model: type[BaseModel]) -> str:
    close = difflib.get_close_matches(key, sorted(_field_names(model)), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _field_names(model: type[BaseModel], seen: frozenset[type] = frozenset()) -> set[str]:
    names = set(model.model_fields)
    for field in model.model_fields.values():
        for inner in _models_in(field.annotation):
            if inner not in seen:
                names |= _field_names(inner, seen | {inner, model})
    return names


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _models_in(inner)


def _line(node: Any, where: tuple[Any, ...]) -> int:
    for part in where:
        inner = _inside(node, part)
        if inner is None:
            break
        node = inner
    return int(node.start_mark.line) + 1


def _inside(node: Any, part: Any) -> Any:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(part)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part]
    return None


def _repeated(node: Any) -> Iterator[tuple[str, int]]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.value, key.start_mark.line + 1
            seen.add(key.value)
            yield from _repeated(value)
    if isinstance(node, yaml.SequenceNode):
        for inner in node.value:
            yield from _repeated(inner)
