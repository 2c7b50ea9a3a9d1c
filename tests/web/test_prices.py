"""What a start page says of money: every way with its price, and nothing the town has not said."""

from typing import Any

import pytest

from app.municipality.values import Parameter
from app.web.resident.fee_words import fee_note
from app.web.resident.prices import fee_rows, may_be_for_the_counter, ways_with_prices
from tests import make
from tests.procedures.making import a_procedure, a_step, described

FAMILY = "family_register_certificate"


def shown(rows: Any) -> list[tuple[str, str]]:
    return [(str(what), str(price)) for what, price in rows]


def test_every_way_stands_there_with_its_price() -> None:
    """Must catch: a price of the demonstration passed off as the town's word."""
    assert shown(ways_with_prices(make.catalog()[FAMILY], make.town())) == [
        ("オンライン", "450円（1通）。郵送は、郵送料もかかります。"),
        ("コンビニ交付", "450円（1通）（町の確認前）。マイナンバーカードを使います。"),
        ("役場の窓口", "450円（1通）"),
        ("郵送で請求", "450円（1通）。返信用の封筒と切手もいります。"),
    ]


def test_a_way_the_town_does_not_offer_is_not_shown() -> None:
    """Must catch: people sent to a convenience store that prints nothing for this town."""
    price = {"copy": Parameter(value=450, confirmed=True, source="条例")}
    town = make.a_town(FAMILY, fees=price)
    assert "コンビニ交付" not in dict(shown(ways_with_prices(make.catalog()[FAMILY], town)))


def test_classes_have_a_line_each_and_what_is_free_says_so() -> None:
    paper = shown(ways_with_prices(make.catalog()["acceptance_certificate"], make.town()))
    assert paper[:2] == [
        ("オンライン：ふつうの紙（手続用）", "350円（1通）。郵送は、郵送料もかかります。"),
        ("オンライン：上質紙（賞状の形）", "1,400円（1通）。郵送は、郵送料もかかります。"),
    ]
    use = dict(shown(ways_with_prices(make.catalog()["care_premium_certificate"], make.town())))
    assert use["オンライン：確定申告・年末調整"] == "無料です"
    taxes = dict(shown(ways_with_prices(make.catalog()["tax_payment_certificate"], make.town())))
    assert taxes["オンライン：軽自動車税（種別割）の車検用"] == "無料です"
    assert (
        "審査のあとで支払います"
        in shown(ways_with_prices(make.catalog()["house_certificate"], make.town()))[0][1]
    )


@pytest.mark.parametrize("key", [make.ALLOWANCE, make.DISASTER])
def test_most_procedures_are_free(key: str) -> None:
    procedure = make.catalog()[key]
    assert shown(fee_rows(procedure, make.town())) == [("手数料", "無料です")]
    assert ways_with_prices(procedure, make.town()) == ()


def test_an_amount_the_town_lacks_is_no_error_page() -> None:
    rows = shown(fee_rows(make.catalog()[FAMILY], make.a_town(FAMILY, fees={})))
    assert [what for what, _ in rows] == ["手数料"]
    assert "役場へお問い合わせください" in rows[0][1]


def test_what_depends_on_the_item_says_so() -> None:
    items = described(
        "group", "items", questions=[described("listed", "item", list="bulky_waste_items")], row_name="点"
    )
    fee = {"lines": [{"label": "粗大ごみ", "rows": "items", "unit_of": "item"}]}
    bulky = a_procedure(a_step("one", items), key=make.CERTIFICATE, fee=fee)
    assert shown(fee_rows(bulky, make.town())) == [("手数料", "品物ごとに決まっています")]


@pytest.mark.parametrize(
    ("yen", "note"), [(49, "窓口で支払います"), (50, "届いたあとで支払います"), (0, "届いた")]
)
def test_what_no_provider_takes_is_paid_at_the_counter(yen: int, note: str) -> None:
    """PAY.JP takes no less than 50 yen. Must catch: a button that leads to a refusal."""
    assert note in str(fee_note(make.catalog()[make.CERTIFICATE], yen))
    price = {"copy": Parameter(value=yen, confirmed=True, source="条例")}
    town = make.a_town(make.CERTIFICATE, fees=price)
    assert may_be_for_the_counter(make.catalog()[make.CERTIFICATE], town) is (yen == 49)
