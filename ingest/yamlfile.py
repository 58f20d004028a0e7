"""YAML that people write, read strictly: every mistake is one line that names the file, the line and what to do."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from ingest import kept

Model = TypeVar("Model", bound=BaseModel)
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is ten times faster where libyaml is there


class YamlError(ValueError):
    """What is wrong with a file that a person wrote: file, line, what, what to do. `problems` has one line each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Document:
    """One file, read once: its content, and where each part of it stands."""

    path: Path
    text: str
    content: Any

    @cached_property
    def root(self) -> Any:
        """The yaml node, which knows its lines; only an error asks for it."""
        return yaml.compose(self.text, Loader=Loader)

    def as_model(self, model: type[Model]) -> Model:
        """The content as a pydantic model; every field that does not fit is one line of the error."""
        try:
            return model.model_validate(self.content)
        except ValidationError as error:
            raise YamlError([_problem(self.path, self.root, detail, model) for detail in error.errors()]) from None


def read_document(path: Path) -> Document:
    """The file, read strictly; a key written twice is an error, because YAML would silently keep the last."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise YamlError([f"{path}: cannot be read ({error}). Check that the file is there and saved as UTF-8"]) from None
    return Document(path, text, kept.beside(path, text, lambda: _read_strictly(path, text)))


def _read_strictly(path: Path, text: str) -> Any:
    try:
        node = yaml.compose(text, Loader=Loader)
        if node is None:
            raise YamlError([f"{path}: the file is empty"])
        if twice := [f"{path}:{line}: {key!r} stands twice in one place. Keep one of them" for key, line in _repeated(node)]:
            raise YamlError(twice)
        return _content(path, node)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        said = getattr(error, "problem", None) or " ".join(str(error).split())
        raise YamlError([f"{where}: {said}. Mend the YAML here and try again"]) from None


def read_yaml(path: Path) -> Any:
    """The file's content, read strictly."""
    return read_document(path).content


def read_model(path: Path, model: type[Model]) -> Model:
    """The file as a pydantic model; every field that does not fit is one line of the error."""
    return read_document(path).as_model(model)


def line_of(path: Path, *where: str | int) -> int:
    """The 1-based line of a place in a file, `line_of(path, "documents", 0, "title")`."""
    return _line(yaml.compose(path.read_text(encoding="utf-8"), Loader=Loader), where)


def _content(path: Path, node: Any) -> Any:
    try:
        return Loader("").construct_document(node)
    except ValueError as error:  # a value that looks like a date and is none, such as 2023-02-30; it has no line of its own
        places = [(f"{path}:{line}", said) for line, said in _no_values(node)] or [(str(path), error)]
        problems = [f"{where}: {said}. Mend the date, or put it in quotes if it is not one" for where, said in places]
        raise YamlError(problems) from None


def _no_values(node: Any) -> Iterator[tuple[int, ValueError]]:
    if isinstance(node, yaml.ScalarNode):
        try:
            Loader("").construct_document(node)
        except ValueError as error:
            yield int(node.start_mark.line) + 1, error
    for inner in _within(node):
        yield from _no_values(inner)


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
    keys = [key for key, _ in node.value if isinstance(key, yaml.ScalarNode)] if isinstance(node, yaml.MappingNode) else []
    seen: set[str] = set()
    for key in keys:
        if key.value in seen:
            yield key.value, key.start_mark.line + 1
        seen.add(key.value)
    for inner in _within(node):
        yield from _repeated(inner)


def _within(node: Any) -> list[Any]:
    """The nodes straight inside a node: a mapping's values, a list's entries."""
    if isinstance(node, yaml.MappingNode):
        return [value for _, value in node.value]
    return node.value if isinstance(node, yaml.SequenceNode) else []
