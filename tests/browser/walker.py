"""Somebody with a browser: presses, types, and looks at each page with a critical eye."""

import re
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Error

from tests.browser.looking import Look, problems_of
from tests.scenarios.walker import a_photo
from tests.world import PASSWORD, World

HARMLESS = re.compile(
    r"status of (422|403|404|405|409|503)|net::ERR_(INTERNET_DISCONNECTED|FAILED)|Failed to fetch"
)
BOTH = ("standard", "large")
ALL = ("standard", "large", "contrast", "dark")
MARK = (
    "(document.querySelector('#fields, #state') ?? document.documentElement).setAttribute('data-before', '')"
)


class Walker:
    """`complaints`: what was found wrong with a page, console errors (refusals of the content policy are among
    them) and requests to strangers; whoever lends a Walker asserts that there were none.
    """

    def __init__(self, page: Any, world: World, *, scripted: bool = True) -> None:
        self.page = page
        self.world = world
        self.scripted = scripted
        self.ours = {world.url, world.ports.card_url, world.ports.payments_url}
        self.complaints: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._watch)

    def _hear(self, said: Any) -> None:
        if said.type == "error" and not HARMLESS.search(said.text):
            self.complaints.append(f"{said.text} at {self.page.url}")

    def _watch(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and f"{parts.scheme}://{parts.netloc}" not in self.ours:
            self.complaints.append(f"a request to a stranger: {request.url}")

    # Where one stands

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def heading(self) -> str:
        return " ".join(self.page.locator("main h1").inner_text().split())

    @property
    def text(self) -> str:
        return " ".join(self.page.locator("main").inner_text().split())

    @property
    def number(self) -> str:
        """The 受付番号 in the address of a receipt or of anything below it."""
        return self.path.split("/")[2]

    # What one does

    def opens(self, path: str) -> Any:
        return self.page.goto(path if "://" in path else f"{self.world.url}{path}")

    def follows(self, words: str, *, exact: bool = False) -> None:
        self._goes(self.page.get_by_role("link", name=words, exact=exact).first)

    def presses(self, words: str) -> None:
        """The last button with these words: those above it belong to other forms."""
        buttons = self.page.get_by_role("button", name=re.compile(rf"^\s*{re.escape(words)}"))
        self._goes(buttons.locator("visible=true").last)

    def goes_on(self) -> None:
        """The one button at the end of a step."""
        self._goes(self.page.locator(".actions > .button"))

    def picks(self, words: str, of: str = "") -> None:
        """An answer by its words, of the question whose text holds `of`."""
        scope = self.page.locator("fieldset", has_text=of).last if of else self.page.locator("main")
        self.touches(scope.locator(".choice label", has_text=re.compile(rf"^\s*{words}")).first)

    def ticks(self) -> None:
        """The sentence one stands behind, at the end of the check page."""
        self.touches(self.page.locator("form .field > .choice label").last)

    def types(self, box: str, text: str) -> None:
        """Key by key, after a tap into the box."""
        target = self.page.locator(f'[id="{box}"]')
        if not (self.scripted and target.evaluate("box => box === document.activeElement")):
            self.touches(target)
        if target.input_value():
            target.fill("")
        target.press_sequentially(text)

    def sends_a_photo_into(self, box: Any) -> None:
        name = f"{box.get_attribute('name')}.jpg"
        box.set_input_files([{"name": name, "mimeType": "image/jpeg", "buffer": a_photo()}])
        self.page.wait_for_selector(f"[data-stored] li:has-text('{name}')")

    def touches(self, target: Any) -> None:
        if self.page.evaluate("navigator.maxTouchPoints") if self.scripted else False:
            target.tap()
        else:
            target.click()

    def _goes(self, target: Any) -> None:
        """Touches what leads on, and waits for a new page or a new part of this one."""
        if not self.scripted:
            with self.page.expect_navigation():
                target.click()
            return
        self.page.evaluate(MARK)
        self.touches(target)
        self.page.wait_for_selector("[data-before]", state="detached")
        self.page.wait_for_load_state()

    def signs_in(self, person: str, pin: str) -> None:
        """From a page that offers it, through the card reader and back."""
        self.presses("マイナンバーカードでサインインする")
        self._goes(self.page.locator(f"button[value={person}]"))
        self.presses("すべて渡して進む")
        self.page.wait_for_selector("#pin:focus")
        self.types("pin", pin)
        self.presses("カードを読み取る")

    def comes_in(self, login: str) -> None:
        """As staff."""
        self.opens("/staff/sign-in")
        self.types("login", login)
        self.types("password", PASSWORD)
        self.presses("サインイン")

    def signs_card(self, person: str, pin: str) -> None:
        """From the choice of cards that a button 「署名して…」 leads to, and back."""
        self._goes(self.page.locator(f"button[value={person}]"))
        self.page.wait_for_selector("#pin:focus")
        self.types("pin", pin)
        self.presses("署名する")

    # What one sees

    def looks(self, name: str, modes: tuple[str, ...] = BOTH) -> None:
        """Everything a page must be, whatever it is about. `name` tells in a failure which page it was."""
        found = self._problems(modes, Look.RESIDENT) if self.scripted else self._plain_problems()
        self.complaints += [f"{name} ({self.path}): {problem}" for problem in found]

    def looks_as_staff(self, name: str, modes: tuple[str, ...] = ("standard",)) -> None:
        found = self._problems(modes, Look.STAFF)
        self.complaints += [f"{name} ({self.path}): {problem}" for problem in found]

    def _problems(self, modes: tuple[str, ...], look: Look) -> list[str]:
        """Of what is there in the end: the screens of a counter ask for themselves anew when something has happened."""
        try:
            return problems_of(self.page, modes, look)
        except Error as gone:
            if "context was destroyed" not in str(gone):
                raise
            self.page.wait_for_load_state("networkidle")
            return problems_of(self.page, modes, look)

    def _plain_problems(self) -> list[str]:
        count = self.page.locator("h1").count()
        return [] if count == 1 else [f"{count} h1"]

    @property
    def preselected(self) -> list[str]:
        """What is chosen already, outside the closed boxes of what the register knew."""
        return [
            str(box.get_attribute("id"))
            for box in self.page.locator("main input:checked").all()
            if not box.evaluate("box => Boolean(box.closest('.known details:not([open])'))")
        ]
