"""Characters that show nothing, or show the wrong thing, are dealt with once, at the door."""

import re
import unicodedata

# Invisible to a reader but not to a program: Unicode tags, zero-width characters, direction overrides, soft hyphens,
# private use. Words written in them are instructions nobody sees, so they never reach the index or a question.
INVISIBLE = re.compile(
    "["
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
    "]"
)
# Control characters other than tab, line feed, form feed and carriage return.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
BREAKS = re.compile(r"[\n\r\f]")
SPACES = re.compile(r"[ \t\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")


# Bullets and ticks of symbol fonts, which stand in the private use area: they are printed, so they are kept as what they show.
SYMBOLS = str.maketrans("\uf0b7\uf0a7\uf076\uf0d8\uf0fc\uf0a8\uf02d", "•••➢✓□-")


def visible(text: str) -> str:
    """The text without characters that show nothing; compatibility forms (ﬁ, full width) become the plain letters."""
    return INVISIBLE.sub("", CONTROL.sub("", unicodedata.normalize("NFKC", text)))


def printed(text: str) -> str:
    """The text as printed: nothing invisible, every run of white space one space. Letters and quotes stay as they are."""
    shown = INVISIBLE.sub("", CONTROL.sub("", text.translate(SYMBOLS)))
    return SPACES.sub(" ", BREAKS.sub(" ", shown)).strip()


def invisible_characters(text: str) -> int:
    """How many characters of the text show nothing; many of them together are a reason to show the document to its owner."""
    return len(INVISIBLE.findall(text)) + len(CONTROL.findall(text))


def mostly_invisible(text: str) -> bool:
    """Does the text hold more characters that show nothing than letters and figures?"""
    return invisible_characters(text) > sum(character.isalnum() for character in text)
