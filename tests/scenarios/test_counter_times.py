"""滞在時間 for the town: whoever may see it sees places and months, and no member of staff."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from tests.people import Clerk
from tests.scenarios import counter
from tests.world import PASSWORD, World


@pytest.fixture(scope="module")
def served(world: World) -> datetime:
    return counter.served_last_month(world)


@pytest.fixture
def approver(world: World) -> Iterator[Clerk]:
    found = Clerk(world.url)
    found.signs_in("kessai", PASSWORD)
    yield found
    found.close()


def test_the_town_sees_minutes_of_places(served: datetime, approver: Clerk) -> None:
    """Must catch: visits left half way counted as quick ones; two times at one stage counted as two visits."""
    approver.opens("/staff/counter-times")
    rows = [" ".join(each.text_content().split()) for each in approver.page.xpath("//tbody/tr")]
    assert rows == ["全体 12 15分30秒 19分54秒", "本人確認 12 3分00秒 3分00秒", "支払い 12 4分00秒 4分00秒"]
    approver.opens("/staff/counter-times/times.csv")
    text = approver.answer.content.decode("utf-8-sig")
    assert f'"{served.astimezone():%Y}' in text
    assert '"本庁舎","全体","12","930","1194",""' in text


def test_it_names_nobody_and_is_not_for_everybody(world: World, served: datetime, approver: Clerk) -> None:
    """Must catch: a ranking of colleagues, and one of them who looks."""
    approver.opens("/staff/counter-times")
    assert not any(name in approver.page.xpath("string(//main)") for name in ("はるか", "担当", "席"))
    clerk = Clerk(world.url)
    clerk.signs_in("tanto", PASSWORD)
    for path in ("/staff/counter-times", "/staff/counter-times/times.csv"):
        assert clerk.client.get(path).status_code == 403
    clerk.close()
