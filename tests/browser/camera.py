"""Takes the pictures of docs/screenshots: `python -m tests.browser.camera [folder]`."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser import journeys
from tests.browser.camera_counter import take_counter
from tests.browser.conftest import DESK, FLAGS, PHONE, find_browser, fonts_of
from tests.browser.photographer import Photographer
from tests.browser.test_every_procedure import Answering
from tests.world import World, a_world


def allowance(phone: Photographer) -> str:
    phone.opens("/")
    phone.shoots("home")
    phone.shoots("home-dark", mode="dark")
    phone.follows("赤ちゃんが生まれた")
    phone.shoots("event")
    phone.follows("児童手当の額を変える")
    phone.shoots("start")
    phone.signs_in("mizuno_yoko", "1101")
    phone.presses("始める")
    phone.goes_on()
    phone.shoots("error")
    phone.shoots("error-large", mode="large")
    phone.picks("増えた")
    phone.goes_on()
    phone.picks("水野 湊")
    phone.goes_on()
    phone.shoots("known", whole=True)
    phone.shoots("known-large", mode="large")
    journeys.answers_about_the_child(phone)
    phone.picks("生まれた")
    phone.picks("いいえ", of="22歳の年度末")
    phone.goes_on()
    phone.shoots("check", whole=True)
    phone.ticks()
    phone.presses("この内容で申請する")
    phone.shoots("receipt")
    phone.shoots("receipt-contrast", mode="contrast")
    number = phone.number
    phone.opens("/my")
    phone.shoots("my-page")
    return number


def damage(phone: Photographer) -> None:
    phone.opens(journeys.DISASTER)
    phone.presses("始める")
    journeys.says_who_and_where(phone)
    phone.picks("令和8年4月")
    phone.goes_on()
    phone.ticks()
    phone.presses("この内容で申請する")
    phone.shoots("guest-receipt")
    journeys.describes_damage(phone)
    journeys.sends_a_photo(phone)
    phone.shoots("photos")


def certificate(phone: Photographer) -> None:
    journeys.orders_certificate(phone)
    phone.follows("を支払う")
    phone.shoots("pay")


def decision(desk: Photographer, second: Photographer, phone: Photographer, number: str) -> None:
    desk.comes_in("tanto")
    second.comes_in("kessai")
    desk.shoots("staff-queue")
    desk.opens(f"/staff/cases/{number}")
    desk.presses("審査を始める")
    desk.shoots("staff-case")
    desk.follows("起案する")
    desk.picks("認める", of="結果")
    desk.presses("決裁に回す")
    second.opens(f"/staff/cases/{number}")
    second.presses("この内容で決裁する")
    phone.world.finish_jobs()
    phone.opens(f"/my/{number}/decision")
    phone.shoots("decision", whole=True)


class Passing(Photographer, Answering):
    """Walks any procedure, and takes pictures of some of its pages: step → name of the picture."""

    pictures: Mapping[str, str] = {}

    def looks(self, name: str, modes: tuple[str, ...] = ()) -> None:
        here = name if name in {"start", "check"} else self.path.rpartition("/")[2]
        if here in self.pictures:
            self.shoots(self.pictures[here], whole=True)


def others(visitor: Callable[..., Any]) -> None:
    for key, pictures in (
        ("kaigo_certification_new", {"start": "care-start", "which_clinic": "care-clinic"}),
        ("child_allowance_unpaid_claim", {"deceased": "late-recipient"}),
        ("child_allowance_donation", {"period": "donation-months"}),
        ("childcare_certification", {"guardians": "guardians", "check": "childcare-check"}),
    ):
        passing = visitor(Passing)
        passing.pictures = pictures
        passing.walks(key)


@contextmanager
def browsing() -> Iterator[Any]:
    found = find_browser()
    if found is None:
        raise SystemExit("no browser: apt-get install --no-install-recommends chromium-headless-shell")
    with TemporaryDirectory() as folder, sync_playwright() as driver:
        yield driver.chromium.launch(executable_path=found, args=FLAGS, env=fonts_of(Path(folder)))


def take(world: World, browser: Any) -> None:
    def visitor(kind: type[Any] = Photographer, **options: Any) -> Any:
        return kind(browser.new_context(**options or PHONE).new_page(), world)

    desk = {**DESK, "device_scale_factor": 1}
    phone = visitor()
    number = allowance(phone)
    damage(visitor())
    certificate(visitor())
    decision(visitor(**desk), visitor(**desk), phone, number)
    take_counter(visitor, desk)
    others(visitor)
    small = visitor(**{**PHONE, "device_scale_factor": 1})
    small.opens("/design")
    small.shoots("design", whole=True)


def main() -> None:
    if len(sys.argv) > 1:
        Photographer.folder = Path(sys.argv[1])
    Photographer.folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, a_world(Path(folder)) as world, browsing() as browser:
        take(world, browser)


if __name__ == "__main__":
    main()
