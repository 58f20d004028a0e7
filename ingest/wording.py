"""How words are put before they are embedded: rows and questions alike, so that both say a thing the same way."""

import re

from ingest.glossary import Glossary

# The subject of every document: it stands in nearly every paragraph and nearly every question, so it tells none apart.
SUBJECT = re.compile(r"\b(?:under\s+|for\s+)?(?:section|sect|sec|s)?[\s.]*117(?:'?s|'d)?\b(?:\s+after-?\s?care)?|\bafter-?\s?care\b", re.IGNORECASE)


def in_terms(text: str, glossary: Glossary) -> str:
    """The text with each thing staff say put as the documents put it; what has two meanings stays as it was said."""
    pieces, at = [], 0
    for match in glossary.expand(text):
        if match.start >= at and not match.ambiguous:
            pieces += [text[at : match.start], match.term]
            at = match.end
    return "".join([*pieces, text[at:]])


def telling(text: str) -> str:
    """The text without the subject that every document has; the text itself where nothing else is left."""
    return " ".join(SUBJECT.sub(" ", text).split()) or text
