"""Chance that can be had again."""

from random import Random


def seeded(*seeds: object) -> Random:
    """The same for the same seeds; for making scenarios, never for secrets."""
    return Random(" ".join(map(str, seeds)))  # noqa: S311
