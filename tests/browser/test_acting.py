"""A mother on her telephone entrusts her daughter, who files for her; the mother sees it and takes it back."""

import os
from pathlib import Path

import pytest

from tests import make
from tests.browser.conftest import Visiting
from tests.browser.test_every_procedure import Answering
from tests.browser.walker import ALL
from tests.scenarios.acting import DAUGHTER, DAUGHTERS_NAME, MOTHER, MOTHERS_NAME
from tests.scenarios.walker import MOST_PAGES, pin_of
from tests.scenarios.walker import Walker as Walked
from tests.walks.walk import Walk

pytestmark = pytest.mark.browser
KEY = "kaigo_certification_new"


class Phone(Answering):
    """Pictures are taken where `PICTURES` names a folder."""

    def looks(self, name: str, modes: tuple[str, ...] = ("standard", "large")) -> None:
        super().looks(name, modes)
        if folder := os.environ.get("PICTURES"):
            kind = "scripted" if self.scripted else "plain"
            self.page.screenshot(path=Path(folder) / f"{name.replace(' ', '-')}-{kind}.png", full_page=True)

    def comes_home(self, person: str) -> None:
        self.opens("/sign-in")
        self.signs_in(person, pin_of(person))

    def ticks_by_value(self, *values: str) -> None:
        for value in values:
            box = self.page.locator(f"main input[value='{value}']")
            self.touches(box.locator("xpath=ancestor::*[contains(@class, 'choice')][1]//label"))

    def files_for_her(self) -> str:
        walk = Walk(MOTHER, {"first_time": "never"})
        self.prepared = Walked(self.world.url, make.filled(KEY, walk.given, MOTHER), walk)
        self.opens(f"/procedures/{KEY}")
        self.looks("start for her")
        self.presses("始める")
        for _ in range(MOST_PAGES):
            if self.path.endswith("/check"):
                break
            self.answers_page()
        self.looks("check for her")
        for step in self.prepared.journey.at_check:
            self.fills_in(self.prepared.boxes_of(step))
        self._goes(self.page.locator("form[action$='/submit'] .actions > .button"))
        assert self.heading == "申請が届きました", f"{self.path}: {self.text[:400]}"
        self.looks("receipt for her")
        return self.number


def entrusts(mother: Phone) -> str:
    mother.comes_home(MOTHER)
    mother.opens("/my")
    mother.follows("代理の人を決める")
    mother.looks("proxies, none")
    mother.follows("たのむ人を決める")
    assert mother.preselected == []
    mother.looks("new proxy", ALL)
    mother.presses("たのむ")
    assert "入力を確かめてください" in mother.text
    mother.looks("new proxy, nothing chosen")
    mother.types("name", DAUGHTERS_NAME)
    mother.ticks_by_value("family", "care", "prefill", "file", "correct", "6", "yes")
    mother.presses("たのむ")
    mother.looks("code to hand on", ALL)
    return str(mother.page.locator(".confirmation dd").inner_text())


def tells(daughter: Phone, mother: Phone) -> None:
    code = entrusts(mother)
    daughter.comes_home(DAUGHTER)
    daughter.opens("/acting")
    daughter.looks("whose, nobody's yet")
    daughter.follows("もらった番号を入力する")
    daughter.looks("code to take")
    daughter.types("code", code)
    daughter.presses("引き受ける")
    daughter.looks("whose", ALL)
    daughter.presses(f"{MOTHERS_NAME} さんの手続をする")
    assert f"{MOTHERS_NAME} さんの代わりに手続しています" in daughter.page.locator(".on-behalf").inner_text()
    daughter.looks("my page for her", ALL)
    number = daughter.files_for_her()
    mother.opens("/my")
    assert number in mother.text
    assert f"{DAUGHTERS_NAME} さんが代わりにしています" in mother.text
    mother.looks("my page of hers")
    mother.opens("/proxies")
    mother.looks("proxies, one")
    mother.follows(DAUGHTERS_NAME)
    assert "申請しました" in mother.text
    mother.looks("proxy", ALL)
    mother.presses("取り消す")
    assert "終わりにしました" in mother.text
    mother.looks("proxies, ended")
    mother.follows(DAUGHTERS_NAME)
    mother.looks("proxy, ended")
    daughter.opens(f"/my/{number}")
    assert daughter.path == "/acting"
    daughter.looks("whose, ended", ALL)
    daughter.presses("自分の手続にもどる")
    assert daughter.page.locator(".on-behalf").count() == 0
    assert number not in daughter.text
    mother.opens(f"/my/{number}/withdraw")
    mother.presses("取り下げる")
    assert mother.path == f"/my/{number}", "what was filed for her is hers to end"


def test_a_mother_entrusts_her_daughter(visiting: Visiting) -> None:
    """Must catch: a step that an 80-year-old cannot see or press; a name bar that is missing, or stays."""
    tells(visiting(Phone), visiting(Phone))


def test_the_same_without_scripts(visiting: Visiting) -> None:
    """Must catch: a step of it that only a script can do."""
    tells(visiting(Phone, java_script_enabled=False), visiting(Phone, java_script_enabled=False))


def test_at_the_desk_it_is_looked_after(visiting: Visiting, officer: Visiting) -> None:
    """Must catch: an axe violation on a page of the counter; a checklist that is ticked already."""
    clerk = officer("tanto")
    clerk.opens("/staff/mandates")
    clerk.looks_as_staff("mandates")
    clerk.opens("/staff/mandates/new")
    assert clerk.preselected == []
    clerk.looks_as_staff("new mandate")
    clerk.presses("登録して、番号を作る")
    clerk.looks_as_staff("new mandate, nothing given")
    entrusts(visiting(Phone))
    clerk.opens("/staff/mandates")
    clerk.follows(MOTHERS_NAME)
    clerk.looks_as_staff("mandate")
