"""The fonts of a page: what its character codes stand for, how wide they are, and whether they are bold.

The fonts' class is not public in pypdf: this is the only place that knows of it.
"""

import re
from dataclasses import dataclass

from pypdf.generic import DictionaryObject
from pypdf.generic._font import Font

BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
SYMBOLS = re.compile(r"symbol|wingding|dingbat", re.IGNORECASE)
SYMBOL_BULLETS = str.maketrans("·§Øvlnuqü", "••••••••✓")
UNUSED_CODE = {0x7F: "•"}  # what PDF prints for a code that its standard encoding leaves open
FORCE_BOLD = 1 << 18


@dataclass(frozen=True, slots=True)
class Face:
    """A font as a page uses it. Widths are in thousandths of the font's size."""

    font: Font
    bold: bool
    symbols: bool

    @property
    def space(self) -> float:
        """The width of a space."""
        return float(self.font.space_width)

    def read(self, shown: str | bytes) -> tuple[str, str]:
        """The codes of the characters, by which their widths are known, and the text they stand for."""
        codes, text = self._decoded(shown)
        return codes, text.translate(SYMBOL_BULLETS if self.symbols else UNUSED_CODE)

    def width(self, codes: str) -> float:
        """Of all the characters together."""
        font = self.font
        return sum(font.space_width if code == font.space_char else font.get_text_width(code) for code in codes)

    def _decoded(self, shown: str | bytes) -> tuple[str, str]:
        if isinstance(shown, str):
            return shown, shown
        font = self.font
        if isinstance(font.encoding, str):
            codes = named = shown.decode(font.encoding, "replace")
        else:
            codes = "".join(chr(byte) for byte in shown)
            named = "".join(font.encoding.get(byte, chr(byte)) for byte in shown)
        return codes, "".join(font.character_map.get(character, character) for character in named)


def face_of(resource: DictionaryObject) -> Face:
    """The font of a page's resources."""
    font = Font.from_font_resource(resource)
    descriptor = font.font_descriptor
    bold = bool(BOLD.search(font.name) or BOLD.search(str(descriptor.weight)) or descriptor.flags & FORCE_BOLD)
    return Face(font, bold, bool(SYMBOLS.search(font.name)))
