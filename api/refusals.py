"""Every way the door refuses a request, as a problem document. None of them repeats what was sent.

Problem
├── OriginRefused         403  a page of an origin that is not allowed asks
├── KeyInAddress          400  a key stands in the address
├── KeyWanted             401  there is no key
├── KeyUnknown            401  the key is none of ours, or is no more
├── RoleWanted            403  the key may not do this
└── TooMany               429  more requests than the limit allows
"""

from collections.abc import Mapping

from api.problems import Problem


class OriginRefused(Problem):
    """A page elsewhere asks, and it is none of those that may."""

    type, status, title = "origin-not-allowed", 403, "That page may not ask here"

    def __init__(self) -> None:
        super().__init__(
            "Pages of other origins may ask only where AFTERCARE_ORIGINS names theirs. If the page is ours: a proxy before "
            "this server must pass on the name that the browser asked for (Host), and the browser must say which page asks"
        )


class KeyInAddress(Problem):
    """A key in an address is written down wherever addresses are."""

    type, status, title = "key-in-address", 400, "A key must not stand in an address"

    def __init__(self) -> None:
        super().__init__(
            "Addresses are kept in logs and histories. Send the key in a header, Authorization: Bearer KEY. Take this one for "
            "known: have it removed and another made"
        )


class KeyWanted(Problem):
    """There is no key."""

    type, status, title = "key-wanted", 401, "A key is needed"

    def __init__(self, challenge: str) -> None:
        said = "Send a key in a header: Authorization: Bearer KEY. Whoever runs this service makes them"
        super().__init__(said, headers={"WWW-Authenticate": challenge})


class KeyUnknown(Problem):
    """The key is none of ours."""

    type, status, title = "key-unknown", 401, "The key is not known"

    def __init__(self, challenge: str) -> None:
        said = "It may have been mistyped, or removed since it was made. Ask whoever runs this service for another"
        super().__init__(said, headers={"WWW-Authenticate": challenge})


class RoleWanted(Problem):
    """The key is known, and may not do this."""

    type, status, title = "role-wanted", 403, "This key may not do that"

    def __init__(self, role: str) -> None:
        super().__init__(f"It needs a key with the role {role}. Whoever runs this service makes them")


class TooMany(Problem):
    """More requests than the limit allows."""

    type, status, title = "too-many-requests", 429, "Too many requests"

    def __init__(self, limit: int, seconds: int, headers: Mapping[str, str]) -> None:
        said = f"At most {limit:,} requests are taken in a minute. Try again in {seconds} second{'s' * (seconds != 1)}"
        super().__init__(said, headers={**headers, "Retry-After": str(seconds)})
