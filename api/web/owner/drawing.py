"""How a page of the desk is drawn: as every page, with the links of the desk."""

from typing import Any

from fastapi.responses import HTMLResponse

from api.web.drawing import page
from api.web.owner.menu import MENU


def desk_page(template: str, here: str, status: int = 200, /, **shown: Any) -> HTMLResponse:
    """A page of the desk from its template. `here`: the address in the menu that it belongs to, "/owner/" for none of them."""
    return page(f"owner/{template}", status, menu=MENU, here=here, **shown)
