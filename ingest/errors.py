"""Every error that ingest raises, drawn as a tree.

IngestError
├── SourcesError       sources.yaml is not what it should be, or a file is not the one it describes
├── UnreadableDocument a document cannot be read: encrypted, cut off, empty, too large, not what its name says
├── DamagedIndex       a generation of the index is not whole
├── NoIndex            there is no index yet
└── Busy               another ingest is running

Each message says what happened, where, and what to do.
"""


class IngestError(Exception):
    """A message for the person who ran ingest: what happened, where, what to do."""


class SourcesError(IngestError):
    """sources.yaml, or a file it names, is not what it should be."""


class UnreadableDocument(IngestError):
    """A document that cannot be read; nothing of it is indexed."""


class DamagedIndex(IngestError):
    """A generation of the index that is not whole; it is never served."""


class NoIndex(IngestError):
    """No generation has been built yet."""


class Busy(IngestError):
    """Another process is building the index."""
