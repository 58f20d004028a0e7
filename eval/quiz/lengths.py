"""Options of like length, so that nobody can go by the longest: each is cut to as many sentences as fit the others."""

import re
from collections.abc import Sequence
from statistics import median

SENTENCE = re.compile(r"(?<=[.?!])\s+(?=[A-Z\"“])")
SHORTEST = 12  # characters; a shorter option says too little
TWICE = 2


def balanced(texts: Sequence[str]) -> bool:
    """Whether no text is longer than twice the others' median."""
    sizes = [len(text) for text in texts]
    others = ([*sizes[:n], *sizes[n + 1 :]] for n in range(len(sizes)))
    return all(size <= TWICE * median(rest) for size, rest in zip(sizes, others, strict=True) if rest)


def alike(texts: Sequence[str]) -> list[str] | None:
    """The texts, or their beginnings, balanced and all different; None where they cannot be."""
    choices = [_beginnings(text, [other for other in texts if other != text]) for text in texts]
    if not all(choices):
        return None
    targets = sorted({len(one) for each in choices for one in each}, reverse=True)
    for target in targets:
        cut = [_nearest(each, target) for each in choices]
        if balanced(cut) and len(set(cut)) == len(cut):
            return cut
    return None


def _nearest(texts: Sequence[str], size: int) -> str:
    return min(texts, key=lambda one: abs(len(one) - size))


def _beginnings(text: str, others: Sequence[str]) -> list[str]:
    """The text and its beginnings by sentence, as far as they say something that no other text says."""
    sentences = SENTENCE.split(" ".join(text.split()))
    elsewhere = {one for other in others for one in SENTENCE.split(" ".join(other.split()))}
    found = (" ".join(sentences[:n]) for n in range(1, len(sentences) + 1) if not set(sentences[:n]) <= elsewhere)
    return [one for one in found if len(one) >= SHORTEST]
