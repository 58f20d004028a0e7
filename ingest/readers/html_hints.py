"""What an element of a web page is for, by its tag, role, class and style: the document's words, the page's, or nobody's."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

DROPPED = {"script", "style", "link", "meta"}
NOT_SHOWN = {"template", "noscript", "object", "audio", "video", "canvas", "iframe", "noframes"}
CONTROLS = {"button", "select", "option", "textarea", "label", "input", "datalist", "legend"}
FURNITURE_TAGS = {"nav", "footer", "aside", "title", "dialog"} | CONTROLS
FURNITURE_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "menu", "menubar"}
FURNITURE_NAMES = {
    "cookie", "cookies", "consent", "breadcrumb", "breadcrumbs", "nav", "navbar", "navigation", "menu", "sidebar", "footer",
    "masthead", "share", "sharing", "social", "feedback", "pagination", "pager", "search", "skip", "skiplink", "rating",
    "toolbar", "backtotop", "addthis", "advert", "newsletter",
}  # fmt: skip
SCREEN_READER = {"visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text", "govuk-visually-hidden"}
LARGEST = 0.5  # of the page's letters: no menu or banner, whatever its name, holds more
CONTENT = ".//main | .//article | .//h1 | .//*[@role='main']"
WHITE = r"(?:#fff(?:fff)?\b|white\b|rgba?\(\s*255\s*,\s*255\s*,\s*255)"
STYLES = {
    "not displayed": re.compile(r"display:none"),
    "made invisible": re.compile(r"visibility:(?:hidden|collapse)"),
    "wholly transparent": re.compile(r"opacity:0*(?:\.0+)?%?(?:;|!|$)"),
    "printed in size 0": re.compile(r"font-size:0*(?:\.\d+)?(?:px|pt|em|rem|%)?(?:;|!|$)"),
    "off the screen": re.compile(r"(?:left|top|right|bottom|text-indent):-\d{3,}|translate[xy]?\(-\d{3,}"),
    "clipped away": re.compile(r"clip:rect\((?:0(?:px)?,?\s?){4}\)|clip-path:inset\((?:50|100)%\)"),
    "squeezed to nothing": re.compile(r"(?:^|;)(?:max-)?(?:height|width):0(?:px|em|%)?(?:;|!|$)"),
}
WHITE_TEXT = re.compile(rf"(?:^|;)color:{WHITE}")
BACKGROUND = re.compile(rf"(?:^|;)background(?:-color)?:(?!{WHITE}|none|transparent|inherit)")


def why_hidden(element: HtmlElement) -> str:
    """How the element's words are kept from a reader of the page, or ""."""
    if element.tag in NOT_SHOWN:
        return f"in a {element.tag} element, whose words are not shown"
    if element.get("hidden") is not None:
        return "marked hidden"
    if (element.get("aria-hidden") or "").lower() == "true":
        return "hidden from screen readers (aria-hidden)"
    if SCREEN_READER & set((element.get("class") or "").split()):
        return "shown to screen readers only"
    return _by_style(element)


def _by_style(element: HtmlElement) -> str:
    style = _style(element)
    for why, pattern in STYLES.items() if style else ():
        if pattern.search(style):
            return why
    white = WHITE_TEXT.search(style) is not None
    return "white on white" if white and not _has_background(element) else ""


def _style(element: HtmlElement) -> str:
    text = re.sub(r"/\*.*?\*/", "", element.get("style") or "", flags=re.DOTALL)
    return re.sub(r"\s*([:;,(])\s*", r"\1", text.lower()).strip()


def _has_background(element: HtmlElement) -> bool:
    """Is a colour other than white set behind the element? One set by class cannot be known from the page alone."""
    return any(BACKGROUND.search(_style(one)) or one.get("bgcolor") for one in (element, *element.iterancestors()))


def is_furniture(element: HtmlElement, inside_content: bool, letters: int) -> bool:
    """Do the element's words belong to the page, like its menu, and not to the document? `letters` are the whole page's."""
    if element.tag in FURNITURE_TAGS or (element.tag == "header" and not inside_content):
        return not element.xpath(CONTENT)
    if (element.get("role") or "").lower() in FURNITURE_ROLES:
        return not element.xpath(CONTENT)
    if element.tag in ("html", "body", "main", "article", "h1"):
        return False
    named = re.split(r"[\s_-]+|(?<=[a-z])(?=[A-Z])", f"{element.get('class') or ''} {element.get('id') or ''}")
    if FURNITURE_NAMES.isdisjoint(name.lower() for name in named) or element.xpath(CONTENT):
        return False
    return letters_of(element) < LARGEST * letters


def texts_of(element: HtmlElement) -> Iterator[str]:
    """The text of the element and all in it, what follows it too; comments and scripts left out."""
    for one in element.iter():
        if isinstance(one.tag, str) and one.tag not in ("script", "style"):
            yield one.text or ""
        yield one.tail or ""


def letters_of(element: HtmlElement) -> int:
    """How many letters and figures the element holds."""
    return sum(character.isalnum() for text in texts_of(element) for character in text)
