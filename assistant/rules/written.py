"""What is written in the rulebook's files, read strictly and joined up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter
from pathlib import Path

from assistant.rules.facts import Facts, FactSpec
from assistant.rules.model import Checklist, Part, Quote, Table
from ingest.yamlfile import YamlError, line_of, read_document, read_model

RULES = Path(__file__).parent


@dataclass(frozen=True)
class Written:
    """The rulebook as written. `names` are the tables' names, which are their files'."""

    folder: Path
    specs: Mapping[str, FactSpec]
    tables: Mapping[str, Table | Checklist]

    def path(self, name: str) -> Path:
        """The file of a table."""
        return self.folder / "tables" / f"{name}.yaml"

    def at(self, name: str, *where: str | int) -> str:
        """ "file:line" of a place in a table's file."""
        return f"{self.path(name)}:{line_of(self.path(name), *where)}"

    def needs(self, name: str) -> tuple[str, ...]:
        """The tables that decide facts of this one."""
        facts = (self.specs[fact].table for fact in self.tables[name].facts if fact in self.specs)
        return tuple(table for table in dict.fromkeys(facts) if table)

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The tables, each after those it needs. graphlib.CycleError where two need one another."""
        return tuple(TopologicalSorter({name: self.needs(name) for name in self.tables}).static_order())


def read_rules(folder: Path = RULES) -> Written:
    """Everything written in the folder. YamlError, one line for each thing that does not fit, over all files."""
    problems: list[str] = []
    tables: dict[str, Table | Checklist] = {}
    specs: Mapping[str, FactSpec] = {}
    try:
        specs = read_model(folder / "facts.yaml", Facts).facts
    except YamlError as error:
        problems += error.problems
    for path in sorted((folder / "tables").glob("*.yaml")):
        try:
            tables[path.stem] = _read_table(path)
        except YamlError as error:
            problems += error.problems
    if problems:
        raise YamlError(problems)
    return Written(folder, specs, tables)


def _read_table(path: Path) -> Table | Checklist:
    document = read_document(path)
    is_checklist = isinstance(document.content, dict) and document.content.get("form") == "checklist"
    return document.as_model(Checklist) if is_checklist else document.as_model(Table)


def parts_of(table: Table | Checklist) -> Sequence[Part]:
    """The rows of a table, or the requirements of a checklist."""
    return table.rows if isinstance(table, Table) else table.requirements


def quotes_of(table: Table | Checklist) -> list[Quote]:
    """Every quotation a table rests on."""
    return [table.meanwhile, *(quote for part in parts_of(table) for quote in (part, *part.also))]
