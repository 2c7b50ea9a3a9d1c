"""Three who are not at home on a telephone: one trembles, one reads slowly, one loses the way. A seed draws lots."""

import random
from typing import Any

from tests.browser.elder import RENEWAL, Elder


class Trembling(Elder):
    """Hits beside the middle (σ = 6 px), taps twice, presses long; and as often as not the second half of a double tap
    falls on the page after, at the same place.
    """

    def begins(self, key: str = RENEWAL) -> None:
        self.lots = random.Random(78)
        self.client = self.page.context.new_cdp_session(self.page)
        self.long_presses = self.doubles = 0
        super().begins(key)

    def touches(self, target: Any) -> None:
        """With a finger on the glass, wherever it comes down."""
        if not self.page.url.startswith(self.world.url):
            super().touches(target)
            return
        self.reads()
        target.evaluate("target => target.scrollIntoView({block: 'center'})")
        box = target.bounding_box()
        x = box["x"] + box["width"] / 2 + self.lots.gauss(0, 6)
        y = box["y"] + box["height"] / 2 + self.lots.gauss(0, 6)
        drawn = self.lots.random()
        if drawn < 0.1:
            self.long_presses += 1
            self.puts_down(x, y, held=700)
        else:
            self.puts_down(x, y)
        if drawn > 0.8:
            self.doubles += 1
            self.page.wait_for_timeout(120)
            self.puts_down(x, y)
        self.last = (x, y)

    def puts_down(self, x: float, y: float, held: int = 60) -> None:
        self.client.send(
            "Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]}
        )
        self.page.wait_for_timeout(held)
        self.client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def goes_on(self) -> None:
        """「次へ」, and the finger comes down once more when the next page has just appeared."""
        super().goes_on()
        if self.lots.random() < 0.5 and "/steps/" in self.path:
            self.doubles += 1
            self.puts_down(*self.last)


class Slow(Elder):
    """A minute for every page, on the clock of the house and on that of the telephone. Twice they are called away."""

    def begins(self, key: str = RENEWAL) -> None:
        self.page.clock.install()
        self.warned = self.signed_in_again = 0
        super().begins(key)

    def reads(self) -> None:
        """Before every touch; time passes without anybody waiting for it."""
        self.lets_pass(20)

    def comes_to(self, name: str) -> None:
        self.lets_pass(60)
        if name == "last_visit":
            self.lets_pass(54 * 60)
            self.stays()
        if name == "doctor_agreed":
            self.gives(self.at)
            self.lets_pass(70 * 60)
            self.comes_in_again()

    def lets_pass(self, seconds: int) -> None:
        self.world.clock.forward(seconds=seconds)
        self.page.clock.fast_forward(seconds * 1000)

    def stays(self) -> None:
        """The session is about to end, and says so; nothing on the page is gone."""
        warning = self.page.locator("#session-message")
        warning.wait_for(state="visible")
        self.warned += 1
        self.touches(warning.get_by_role("button", name="このまま続ける"))
        warning.wait_for(state="hidden")

    def comes_in_again(self) -> None:
        """The session has ended: what was chosen waits behind the card, and goes where it was going."""
        self.goes_on()
        assert "入力した内容は残っています。" in self.text
        self.signs_in("nakagawa_koichi", "2701")
        self.presses("内容を受け取る")
        self.presses("続ける")
        self.signed_in_again += 1


class Lost(Elder):
    """Goes back, reloads, leaves and comes again, asks on the telephone, looks at the page otherwise; at random."""

    def begins(self, key: str = RENEWAL) -> None:
        self.lots = random.Random(16)
        self.detours = 0
        self.left_a_word = False
        super().begins(key)

    def comes_to(self, name: str) -> None:
        leaves_a_word = not self.left_a_word and self._has_a_word()
        if name in {"start", "check", "receipt"} or (self.lots.random() < 0.3 and not leaves_a_word):
            return
        self.detours += 1
        ways = (self.steps_back, self.goes_back, self.reloads, self.leaves, self.asks, self.looks_otherwise)
        (self.leaves if leaves_a_word else self.lots.choice(ways))()
        self.finds_the_way()

    def steps_back(self) -> None:
        for _ in range(self.lots.randint(1, 3)):
            self.follows("ひとつ戻る")

    def goes_back(self) -> None:
        for _ in range(self.lots.randint(1, 4)):
            answer = self.page.go_back()
            assert answer is None or answer.status == 200

    def reloads(self) -> None:
        assert self.page.reload().status == 200

    def leaves(self) -> None:
        """In the middle of a word, where there is one to write."""
        is_half, here = self._has_a_word(), self.path
        if is_half:
            self._word().fill("9")
        self.presses("やめて保存")
        assert self.heading == "保存しました"
        self.follows("続きを入力する")
        if is_half:
            if self.path == here:
                self.left_a_word = True  # half an answer
            else:  # a whole one is kept, and the next page asks
                self.opens(here)
            assert self._word().input_value() == "9", f"what was half written at {here} is gone"

    def _word(self) -> Any:
        return self.page.locator("main input[type=text], main input:not([type]), main textarea").first

    def _has_a_word(self) -> bool:
        return bool(self._word().count()) and bool(self._word().is_visible())

    def asks(self) -> None:
        self.follows("電話で聞く")
        self.follows("ひとつ戻る")

    def looks_otherwise(self) -> None:
        self.presses("ふつう")
        self.presses("おおきい")

    def finds_the_way(self) -> None:
        """Where nothing asks any more, from the beginning: to where they were."""
        if "/steps/" not in self.path and not self.path.endswith("/check"):
            self.opens("/".join(next(each for each in self.seen if "/steps/" in each).split("/")[:3]))
