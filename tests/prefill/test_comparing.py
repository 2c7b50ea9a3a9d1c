"""What somebody answered beside what the register says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.prefill.comparing import Kind, compare
from app.prefill.facts import NOTHING_KNOWN
from tests.prefill.make import facts


def kind_of(name: str, answered: str, registered: str) -> Kind:
    (found,) = compare({f"person.{name}": answered}, facts(**{name.replace(".", "__"): registered}))
    return found.kind


@pytest.mark.parametrize(
    ("name", "answered", "registered", "kind"),
    [
        ("family_name", "水野", "水野", Kind.SAME),
        ("family_name", "水 野", "水野", Kind.WIDTH),
        ("given_name", "ＴＨＩ　ＬＡＮ", "THI LAN", Kind.WIDTH),
        ("family_name", "高橋", "\u9ad9橋", Kind.VARIANT),
        ("family_name", "山崎", "山\ufa11", Kind.VARIANT),
        ("family_name", "葛城", "葛\U000e0100城", Kind.VARIANT),
        ("family_name", "吉田", "\U00020bb7田", Kind.VARIANT),
        ("family_name", "神谷", "\ufa19谷", Kind.VARIANT),
        ("family_name", "渡辺", "渡部", Kind.DIFFERENT),
        ("family_name_kana", "ﾊﾞﾊﾞ", "ババ", Kind.WIDTH),
        ("given_name_kana", "キヨウコ", "キョウコ", Kind.VARIANT),
        ("given_name_kana", "オーノ", "オオノ", Kind.DIFFERENT),
        ("phone", "０２６１−００−０５０１", "0261-00-0501", Kind.WIDTH),
        ("phone", "0261000502", "0261-00-0501", Kind.DIFFERENT),
        ("address.postcode", "3999904", "399-9904", Kind.WIDTH),
        ("email", "Hanako@mail.example", "hanako@mail.example", Kind.VARIANT),
        ("date_of_birth", "1968-01-09", "1968-01-08", Kind.DIFFERENT),
    ],
)
def test_a_difference_is_as_great_as_it_is(name: str, answered: str, registered: str, kind: Kind) -> None:
    """Catches: NFKC on kanji (神 would count as mere width), small kana taken for large ones."""
    assert kind_of(name, answered, registered) is kind


@pytest.mark.parametrize(
    ("kind", "looks"), [(Kind.SAME, False), (Kind.WIDTH, False), (Kind.VARIANT, True), (Kind.DIFFERENT, True)]
)
def test_a_person_looks_at_variants_and_at_what_differs(kind: Kind, looks: bool) -> None:
    answered = {Kind.SAME: "髙橋", Kind.WIDTH: "髙 橋", Kind.VARIANT: "高橋", Kind.DIFFERENT: "水野"}[kind]
    (found,) = compare({"person.family_name": answered}, facts(family_name="髙橋"))
    assert (found.kind, found.needs_looking) == (kind, looks)


def test_both_values_are_shown_as_they_were_written() -> None:
    (found,) = compare({"person.family_name": "高橋"}, facts(family_name="\u9ad9橋"))
    assert (found.term, found.answered, found.registered) == ("person.family_name", "高橋", "\u9ad9橋")


def test_an_address_parted_elsewhere_is_compared_as_one_line() -> None:
    """Catches: 「若葉台一丁目」+「2番3号」 and 「若葉台」+「1-2-3」 reported as two differences."""
    registered = facts(address__city="みどり野町", address__town="若葉台一丁目", address__block="2番3号")
    answered = {
        "person.address.city": "みどり野町",
        "person.address.town": "若葉台",
        "person.address.block": "1-2-3",
    }
    found = {each.term: each.kind for each in compare(answered, registered)}
    assert found == {"person.address.city": Kind.SAME, "person.address": Kind.VARIANT}


def test_another_house_number_differs() -> None:
    registered = facts(address__town="大字中央", address__block="123番地の4")
    (found,) = compare({"person.address.town": "中央", "person.address.block": "123-5"}, registered)
    assert (found.kind, found.answered) == (Kind.DIFFERENT, "中央123-5")


def test_what_one_side_does_not_have_is_not_compared() -> None:
    """Catches: "the register has no telephone" shown to staff as a contradiction."""
    assert compare({"person.phone": "090-0000-0001"}, facts(family_name="水野")) == []
    assert compare({"person.family_name": ""}, facts(family_name="水野")) == []
    assert compare({"person.family_name": "水野"}, NOTHING_KNOWN) == []


def test_only_texts_are_compared() -> None:
    assert compare({"is_protected": True, "household.count": 3}, facts(family_name="水野")) == []


@given(st.text(min_size=1, max_size=20))
def test_whatever_was_typed_equals_itself_and_nothing_raises(text: str) -> None:
    found = compare({"person.family_name": text}, facts(family_name=text, given_name="x"))
    assert [each.kind for each in found] == ([Kind.SAME] if text.strip() else [])
    compare(
        {"person.given_name": text, "person.given_name_kana": text, "person.address.town": text},
        facts(given_name="x", given_name_kana="ア", address__town="中央"),
    )
