"""A question in, an answer out. Knows the index; knows nothing of HTTP."""

import ingest  # noqa: F401 - says how many threads numpy may use, before a module here imports numpy
