"""The rulebook from its files. A damaged file stops here, with file, line and what to do."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assistant.rules.asking import Asking
from assistant.rules.changes import Changing
from assistant.rules.checklist import compile_checklist
from assistant.rules.compiled import Compiled, Form, compile_table
from assistant.rules.decision import Versions
from assistant.rules.engine import Rulebook
from assistant.rules.model import Table
from assistant.rules.structure import structure_problems
from assistant.rules.written import RULES, Written, quotes_of, read_rules
from ingest.notices import load_notices
from ingest.paragraphs import paragraphs_of
from ingest.readers import READERS
from ingest.sources import document_path, load_sources
from ingest.yamlfile import YamlError, read_yaml

CORPUS = RULES.parents[1] / "corpus"
SHOWN = 12  # hexadecimal digits of a version that are kept
Paragraphs = Mapping[str, str]


def rulebook(folder: Path = RULES, paragraphs: Paragraphs | None = None) -> Rulebook:
    """The rulebook ready to decide by. YamlError for anything that a decision could stumble over."""
    return ready(written_rules(folder), paragraphs_held() if paragraphs is None else paragraphs)


def written_rules(folder: Path = RULES) -> Written:
    """The rulebook's files, read once in a process. YamlError, one line for each thing that a decision could stumble over."""
    return _sound(folder)


@cache
def _sound(folder: Path) -> Written:
    written = read_rules(folder)
    if problems := list(structure_problems(written)):
        raise YamlError(problems)
    return written


def ready(written: Written, paragraphs: Paragraphs) -> Rulebook:
    """What is written, compiled."""
    tables: dict[str, Compiled] = {}
    forms: dict[str, Form] = {}
    for name in written.order:
        table = written.tables[name]
        if isinstance(table, Table):
            forms[name] = tables[name] = compile_table(name, table, written.specs, tables)
        else:
            forms[name] = compile_checklist(name, table, written.specs, tables)
    return Rulebook(
        specs=written.specs,
        forms=dict(sorted(forms.items())),
        askings={name: Asking(table) for name, table in tables.items()},
        changing={name: Changing(written.specs, form) for name, form in forms.items()},
        versions={name: _versions(written, form, paragraphs) for name, form in forms.items()},
        words=read_yaml(RULES / "words.yaml"),
    )


def _versions(written: Written, form: Form, paragraphs: Paragraphs) -> Versions:
    names = [one.name for one in form.closure]
    tables = {name: written.tables[name].model_dump(mode="json", by_alias=True) for name in names}
    cited = {quote.cite for name in names for quote in quotes_of(written.tables[name])}
    return Versions(
        tables=_sha(tables),
        facts=_sha({fact: written.specs[fact].model_dump(mode="json") for fact in form.leaves}),
        paragraphs=_sha({cite: paragraphs.get(cite) for cite in cited}),
    )


def _sha(content: object) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:SHOWN]


def notices_held(corpus: Path = CORPUS) -> frozenset[str]:
    """The ids of every advisory and of every conflict between documents."""
    notices = load_notices(corpus)
    return frozenset({one.id for one in notices.advisories} | {one.id for one in notices.conflicts})


def paragraphs_held(corpus: Path = CORPUS) -> Paragraphs:
    """Every paragraph's words by its id, read from the documents themselves."""
    texts: dict[str, str] = {}
    for source in load_sources(corpus).documents:
        path = document_path(corpus, source)
        texts |= {one.id: one.text for one in paragraphs_of(source.id, READERS[path.suffix](path.read_bytes()))}
    return texts
