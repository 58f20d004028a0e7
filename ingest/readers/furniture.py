"""Words that belong to the page and not to the document: kept with it, never searched, never quoted."""

import re

FURNITURE = re.compile(
    r"^(?:skip to (?:main )?content|skip to navigation|back to top|print this page|share this page"
    r"|menu|search|home|(?:accept|reject|manage) (?:all )?cookies?.*|cookies? on this site.*|we use cookies.*"
    r"|page \d+(?: of \d+)?|\d{1,4}|official(?:-sensitive)?"
    r"|problem with this page\?|please tell us about any problems you have found with this web page\.?"
    r"|do not include personal or medical information in your message\..*|is this page useful\?.*"
    r"|all content is available under .*|© .*)$",
    re.IGNORECASE,
)


def is_furniture(text: str) -> bool:
    """Does this line belong to the page, like "Skip to main content", and not to what the document says?"""
    return FURNITURE.match(text) is not None
