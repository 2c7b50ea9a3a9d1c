"""Every dated case of the tables, against the functions that pages and rules call (I-82)."""

from collections.abc import Callable
from datetime import date, timedelta
from inspect import signature

import pytest

from app.japan import NotUnderstood
from app.japan.ages import age_reached_on, school_year_end_after
from app.japan.business_days import ClosedDays
from app.japan.care_terms import Certification, months_allowed, renewable_from, validity
from app.japan.claims import claim_deadline, first_month_paid, last_month_under_three, payment_month
from app.japan.eras import ERAS, era_parts, parse_date, wareki
from app.japan.periods import Term
from app.japan.school_years import class_age, school_starts_on
from app.japan.terms import APPEAL, BIRTH
from tests.japan.law import tables

CLOSED = ClosedDays()
day = date.fromisoformat


def allowance(event: str, claim: str) -> list[str]:
    deadline = claim_deadline(day(event), CLOSED)
    return [deadline.isoformat(), first_month_paid(day(event), day(claim), deadline).isoformat()]


def high_school(birth: str) -> str:
    on = date(2021, 9, 30)
    within = school_year_end_after(day(birth), 15) < on <= school_year_end_after(day(birth), 18)
    return "yes" if within else "no"


def care_months(kind: str) -> list[str]:
    same, other = (months_allowed(Certification(kind), same_level=level) for level in (True, False))
    return [str(n) for n in (other.standard, other.least, other.most, same.most)]


def read(text: str) -> str:
    try:
        return parse_date(text).isoformat()
    except NotUnderstood:
        return ""


FOUND: dict[str, Callable[..., object]] = {
    "allowance": allowance,
    "payment": lambda month: payment_month(day(month)),
    "under_three": lambda birth: last_month_under_three(day(birth)),
    "school_year_of_18": lambda birth: school_year_end_after(day(birth), 18),
    "high_school_in_2021": high_school,
    "class_age": lambda birth: class_age(day(birth), 2026),
    "school_starts": lambda birth: school_starts_on(day(birth)),
    "age_reached": lambda birth, age: age_reached_on(day(birth), int(age)),
    "appeal": lambda learnt: APPEAL.last_day(day(learnt), CLOSED),
    "months_from": lambda event, months: Term("", months=int(months)).last_day(day(event)),
    "days_from": lambda event, days: Term("", days=int(days)).last_day(day(event)),
    "birth_notified": lambda birth: BIRTH.last_day(day(birth), CLOSED),
    "care_until": lambda applied, months: validity(Certification.NEW, day(applied), int(months)).ends_on,
    "care_renewal": lambda until: renewable_from(day(until)),
    "care_months": care_months,
    "era_read": read,
}
CASES = [
    pytest.param(rule["name"], case, id=f"{rule['name']}-{'-'.join(case)}")
    for rule in tables.rules()
    if rule["name"] in FOUND
    for case in rule["cases"]
]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_a_dated_case_comes_out_as_published(rule: str, case: list[str]) -> None:
    """I-82. Must catch: any rule off by a day or a month."""
    given = len(signature(FOUND[rule]).parameters)
    found = FOUND[rule](*case[:given])
    shown = found if isinstance(found, list) else [str(found)]
    assert shown == case[given:]


@pytest.mark.parametrize(("first", "last", "published"), tables.cases_of("allowance_table"))
def test_a_town_s_table_of_the_turn_of_the_year_comes_out(first: str, last: str, published: str) -> None:
    """I-82: on the published day the claim counts from the month of the event, on the next open day no more."""
    event = day(first)
    while event <= day(last):
        deadline = claim_deadline(event, CLOSED)
        late = CLOSED.next_open(day(published) + timedelta(days=1))
        in_time, too_late = (first_month_paid(event, claim, deadline) for claim in (day(published), late))
        assert in_time == date(event.year + event.month // 12, event.month % 12 + 1, 1)
        assert too_late > in_time
        event += timedelta(days=1)


def test_the_holidays_are_those_of_the_cabinet_office() -> None:
    """I-82. Must catch: a holiday forgotten or made up, in any year of the list."""
    listed, year_end = tables.holidays(), {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}
    every = [date(2016, 1, 1) + timedelta(days=n) for n in range(12 * 365 + 3)]
    assert every[-1] == date(2027, 12, 31)
    expected = {on for on in every if on in listed or on.weekday() >= 5 or (on.month, on.day) in year_end}
    assert {on for on in every if not CLOSED.is_open(on)} == expected


def test_the_eras_are_those_of_icu() -> None:
    """I-82. Must catch: a boundary moved by a day, a year off by one; every year from 1873 to 2099."""
    wrong = [
        (on, era, year)
        for on, era, year in tables.eras()
        if (str(ERAS[era_parts(on)[0]]), era_parts(on)[1]) != (era, year) or parse_date(wareki(on)) != on
    ]
    assert wrong == []


def test_there_are_enough_dated_cases_and_every_rule_is_asked() -> None:
    """I-82: a table that somebody emptied shows nothing."""
    names = {rule["name"] for rule in tables.rules()}
    assert names == {*FOUND, "allowance_table"}
    assert all(rule["law"] and rule["source"] for rule in tables.rules())
    assert sum(len(rule["cases"]) for rule in tables.rules()) >= 100
    assert len(tables.holidays()) >= 200
    assert len(tables.eras()) >= 500
