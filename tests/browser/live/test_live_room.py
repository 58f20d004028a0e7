"""Live, as it is lived: a screen and phones, by touch, by keyboard, without scripts, without a connection."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from api.quiz.model import Mode, Session
from tests.api.quiz.served import House

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
FOCUSED = (
    "() => { const one = document.activeElement; return (one.labels?.[0]?.innerText || one.innerText || one.tagName).trim(); }"
)
MOST_TABS = 60
Opens = Callable[..., BrowserContext]


def _joins(rooms: House, context: BrowserContext, one: Session, name: str) -> Page:
    page = context.new_page()
    page.goto(f"{rooms.address}/quiz/join?code={one.code}")
    page.get_by_label("Nickname").fill(name)
    page.get_by_role("button", name="Join").click()
    return page


def _screen(rooms: House, context: BrowserContext, one: Session) -> Page:
    page = context.new_page()
    page.goto(f"{rooms.address}/quiz/sessions/{one.id}/live")
    return page


def test_phones_follow_the_screen_without_being_touched(rooms: House, opens: Opens) -> None:
    """The question comes by itself, the screen counts by itself, and what is right comes when the trainer shows it."""
    one = rooms.share(Mode.LIVE)
    screen = _screen(rooms, opens(), one)
    phones = [_joins(rooms, opens(**PHONE), one, name) for name in ("robin", "wren")]
    for phone in phones:
        expect(phone.get_by_role("heading", name="You are in")).to_be_visible()
    expect(screen.locator("[data-joined]")).to_have_text("2")
    screen.get_by_role("button", name="Start").click()
    for phone in phones:
        expect(phone.get_by_role("heading", name="Question 1 of 3")).to_be_visible()
    phones[0].get_by_text("Yes 1").tap()
    phones[0].get_by_role("button", name="Send answer").tap()
    expect(phones[0].get_by_role("heading", name="Answer sent")).to_be_visible()
    expect(screen.locator("[data-answered]")).to_have_text("1")
    screen.get_by_role("button", name="Show the answer").click()
    expect(phones[0].get_by_role("heading", name="Right", exact=True)).to_be_visible()
    expect(phones[1].get_by_role("heading", name="Not answered")).to_be_visible()
    expect(screen.get_by_role("row", name="A. Yes 1")).to_contain_text("Right")
    expect(screen.locator("main")).not_to_contain_text("robin")


def test_an_answer_without_a_connection_is_sent_when_there_is_one(rooms: House, opens: Opens) -> None:
    """The page says so meanwhile; the answer is kept once."""
    one = rooms.share(Mode.LIVE)
    context = opens(**PHONE)
    phone = _joins(rooms, context, one, "robin")
    rooms.quizzes.room.step(rooms.now(one), 0)
    phone.get_by_text("No 1").tap()
    context.set_offline(True)
    phone.get_by_role("button", name="Send answer").tap()
    expect(phone.locator(".connection")).to_contain_text("The connection is lost")
    context.set_offline(False)
    expect(phone.get_by_role("heading", name="Answer sent")).to_be_visible()
    assert [given.chosen for given in rooms.quizzes.room.store.answers_in(one.id)] == [(1,)]


def test_a_self_paced_quiz_is_done_by_keyboard_alone(rooms: House, opens: Opens) -> None:
    """Join, begin, answer, go on: each is reached by Tab, in the order it is read."""
    one = rooms.share(items=1)
    page = opens().new_page()
    page.goto(f"{rooms.address}/quiz/join")
    _tab_to(page, "Code")
    page.keyboard.type(one.code.lower())
    _tab_to(page, "Nickname")
    page.keyboard.type("robin")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Before you begin")).to_be_visible()
    _press(page, "Begin")
    expect(page.get_by_role("heading", name="Question 1 of 1")).to_be_visible()
    _tab_to(page, "A. Yes 1")
    page.keyboard.press("ArrowDown")
    _press(page, "Send answer")
    expect(page.get_by_role("heading", name="Not right").first).to_be_visible()
    _press(page, "See how it went")
    expect(page.get_by_role("heading", name="0 of 1 right")).to_be_visible()
    _tab_to(page, "Try again with other questions")


def test_everything_is_done_without_scripts(rooms: House, opens: Opens) -> None:
    """Self-paced from page to page; a live page looks again by itself, and by a link."""
    one, live = rooms.share(items=2), rooms.share(Mode.LIVE)
    context = opens(java_script_enabled=False)
    page = _joins(rooms, context, one, "robin")
    page.get_by_role("button", name="Begin").click()
    for n in (1, 2):
        page.get_by_label(f"Yes {n}").check()
        page.get_by_role("button", name="Send answer").click()
        expect(page.get_by_role("heading", name="Right", exact=True)).to_be_visible()
        page.get_by_role("link", name="Next question" if n == 1 else "See how it went").click()
    expect(page.get_by_role("heading", name="2 of 2 right")).to_be_visible()
    phone = _joins(rooms, context, live, "robin")
    expect(phone.get_by_role("link", name="Look whether it has started")).to_be_visible()
    rooms.quizzes.room.step(rooms.now(live), 0)
    expect(phone.get_by_role("heading", name="Question 1 of 3")).to_be_visible()


def test_nothing_typed_runs_and_nothing_is_asked_of_anybody_else(rooms: House, opens: Opens) -> None:
    """Markup is a nickname like another, on the learner's page and on the screen."""
    one, asked = rooms.share(Mode.LIVE), list[str]()
    context = opens()
    context.on("request", lambda request: asked.append(request.url))
    page = _joins(rooms, context, one, "<img onerror=alert(1)>")
    expect(page.get_by_text("<img onerror=alert(1)>")).to_be_visible()
    screen = _screen(rooms, context, one)
    expect(screen.get_by_role("list", name="Who is here")).to_contain_text("<img onerror=alert(1)>")
    assert screen.locator("main img").count() == page.locator("main img").count() == 0
    assert asked
    assert all(url.startswith(rooms.address) for url in asked)


def _tab_to(page: Page, name: str) -> None:
    passed: list[str] = []
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        passed.append(" ".join(str(page.evaluate(FOCUSED)).split()))
        if passed[-1].startswith(name):
            return
    raise AssertionError(f"{name!r} is not reached by Tab; these are: {passed}")


def _press(page: Page, name: str) -> None:
    _tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")
