"""One person asks another to act for them, and the other does; over HTTP, as both would."""

from typing import Any

from tests.people import Resident
from tests.scenarios.walker import pin_of
from tests.world import World

MOTHER, MOTHERS_NAME = "hara_shizue", "原 静江"
DAUGHTER, DAUGHTERS_NAME = "hara_yuki", "原 由紀"
WANTED: dict[str, Any] = {
    "kind": "family",
    "areas": ["care"],
    "deeds": ["prefill", "file", "correct", "decisions"],
    "months": "6",
    "agreed": "yes",
}


def signed_in(world: World, person: str) -> Resident:
    visitor = Resident(world.url)
    visitor.signs_in(person, pin_of(person))
    return visitor


def entrusts(person: Resident, name: str, **more: Any) -> str:
    """The code that is to be handed on."""
    person.opens("/proxies/new")
    person.sends("たのむ", {"name": name, **WANTED, **more})
    return str(person.page.xpath("//*[@class='confirmation']//dd")[0].text_content())


def takes(proxy: Resident, code: str, expected: int = 200) -> None:
    proxy.opens("/acting/code")
    proxy.sends("引き受ける", {"code": code}, expected)


def acts_for(proxy: Resident, name: str, expected: int = 200) -> None:
    proxy.opens("/acting")
    proxy.sends(f"{name} さんの手続をする", expected=expected)


def takes_back(person: Resident, name: str) -> None:
    person.opens("/proxies")
    person.follows(name)
    person.sends("取り消す")
