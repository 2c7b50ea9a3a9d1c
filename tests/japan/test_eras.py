"""Dates as typed and as shown; the vectors Z16 to Z18 and every edge of an era."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from japanera import ERA_DATA_GENERAL, EraDate  # type: ignore[import-untyped]

from app.japan import NotUnderstood
from app.japan.eras import ERAS, date_from_parts, era_parts, full_date, parse_date, wareki
from tests.japan.reading import refusal

known_days = st.dates(date(1873, 1, 1), date(2099, 12, 31))


@given(day=known_days)
def test_a_date_shown_in_its_era_reads_back_as_itself(day: date) -> None:
    """I-82. Must catch: an era year off by one, 元年 not read, a shared day put into the wrong era."""
    assert parse_date(wareki(day)) == day
    assert parse_date(day.isoformat()) == day
    key, year, month, number = era_parts(day)
    assert date_from_parts(key, str(year), str(month), str(number)) == day


@given(day=known_days)
def test_eras_are_those_of_the_published_table(day: date) -> None:
    """Must catch: a boundary moved by a day. The expectation comes from the japanera package."""
    expected = EraDate.from_date(day)
    key, year, _, _ = era_parts(day)
    assert str(ERAS[key]) == expected.era.kanji
    assert str(year) == expected.strftime("%-Y")


@given(day=st.dates(date(1, 1, 1), date(1872, 12, 31)))
def test_days_of_the_lunar_calendar_are_shown_in_western_years(day: date) -> None:
    assert era_parts(day) == ("western", day.year, day.month, day.day)
    assert wareki(day) == f"{day.year}年{day.month}月{day.day}日"
    assert full_date(day).startswith(f"{day.year}年{day.month}月")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        pytest.param("R8.5.15", date(2026, 5, 15), id="Z16-letter"),
        pytest.param("令和8年5月15日", date(2026, 5, 15), id="Z16-kanji"),
        pytest.param("2026-05-15", date(2026, 5, 15), id="Z16-iso"),
        pytest.param("昭和64年1月7日", date(1989, 1, 7), id="Z17"),
        pytest.param("大正15年12月25日", date(1926, 12, 25), id="Z18-taisho"),
        pytest.param("昭和元年12月25日", date(1926, 12, 25), id="Z18-showa"),
        ("令和8年11月21日", date(2026, 11, 21)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("明治45年7月30日", date(1912, 7, 30)),
        ("大正元年7月30日", date(1912, 7, 30)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("2026/5/15", date(2026, 5, 15)),
        ("20260515", date(2026, 5, 15)),
        ("ｒ８．５．１５", date(2026, 5, 15)),
        ("令和 8年　5月 15日", date(2026, 5, 15)),
        ("２０２６ー０５ー１５", date(2026, 5, 15)),
        ("令和八年五月十五日", date(2026, 5, 15)),
        ("㋿8年5月15日", date(2026, 5, 15)),
        ("2024-02-29", date(2024, 2, 29)),
    ],
)
def test_one_box_takes_the_ways_people_write_a_date(typed: str, day: date) -> None:
    assert parse_date(typed) == day


@pytest.mark.parametrize(
    "typed",
    ["46157", "46157.0", "5/15/2026", "2026-05-15T00:00:00", "2026515", "2026年5月", "今日", "20261301"],
)
def test_one_box_refuses_what_is_no_date_or_could_be_two(typed: str) -> None:
    assert refusal(parse_date, typed)


@pytest.mark.parametrize(
    ("era", "year", "month", "day"),
    [
        ("reiwa", "８", "５", "１５"),
        ("reiwa", " 8 ", " 5 ", " 15 "),
        ("reiwa", "8年", "5月", "15日"),
        ("reiwa", "08", "05", "15"),
        ("showa", "2026", "5", "15"),
        ("showa", "R8", "5", "15"),
        ("heisei", "令和8", "5", "15"),
        ("western", "令和８年", "5", "15"),
        ("", "2026", "5", "15"),
        ("", "西暦2026年", "5", "15"),
    ],
)
def test_the_year_box_outranks_the_chosen_era(era: str, year: str, month: str, day: str) -> None:
    """Must catch: R8 typed under 昭和 becoming 1933."""
    assert date_from_parts(era, year, month, day) == date(2026, 5, 15)


def test_gannen_is_the_first_year() -> None:
    assert date_from_parts("reiwa", "元", "5", "1") == date(2019, 5, 1)
    assert date_from_parts("heisei", "元年", "1", "8") == date_from_parts("heisei", "1", "1", "8")


@pytest.mark.parametrize(
    ("typed", "parts", "sentence"),
    [
        (("reiwa", "8", "2", "30"), {"day"}, "項目の日を確かめてください。2026年2月は28日までです。"),
        (("reiwa", "6", "2", "30"), {"day"}, "項目の日を確かめてください。2024年2月は29日までです。"),
        (
            ("showa", "64", "1", "8"),
            {"year", "month", "day"},
            "項目を確かめてください。昭和は64年1月7日までです。平成元年1月8日ではありませんか。",
        ),
        (
            ("heisei", "31", "5", "1"),
            {"year", "month", "day"},
            "項目を確かめてください。平成は31年4月30日までです。令和元年5月1日ではありませんか。",
        ),
        (
            ("reiwa", "元", "4", "30"),
            {"year", "month", "day"},
            "項目を確かめてください。令和は元年5月1日からです。平成31年4月30日ではありませんか。",
        ),
        (("reiwa", "0", "5", "1"), {"year"}, "項目の年を確かめてください。令和は1年(元年)からです。"),
        (("reiwa", "8", "13", "1"), {"month"}, "項目の月は1から12までの数字で入力してください。"),
        (("reiwa", "8", "5", "あ"), {"day"}, "項目の日は1から31までの数字で入力してください。"),
        (("", "8", "5", "1"), {"year"}, "項目の年は「令和8」か「2026」のように入力してください。"),
        (("reiwa", "", "5", ""), {"year", "day"}, "項目の年と日を入力してください。"),
        (("reiwa", "8", "", "1"), {"month"}, "項目の月を入力してください。"),
        (("reiwa", "", "", ""), {"year", "month", "day"}, "項目を入力してください。"),
    ],
)
def test_a_refusal_names_the_wrong_part_and_the_remedy(
    typed: tuple[str, str, str, str], parts: set[str], sentence: str
) -> None:
    assert refusal(date_from_parts, *typed) == sentence
    with pytest.raises(NotUnderstood) as caught:
        date_from_parts(*typed)
    assert set(caught.value.parts) == parts


@given(day=st.dates(date(1868, 1, 25), date(1872, 12, 31)))
def test_days_of_meiji_before_the_calendar_changed_are_refused_with_the_reason(day: date) -> None:
    """I-82: 明治元年 to 5年 counted moons, so the same figures mean another day; nobody guesses."""
    year = "元" if day.year == 1868 else str(day.year - 1867)
    for typed in (f"明治{year}年{day.month}月{day.day}日", day.isoformat()):
        assert "暦が今とちがい" in refusal(parse_date, typed)


@pytest.mark.parametrize("typed", ["光文元年1月1日", "安久12年4月1日", "X3.4.1"])
def test_an_era_that_nobody_knows_yet_is_asked_for_in_western_years(typed: str) -> None:
    """I-82."""
    assert "「2026-05-15」のように" in refusal(parse_date, typed) or "「2026」のように" in refusal(
        parse_date, typed
    )


@pytest.mark.parametrize(
    "typed", ["明治5年12月31日", "1872-12-31", "慶応4年1月1日", "2200-01-01", "令和999年1月1日"]
)
def test_years_that_cannot_be_reckoned_with_are_refused(typed: str) -> None:
    assert refusal(parse_date, typed)


def test_years_before_meiji_6_are_refused_with_the_reason() -> None:
    assert "暦が今とちがい" in refusal(date_from_parts, "meiji", "5", "1", "1")
    assert date_from_parts("meiji", "6", "1", "1") == date(1873, 1, 1)


@pytest.mark.parametrize("era", [era for era in ERA_DATA_GENERAL if era.since >= date(1912, 7, 30)])
def test_an_era_begins_on_its_first_day_and_not_before(era: object) -> None:
    first: date = era.since  # type: ignore[attr-defined]
    name: str = era.kanji  # type: ignore[attr-defined]
    assert parse_date(f"{name}元年{first.month}月{first.day}日") == first
    before = first - timedelta(days=1)
    sentence = refusal(parse_date, f"{name}元年{before.month}月{before.day}日")
    assert f"{wareki(before)}ではありませんか" in sentence


def test_a_deadline_is_shown_with_both_years_and_the_weekday() -> None:
    assert full_date(date(2026, 5, 15)) == "令和8年(2026年)5月15日(金)"
    assert full_date(date(1989, 1, 8)) == "平成元年(1989年)1月8日(日)"
    assert wareki(date(2026, 5, 15)) == "令和8年5月15日"
