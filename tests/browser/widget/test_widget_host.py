"""The widget on somebody else's page: under its policy, under its styles, and asking nobody but the service."""

from collections.abc import Callable

import pytest
from canned import COUNCIL, QUESTION, answer
from desk import IN_SHADOW, Desk
from played import streamed
from playwright.sync_api import Request, Route, expect
from states import embedded

STRICT = "default-src 'self'; require-trusted-types-for 'script'"
HOSTILE = """* { font-family: serif !important; color: red !important; text-transform: uppercase !important;
  letter-spacing: 9px !important; opacity: .9 !important; line-height: 3 !important; visibility: visible; }
html { font-size: 62.5%; } button, p, h2 { border: 9px solid lime !important; font-size: 5px !important; float: left; }
aftercare-chat { display: none !important; width: 40px !important; float: left !important; transform: rotate(9deg) !important;
  position: fixed !important; filter: blur(9px) !important; font-size: 40px !important; }"""
SHIFTS = """() => {
  window.shifted = 0;
  new PerformanceObserver(list => list.getEntries().forEach(one => { if (!one.hadRecentInput) window.shifted += one.value; }))
    .observe({type: 'layout-shift', buffered: true});
}"""
STYLE = f"""name => {{
  const found = getComputedStyle({IN_SHADOW}.querySelector('.chat ' + name));
  const looked = ['fontFamily', 'fontSize', 'color', 'textTransform', 'letterSpacing', 'display', 'float', 'borderTopWidth'];
  return looked.map(one => found[one]);
}}"""
EXAMPLES = {
    "": "Is someone on a section 2 entitled to section 117 aftercare?",
    "charging": "Can the family pay a top-up for a dearer home?",
    "leave": "Does section 117 apply on section 17 leave?",
    "constructor": "Is someone on a section 2 entitled to section 117 aftercare?",
}


@pytest.fixture
def guest(seated: Callable[..., Desk]) -> Desk:
    """Somebody before a page that is not opened yet."""
    return seated()


def test_it_works_under_the_strictest_policy(guest: Desk) -> None:
    """No inline script or style, no markup from strings, nothing from elsewhere; nothing is reported."""
    guest.show(embedded(), STRICT)
    guest.ask().locator(".marker").first.click()
    expect(guest.turn.locator(".passage mark")).to_be_visible()
    guest.button("Record for the case file").click()
    expect(guest.turn.locator(".record")).to_be_visible()
    assert guest.errors == []


def test_our_own_page_has_that_policy(desk: Desk) -> None:
    """The page at / is under it too, and shows the widget in place."""
    policy = desk.page.request.get(desk.address).headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "require-trusted-types-for 'script'" in policy
    expect(desk.page.get_by_role("heading", name="Ask the policy")).to_be_visible()
    expect(desk.box).to_be_visible()


def test_a_page_without_scripts_leads_to_the_plain_form(seated: Callable[..., Desk]) -> None:
    """/ask does the same job."""
    desk = seated(java_script_enabled=False)
    desk.page.goto(desk.address)
    expect(desk.page.locator("noscript a, a").get_by_text("Ask without them")).to_have_attribute("href", "/ask")


def test_a_hostile_page_changes_nothing(guest: Desk) -> None:
    """Rules for everything, and a root of 10 pixels, stop at the element."""
    looks = []
    for style in ("", f"<style>{HOSTILE}</style>"):
        guest.show(embedded().replace("</head>", f"{style}</head>"))
        looks.append([guest.page.evaluate(STYLE, name) for name in ("h2", "button", "textarea", ".about dd")])
    assert looks[0] == looks[1]
    assert looks[0][1][1] == "16px"
    box = guest.page.locator("aftercare-chat").bounding_box()
    assert box is not None
    assert box["width"] > 600


@pytest.mark.parametrize(("topic", "example"), EXAMPLES.items())
def test_examples_follow_the_pages_topic(guest: Desk, topic: str, example: str) -> None:
    """A topic that nobody wrote examples for has the general ones. One that is picked is in the box, to be changed or asked."""
    guest.show(embedded(more=f'topic="{topic}"'))
    guest.button(example).click()
    expect(guest.box).to_have_value(example)
    assert guest.focused == "Your question"


def test_a_panel_opens_and_closes(guest: Desk) -> None:
    """From its button, by the page's script, by Esc; the page hears of it."""
    guest.show(embedded("panel"))
    guest.listen("open")
    expect(guest.box).to_be_hidden()
    guest.button("Ask about section 117").click()
    assert guest.focused == "Your question"
    guest.button("Close").click()
    expect(guest.box).to_be_hidden()
    assert guest.focused == "Ask about section 117"
    guest.page.evaluate("document.querySelector('aftercare-chat').open()")
    expect(guest.box).to_be_visible()
    guest.page.keyboard.press("Escape")
    expect(guest.box).to_be_hidden()
    assert guest.told == [["open", {}], ["open", {}]]


