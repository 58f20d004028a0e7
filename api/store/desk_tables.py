"""The tables of the policy owner's desk."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from api.store.tables import Instant, metadata

# An exchange in one line, for the policy owner's desk: what can be searched and counted without reading whole answers.
summaries = Table(
    "summaries",
    metadata,
    Column("answer", String(64), ForeignKey("exchanges.answer", ondelete="CASCADE"), primary_key=True),
    Column("conversation", String(64), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("status", String(32), nullable=False),
    Column("question", Text, nullable=False),
    Column("said", Text, nullable=False),  # what was answered, in a sentence
    Column("helpful", Boolean),  # what was said of it; NULL where nothing was
    Column("again", Boolean, nullable=False),  # it asks what the message before it asked, in other words
    Column("sorted", Boolean, nullable=False),  # somebody has looked at it for `again` and `grouped`
    Index("summaries_by_time", "at", "answer"),
    Index("summaries_by_status", "status", "at", "answer"),
    Index("summaries_by_rating", "helpful", "at", "answer"),
    Index("summaries_repeated", "again", "answer"),
    Index("summaries_to_sort", "sorted", "at"),
    Index("summaries_by_conversation", "conversation", "turn"),
)

# What an answer rests on: kind is document, section, paragraph or table.
marks = Table(
    "marks",
    metadata,
    Column("answer", String(64), ForeignKey("exchanges.answer", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("value", String(200), primary_key=True),
    Column("at", Instant, nullable=False),
    Index("marks_by_value", "kind", "value", "at", "answer"),
)

# Questions without a good answer that mean the same. The centre is numbers; the words stay with their exchanges.
groups = Table(
    "groups",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),  # the owner's; "" until one is given
    Column("named_by", String(64), nullable=False),
    Column("centre", LargeBinary, nullable=False),  # float32, the mean of its questions' vectors, not scaled
    Column("size", Integer, nullable=False),  # how many questions went into the mean
)

grouped = Table(
    "grouped",
    metadata,
    Column("answer", String(64), ForeignKey("exchanges.answer", ondelete="CASCADE"), primary_key=True),
    Column("group", String(64), ForeignKey("groups.id", ondelete="CASCADE"), nullable=False),
    Column("near", Float, nullable=False),  # how near it was to the centre when it came
    Index("grouped_by_group", "group", "near"),
)

# What an owner decided about a group. None is changed: the last one holds.
choices = Table(
    "choices",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("group", String(64), ForeignKey("groups.id", ondelete="CASCADE"), nullable=False),
    Column("choice", String(32), nullable=False),
    Column("place", String(200), nullable=False),  # the paragraph that it is for, or ""
    Column("words", Text, nullable=False),  # the way of asking, or what is wanted
    Column("by", String(64), nullable=False),
    Column("at", Instant, nullable=False),
    Index("choices_by_group", "group", "at"),
)

# Answers on their way to becoming worked scenarios.
trials = Table(
    "trials",
    metadata,
    Column("id", String(80), primary_key=True),  # the scenario's
    Column("answer", String(64), nullable=False),
    Column("written", Text, nullable=False),  # YAML
    Column("made_by", String(64), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("confirmed_by", String(64), nullable=False),  # "" until a second person has
    Column("confirmed_at", Instant),
)
