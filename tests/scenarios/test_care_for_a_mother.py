"""A son renews his mother’s certification: what the ledger knows of her is read on the check page, not asked."""

from collections.abc import Iterator

import pytest

from tests import make
from tests.scenarios.walker import Walker
from tests.walks import WALKS
from tests.world import World, a_world

KEY = "kaigo_certification_renewal"
ABOUT_HER = ("insured", "current", "care_manager", "place", "doctor")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with a_world(tmp_path_factory.mktemp("town")) as running:
        yield running


@pytest.fixture
def son(world: World) -> Walker:
    walk = WALKS[KEY]
    walker = Walker(world.url, make.filled(KEY, walk.given, walk.person), walk)
    walker.begins()
    return walker


def test_he_is_asked_only_what_the_ledger_does_not_know(son: Walker) -> None:
    """Must catch: a doctor’s address typed from a card that the town has on record."""
    seen: dict[str, None] = {}
    while not son.path.endswith("/check"):
        seen[son.path.rpartition("/")[2]] = None
        son.answers_page()
    assert [*seen] == ["insured_who", "since_then", "seeing_the_doctor", "card", "submitter"]
    for known in (
        "中川 キヨ",
        "同居の親族",
        "0000002702",
        "要介護2",
        "三枝 直人",
        "けやき居宅介護支援事業所",
        "自宅",
    ):
        assert known in son.text
    assert son.text.count("介護保険の台帳") > 10


def test_whoever_is_not_listed_is_asked_about(son: Walker) -> None:
    """Must catch: the mother’s doctor in an application for an aunt."""
    son.answers_page()
    application = son.path.partition("/steps/")[0]
    son.opens(f"{application}/steps/insured_who")
    son.sends("次へ", {"insured": "elsewhere"})
    son.sends("次へ", {"submitter_kind": "family_apart"})
    for page in ABOUT_HER:
        son.opens(f"{application}/steps/{page}")
        assert "0000002702" not in son.text
        assert "三枝" not in son.text
    assert son.path.endswith("/steps/insured")
