"""Somebody who fills in a form in おおきい on a telephone, one question a page, and reads before they touch."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from app.applications.models import Application
from app.applications.queries import list_owned
from app.procedures.questions.unknown import boxes_of
from app.procedures.reading_places import YES
from tests import make
from tests.browser.walker import Walker
from tests.scenarios.large import LargeWalker
from tests.scenarios.walker import pin_of
from tests.walks import WALKS

RENEWAL = "kaigo_certification_renewal"
MOST_PAGES = 60
READS = 560  # milliseconds before the first touch: a page that has just come takes none


class Elder(Walker):
    """`wishes` are the answers they want to give; `seen` every page they came to."""

    def begins(self, key: str = RENEWAL) -> None:
        self.page.context.add_cookies([{"name": "mode", "value": "large", "url": self.world.url}])
        walk = WALKS[key]
        self.wishes = LargeWalker(self.world.url, make.filled(key, walk.given, walk.person), walk)
        self.seen: list[str] = []
        self.opens(f"/procedures/{key}")
        if walk.person and "サインインする" in self.text:
            self.signs_in(walk.person, pin_of(walk.person))
        self.comes_to("start")
        self.presses("新しく始める" if "新しく始める" in self.text else "始める")

    def comes_to(self, name: str) -> None:
        """Told of every page; whoever looks at them overrides it."""

    @property
    def at(self) -> str:
        return self.path.rpartition("/")[2]

    def touches(self, target: Any) -> None:
        self.reads()
        super().touches(target)

    def reads(self) -> None:
        if self.scripted:
            self.page.wait_for_timeout(READS)

    # One page

    def reaches_check(self) -> None:
        for _ in range(MOST_PAGES):
            if self.path.endswith("/check"):
                return
            self.answers_page()
        raise AssertionError(f"no end in sight at {self.path}")

    def answers_page(self) -> None:
        here = self.path
        self.seen.append(here)
        self.comes_to(self.at)
        if self.path != here:
            return  # they went somewhere else
        self.gives(self.at)
        self.goes_on()
        assert self.path != here or self.is_a_row(here), f"told off at {here}: {self.text[:300]}"

    def is_a_row(self, _here: str) -> bool:
        return bool(self.page.locator("[name$='.more']").count())

    def gives(self, at: str) -> None:
        if at.endswith("-known"):
            self.chooses(f"{at}.right", [YES])
        elif self.page.locator(f"[name='{at}.more']").count():
            there = int(self.page.locator(f"[name='{at}.rows']").get_attribute("value") or 0)
            more = "add" if there < len(self.wishes.journey.answers[at]) else "no"
            self.chooses(f"{at}.more", [more])
        else:
            self.answers(at)

    def answers(self, at: str) -> None:
        question, answer = self.wishes.asked_at(at)
        if question.kind == "photos" and (question.required or question.least):
            self.sends_a_photo_into(self.page.locator(f"main [name='{at}']"))
            return
        if answer is None or question.kind == "photos":
            self.chooses("left-open", [at])
            return
        for box, values in boxes_of(question, answer, at).items():
            self.fills(box, values)

    def fills(self, box: str, values: Sequence[str]) -> None:
        found = self.page.locator(f"main [name='{box}']")
        if not found.count():
            return  # known to the page
        kind = str(found.first.evaluate("box => box.type"))
        if kind in {"radio", "checkbox"}:
            self.chooses(box, values)
        elif kind == "select-one":
            found.first.select_option(values[0])
        elif kind == "time":
            found.first.fill(values[0])
        elif found.first.input_value() != values[0]:
            self.touches(found.first)
            found.first.fill("")
            found.first.press_sequentially(values[0])

    def chooses(self, box: str, values: Sequence[str]) -> None:
        for each in self.page.locator(f"main [name='{box}']").all():
            if each.get_attribute("value") in values and not each.is_checked():
                self.touches(each.locator("xpath=following-sibling::label"))

    # The end

    def sends(self) -> str:
        """From the check page; the 受付番号."""
        self.comes_to("check")
        self.chooses("consent_truth", ["yes"])
        self.presses("この内容で申請する")
        self.page.wait_for_url("**/receipt")
        self.comes_to("receipt")
        return self.number

    def sent(self) -> list[dict[str, Any]]:
        """What has arrived from this person for this procedure, and stands."""
        draft_id = UUID(next(each for each in self.seen if "/steps/" in each).split("/")[2])
        with self.world.office.database.read() as session:
            application = session.get_one(Application, draft_id)
            owned = list_owned(session, application.owner_id)
            arrived = [
                each
                for each in owned
                if each.reference_number and each.procedure_key == application.procedure_key
            ]
            return [dict(each.versions[-1].answers) for each in arrived if each.state != "withdrawn"]

    def wished(self) -> dict[str, Any]:
        """Of the pages that ask; the rest is the register's."""
        journey = self.wishes.journey
        steps = [step for step in journey.steps if not step.confirmed_at_check]
        keys = [question.key for step in steps for question in journey.asked(step)]
        return {key: journey.answers[key] for key in keys}

    def takes_back(self, number: str) -> None:
        """The next one may ask for the same."""
        self.opens(f"/my/{number}/withdraw")
        self.presses("取り下げる")
