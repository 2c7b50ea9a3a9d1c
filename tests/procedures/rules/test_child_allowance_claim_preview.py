"""What a claim, an end and a death lead to."""

from datetime import date
from typing import Any

import pytest

from app.japan.business_days import ClosedDays
from app.procedures.context import Context
from app.procedures.named import PREVIEWS
from tests import make
from tests.procedures.rules.families import MAY, a_student


def shown(name: str, answers: dict[str, Any], today: date = MAY) -> dict[str, str]:
    lines = PREVIEWS[name](answers, Context(today, {}, ClosedDays()))
    return {str(line.label): str(line.text) for line in lines}


def a_claim(reason: str, *children: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"claim_reason": reason, "children": [*children], **more}


def named(born: str, given: str) -> dict[str, Any]:
    return make.a_child(born, child_name={"family": "見本", "given": given})


VECTORS = [
    ("T01", "2026-04-30", date(2026, 5, 15), "2026年5月分から"),
    ("T02", "2026-04-30", date(2026, 5, 16), "2026年6月分から"),
    ("T03", "2026-04-10", date(2026, 4, 25), "2026年5月分から"),
    ("T04", "2026-04-10", date(2026, 4, 30), "2026年5月分から"),
    ("T05", "2026-04-10", date(2026, 5, 1), "2026年6月分から"),
    ("T06", "2026-12-31", date(2027, 1, 15), "2027年1月分から"),
]


@pytest.mark.parametrize(
    ("born", "today", "month"), [pytest.param(*vector[1:], id=vector[0]) for vector in VECTORS]
)
def test_a_birth_is_counted_from_the_birthday(born: str, today: date, month: str) -> None:
    assert shown("claim_preview", a_claim("birth", make.a_child(born)), today)["支給が始まる月"] == month


@pytest.mark.parametrize(
    ("today", "month"), [(date(2026, 4, 9), "2026年4月分から"), (date(2026, 4, 10), "2026年5月分から")]
)
def test_a_move_is_counted_from_the_planned_moving_out(today: date, month: str) -> None:
    """T07, T08. Must catch: the day of moving in, or the birthday of the child who came along."""
    moved = a_claim("moved_in", make.a_child("2020-01-01"), planned_move_out_on="2026-03-25")
    assert shown("claim_preview", moved, today)["支給が始まる月"] == month


def test_a_claim_shows_the_order_and_the_amount() -> None:
    """J07 as a family that moved in."""
    family = a_claim(
        "moved_in",
        named("2016-05-05", "弟"),
        named("2009-05-05", "兄"),
        planned_move_out_on="2026-04-30",
        univ_children=[a_student("2006-05-05")],
    )
    told = shown("claim_preview", family)
    assert told["見本 兄"] == "10,000円（3歳以上・第2子）"
    assert told["見本 弟"] == "30,000円（3歳以上・第3子）"
    assert told["見込みの月額"] == "40,000円"
    assert told["最初に支払う月の見込み"] == "2026年6月"


def test_no_amount_is_told_for_a_child_nobody_brings_up() -> None:
    assert shown("claim_preview", a_claim("birth", make.a_child("2026-05-02", child_care="no"))) == {}
    assert shown("claim_preview", a_claim("birth")) == {}
    assert shown("claim_preview", a_claim("divorce", make.a_child("2020-01-01"))) == {}


def test_the_allowance_is_paid_for_the_month_in_which_it_ends() -> None:
    assert shown("last_month_preview", {"term_date": "2026-05-01"}) == {
        "手当を受け取れる最後の月": "2026年5月分まで"
    }
    assert shown("last_month_preview", {}) == {}


def test_what_is_unpaid_after_a_death() -> None:
    """July: June and July. August: August, and the two before it if death came before the payment."""
    july = shown("unpaid_preview", {"death_date": "2026-07-20"}, date(2026, 7, 25))
    assert july == {"まだ払われていない月の見込み": "2026年6月分と2026年7月分"}
    august = {"death_date": "2026-08-05", "new_claim_link": "continue"}
    assert shown("unpaid_preview", august, date(2026, 8, 7)) == {
        "まだ払われていない月の見込み": "2026年8月分",
        "支払日の前のとき": "亡くなった月の支払日より前に亡くなったときは、2026年6月分からになります。",
        "次に受け取る方の申込みの期限": "令和8年(2026年)8月20日(木)",
    }
    assert shown("unpaid_preview", {}) == {}
