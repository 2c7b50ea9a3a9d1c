"""Any procedure on a phone, from its first page to the receipt, with a look at every page on the way."""

from typing import Any

import pytest

from app.applications.assurance import needs_card
from tests import make
from tests.browser.conftest import Visiting
from tests.browser.walker import Walker
from tests.sampling import tiered
from tests.scenarios import counter_only
from tests.scenarios.walker import MOST_PAGES, pin_of, signing_pin_of
from tests.scenarios.walker import Walker as Walked
from tests.walks import WALKS

pytestmark = pytest.mark.browser
# One that is known from the register and one of a guest; the others are walked by `dev.py test --long`.
ORDINARY = {"kaigo_careplan_request", "facility_reserve"}


class Answering(Walker):
    """Answers whatever a page asks with what was made beforehand for the walk over HTTP."""

    def walks(self, key: str) -> str:
        """The 受付番号; none for what is sent at the counter alone."""
        walk = WALKS[key]
        self.prepared = Walked(self.world.url, make.filled(key, walk.given, walk.person), walk)
        procedure = self.prepared.journey.procedure
        self.opens(f"/procedures/{key}")
        with_card = needs_card(procedure, make.town())
        if walk.person and with_card and not counter_only.is_for_the_counter(procedure):
            self.signs_in(walk.person, pin_of(walk.person))
        self.looks("start")
        at_the_counter = walk.person and counter_only.is_for_the_counter(procedure)
        if at_the_counter and walk.person:
            self.opens("/sign-in")
            self.signs_in(walk.person, pin_of(walk.person))
            self.opens(f"/apply/{counter_only.begun(self.world, key, walk.person)}")
        else:
            self.presses("始める")
        for _ in range(MOST_PAGES):
            if self.path.endswith("/check"):
                break
            self.looks("page")
            self.answers_page()
        self.looks("check")
        if at_the_counter:
            return ""
        for step in self.prepared.journey.at_check:
            self.fills_in(self.prepared.boxes_of(step))
        self.goes_on()
        if walk.person and self.page.url.startswith(self.world.ports.card_url):
            self.signs_card(walk.person, signing_pin_of(walk.person))
        assert self.heading == "申請が届きました", f"{self.path}: {self.text[:400]}"
        self.looks("receipt")
        return self.number

    def answers_page(self) -> None:
        step = self.prepared.journey.procedure.find_step(self.path.rpartition("/")[2])
        assert step is not None, self.path
        answers = self.prepared.journey.answers
        for question in step.questions:
            rows = answers.get(question.key)
            if question.kind == "group" and isinstance(rows, list):
                self.has_rows(question.key, len(rows))
        self.fills_in(self.prepared.boxes_of(step))
        for box in self.page.locator("main input[type=file]").all():
            self.sends_a_photo_into(box)
        self.goes_on()

    def has_rows(self, key: str, count: int) -> None:
        for _ in range(count):
            shown = self.page.locator(f"[name='{key}.rows']")
            if not shown.count() or int(shown.get_attribute("value") or 0) >= count:
                return
            self._goes(self.page.locator(f"button[name=add_row][value='{key}']"))

    def fills_in(self, boxes: Any) -> None:
        for name, values in boxes.items():
            found = self.page.locator(f'main [name="{name}"]')
            if not found.count():
                continue  # opened by another answer: the page comes again with it
            kind = str(found.first.evaluate("box => box.type"))
            if kind in {"radio", "checkbox"}:
                for box in found.all():
                    if box.get_attribute("value") in values and not box.is_checked():
                        self._shown(box)
                        self.touches(box.locator("xpath=ancestor::*[contains(@class, 'choice')][1]//label"))
            elif kind != "hidden" and found.first.input_value() != values[0]:
                self._shown(found.first)
                choose = found.first.select_option if kind == "select-one" else found.first.fill
                choose(values[0])

    def _shown(self, box: Any) -> None:
        """What the register knew lies behind a summary that one opens to change it."""
        if not box.is_visible():
            closed = box.locator("xpath=ancestor::details[not(@open)]")
            if closed.count():
                self.touches(closed.last.locator("summary").first)


@pytest.mark.parametrize("key", tiered(make.catalog(), ORDINARY))
def test_every_page_of_it_is_a_good_page_on_a_phone(visiting: Visiting, key: str) -> None:
    """Must catch: an axe violation, a page wider than 320 px or a target too small, on a page only one form has."""
    visiting(Answering).walks(key)
