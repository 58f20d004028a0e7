"""Side by side with other tools, in one run on one machine. Prints tables, asserts nothing: see docs/benchmarks.md."""
