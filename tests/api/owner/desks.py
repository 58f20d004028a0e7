"""People before a desk."""

from dataclasses import dataclass
from typing import ClassVar

import httpx

from api.keys import Role
from api.store.base import Store


@dataclass(frozen=True)
class Desks:
    """A server with a desk, and a key of each person's.

    keys   by person
    ids    what each key is called where it is written down who decided
    store  what the server keeps
    """

    ROLES: ClassVar[dict[str, Role]] = {
        "reader": Role.READER,
        "trainer": Role.TRAINER,
        "owner": Role.OWNER,
        "second": Role.OWNER,
        "admin": Role.ADMIN,
    }
    address: str
    keys: dict[str, str]
    ids: dict[str, str]
    store: Store

    def client(self, who: str = "owner", **headers: str) -> httpx.Client:
        """A browser that somebody has given a key."""
        return httpx.Client(base_url=self.address, auth=("any", self.keys[who]), headers=headers, timeout=60)

    def get(self, path: str, who: str = "owner") -> httpx.Response:
        """A page as somebody gets it."""
        with self.client(who) as client:
            return client.get(path)

    def post(self, path: str, who: str = "owner", **fields: str) -> httpx.Response:
        """A form as somebody sends it, and the page that it leads to."""
        with self.client(who) as client:
            return client.post(path, data=fields, follow_redirects=True)
