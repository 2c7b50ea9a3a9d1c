"""Staff at a desk without a mouse, and the screen of whoever is in front of them."""

from collections.abc import Mapping, Sequence

from playwright.sync_api import Error

from tests.browser.walker import Walker

TABLET = {"viewport": {"width": 1024, "height": 768}, "locale": "ja-JP", "timezone_id": "Asia/Tokyo"} | {
    "is_mobile": False,
    "device_scale_factor": 1,
}
Told = Mapping[str, Sequence[str]]
# Where the focus is on a page of questions: its name, its kind, and what may be chosen there.
WHERE = """() => {
  const e = document.activeElement;
  const group = e.closest('fieldset');
  if (e.matches('input[type=radio], input[type=checkbox]') && group) {
    const all = [...group.querySelectorAll('input[type=radio], input[type=checkbox]')].filter(o => o.checkVisibility());
    return {kind: e.type, name: e.name, values: all.map(o => o.value), chosen: all.map(o => o.checked)};
  }
  return {kind: e.matches('input, textarea, select') ? 'typed' : e.tagName, name: e.name, values: [], chosen: []};
}"""
SENT = "() => Boolean(document.querySelector('form[data-digits]')?.dataset.sent)"
MOST_KEYS = 60


class ByKeys(Walker):
    """Staff at a desk: no mouse. `keys` counts what was pressed."""

    keys = 0

    def presses_key(self, key: str) -> None:
        """A key that leads to another page."""
        self.keys += 1
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        self.page.wait_for_load_state()

    def writes(self, text: str) -> None:
        """Into whatever has the focus; then Enter."""
        self.keys += len(text)
        self.page.keyboard.type(text)
        self.presses_key("Enter")

    def code(self) -> str:
        return str(self.page.locator(".counter-code .number").inner_text())

    def answers_pages(self, told: Told) -> list[tuple[str, str]]:
        """Question by question, as the focus leads, until the page is no page of questions. What was asked."""
        asked: list[tuple[str, str]] = []
        while self.page.locator("form[data-digits] input[name=case]").count():
            case = self.page.locator("input[name=case]").input_value()
            boxes = [
                each.get_attribute("value") or "" for each in self.page.locator("main [name=_asked]").all()
            ]
            asked += [(case, at) for at in boxes if not any(each.startswith(f"{at}.") for each in boxes)]
            self.answers_page(told)
        return asked

    def ticks_paper(self, words: str) -> None:
        """The one paper with these words, by its digit; then on."""
        labels = self.page.locator("form[data-digits] .choice label").all_inner_texts()
        for place, label in enumerate(labels, 1):
            if words and words in label:
                self.keys += 1
                self.page.keyboard.press(str(place))
        self.presses_key("Enter")

    def answers_page(self, told: Told) -> None:
        mark = "document.documentElement.setAttribute('data-before', '')"
        self.page.evaluate(mark)
        for _ in range(MOST_KEYS):
            if self._acts(told):
                break
        else:
            raise AssertionError(f"no way on from {self.path}: {self.page.evaluate(WHERE)}")
        self.page.wait_for_selector("[data-before]", state="detached")
        self.page.wait_for_load_state()

    def _acts(self, told: Told) -> bool:
        """What a person would do where the focus is. Whether the page goes with it."""
        where = self.page.evaluate(WHERE)
        name = where["name"]
        wanted = told.get(
            name, told.get(".".join(name.rsplit(".", 2)[-2:]), told.get(name.rpartition(".")[2]))
        )
        if where["kind"] in {"radio", "checkbox"}:
            if wanted is None:
                raise AssertionError(f"nobody said what to answer to {name}: {where}")
            digits = [str(where["values"].index(each) + 1) for each in wanted]
            keys = digits if where["kind"] == "radio" else [*digits, "Enter"]
            return any(self._sends_by(key) for key in keys)
        if where["kind"] == "typed":
            text = next(iter(wanted or ()), "")
            self.keys += len(text)
            self.page.keyboard.type(text)
            if self.page.evaluate(WHERE)["name"] != name:
                return False  # the box was full
        return self._sends_by("Enter")

    def _sends_by(self, key: str) -> bool:
        self.keys += 1
        try:
            self.page.keyboard.press(key)
            return bool(self.page.evaluate(SENT))
        except Error:
            return True  # it has gone


def says_me(screen: Walker) -> None:
    screen.page.wait_for_selector("text=あなたですか")
    screen.presses("はい、私です")


def receives(desk: ByKeys, screen: Walker, sought: str = "mizu 0614") -> None:
    desk.presses_key("F2")
    desk.writes(sought)
    desk.presses_key("1")
    desk.presses_key("1")
    says_me(screen)
    desk.page.wait_for_url("**/procedures")


def confirms(screen: Walker, name: str = "") -> list[int]:
    """Every round: each sentence a tap, and the button."""
    taps = []
    while True:
        screen.page.wait_for_selector("text=内容を確かめる")
        boxes = screen.page.locator("main input[type=checkbox]")
        assert not screen.page.locator("main input:checked").count()
        for box in boxes.all():
            screen.page.locator(f"label[for='{box.get_attribute('id')}']").click()
        taps.append(boxes.count() + 1)
        screen.presses("この内容でまちがいありません")
        if screen.heading != "内容を確かめる":
            return taps


def draws(screen: Walker) -> None:
    """A signature, by finger."""
    field = screen.page.locator("canvas")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    assert box is not None
    mouse = screen.page.mouse
    mouse.move(box["x"] + 40, box["y"] + 60)
    mouse.down()
    for step in range(1, 12):
        mouse.move(box["x"] + 40 + step * 25, box["y"] + 60 + (step % 3) * 30)
    mouse.up()


def tells_event(desk: ByKeys, key: str, told: dict[str, bool]) -> None:
    desk.presses_key(key)
    desk.answers_page({name: ["yes" if answer else "no"] for name, answer in told.items()})
    desk.page.wait_for_url("**/found")
    desk.presses_key("Enter")
