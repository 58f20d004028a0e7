"""A package by name: without this file a library that installs its own `tests` takes the place of ours."""
