"""A question in, an answer out. Knows the index; knows nothing of HTTP."""