@pytest.mark.parametrize("when", ["before", "after"])
def test_the_page_gives_the_key(guest: Desk, when: str) -> None:
    """Asked for with every request; it may be set before the widget is there."""
    key = "<script>document.querySelector('aftercare-chat').getToken = async () => 'the-key'</script>"
    script = "<script type=module src=/widget/v1/aftercare-chat.js></script>"
    page = embedded().replace(script, "").replace("</body>", f"{key if when == 'before' else ''}{script}</body>")
    guest.show(page)
    if when == "after":
        guest.page.evaluate("document.querySelector('aftercare-chat').getToken = () => 'the-key'")
    guest.ask()
    assert {one.headers.get("authorization") for one in guest.service.heard} == {"Bearer the-key"}


def test_another_origins_service_is_asked_where_it_is(guest: Desk) -> None:
    """`api` names it; without it, the service is where the script came from."""
    asked: list[str] = []
    guest.page.on("request", lambda request: asked.append(request.url))
    guest.show(embedded().replace('api=""', 'api="http://policy.example/aftercare/"'))
    guest.send()
    expect(guest.turn.locator(".problem, .actions").first).to_be_visible()
    assert "http://policy.example/aftercare/api/v1/conversations" in asked
    guest.show(embedded().replace('api=""', ""))
    guest.ask()
    assert f"{guest.address}/api/v1/conversations" in asked


def test_nobody_else_is_asked(guest: Desk) -> None:
    """A whole conversation: every request goes to the origin that serves it."""
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    guest.page.on("request", note)
    guest.show(embedded())
    guest.ask().locator(".marker").first.click()
    expect(guest.turn.locator(".passage mark")).to_be_visible()
    assert {one.url.startswith(guest.address) for one in asked} == {True}
    scripts = [one.url for one in asked if one.resource_type == "script"]
    assert scripts == [f"{guest.address}/widget/v1/aftercare-chat.js"]


@pytest.mark.parametrize("size", [(1280, 900), (768, 1024), (320, 640), (320, 256)], ids=str)
@pytest.mark.parametrize("mode", ["inline", "panel"])
def test_nothing_shifts_when_the_answer_lands(seated: Callable[..., Desk], mode: str, size: tuple[int, int]) -> None:
    """A second after the last press, as an answer comes: what was on screen stays where it was."""
    desk = seated(viewport={"width": size[0], "height": size[1]})
    held: list[Route] = []
    desk.service.replies["message"] = held.append
    desk.show(embedded(mode))
    if mode == "panel":
        desk.button("Ask about section 117").click()
    desk.send()
    expect(desk.turn.locator(".working")).to_be_visible()
    desk.page.wait_for_timeout(1_000)
    desk.page.evaluate(SHIFTS)
    desk.page.wait_for_timeout(50)
    before = desk.page.evaluate("window.shifted")
    streamed(answer())(held[0])
    expect(desk.turn.locator(".actions")).to_be_visible()
    desk.page.wait_for_timeout(200)
    assert desk.page.evaluate("window.shifted") - before == 0
    expect(desk.turn).to_contain_text(COUNCIL)


def test_our_page_does_not_shift_as_it_loads(desk: Desk) -> None:
    """It is first shown with the widget in it."""
    desk.page.evaluate(SHIFTS)
    desk.page.wait_for_timeout(300)
    assert desk.page.evaluate("window.shifted") == 0


def test_two_widgets_on_a_page_do_not_mix(guest: Desk) -> None:
    """Each has its own box; loading the script twice defines it once."""
    twice = embedded().replace("</main>", '<aftercare-chat api="" topic="leave"></aftercare-chat></main>')
    guest.show(twice.replace("</head>", "<script type=module src='/widget/v1/aftercare-chat.js?again'></script></head>"))
    boxes = guest.page.get_by_label("Your question")
    boxes.nth(1).fill(QUESTION)
    expect(boxes.nth(0)).to_have_value("")
    assert guest.errors == []


def test_moving_the_element_keeps_the_conversation(guest: Desk) -> None:
    """A page may rearrange itself."""
    guest.show(embedded())
    guest.ask()
    guest.page.evaluate("document.body.prepend(document.querySelector('aftercare-chat'))")
    expect(guest.turn).to_contain_text(COUNCIL)
