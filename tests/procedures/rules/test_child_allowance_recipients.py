"""Who is stopped, and who must never be: 児童手当 is for recipients, for claimants, or for neither."""

from datetime import date
from typing import Any

import pytest

from app.procedures.context import Context
from app.procedures.named import FACTS
from tests import make
from tests.procedures.rules.families import a_family, people

CLAIM = "child_allowance_certification"
FOR_RECIPIENTS = (
    "child_allowance_amount_revision",
    "child_allowance_name_address_change",
    "child_allowance_donation",
    "child_allowance_donation_change",
    "child_allowance_school_lunch_withholding",
    "child_allowance_school_lunch_change",
    "child_allowance_status_report",
)
NEWBORN = make.a_child("2026-05-02")


def fact(name: str, answers: dict[str, Any], context: Context | None = None) -> Any:
    return FACTS[name](answers, context or a_family("2020-01-01"))


def stopped(key: str, answers: dict[str, Any], person: str | None) -> str | None:
    stop = make.journey(key, answers, person).stop
    return stop.key if stop else None


@pytest.mark.parametrize("key", FOR_RECIPIENTS)
def test_whoever_receives_nothing_is_sent_to_the_claim(key: str) -> None:
    """Must catch: ten pages filled in by a parent whose spouse is the recipient."""
    stop = make.journey(key, {}, "mizuno_ken").stop
    assert stop is not None
    assert (stop.key, stop.instead) == ("no_recipient", CLAIM)


@pytest.mark.parametrize("key", FOR_RECIPIENTS)
@pytest.mark.parametrize("person", [None, "aoki_rina"])
def test_a_register_that_is_silent_stops_nobody(key: str, person: str | None) -> None:
    """Must catch: a mother in refuge told that she receives nothing."""
    hidden = make.journey(key, {}, person)
    known = {
        term: value
        for term, value in hidden.context.known.items()
        if not term.startswith("child_allowance.recip")
    }
    assert FACTS["is_no_recipient"]({}, Context(make.TODAY, known)) is False
    assert stopped(key, {}, person) is None


def test_whoever_receives_it_already_changes_the_amount() -> None:
    stop = make.journey(CLAIM, {}, "mizuno_yoko").stop
    assert stop is not None
    assert (stop.key, stop.instead) == ("recipient_already", "child_allowance_amount_revision")
    assert stopped(CLAIM, {}, "nishida_yuto") is None


def test_the_notice_of_the_end_leads_the_family_of_the_dead_to_what_is_unpaid() -> None:
    stop = make.journey("child_allowance_termination", {}, "mizuno_ken").stop
    assert stop is not None
    assert stop.instead == "child_allowance_unpaid_claim"


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("national", "public_servant"),
        ("local", "public_servant"),
        ("agency", None),
        ("seconded", None),
        ("leaving", None),
    ],
)
def test_public_servants_claim_from_their_employer(kind: str, found: str | None) -> None:
    """Must catch: a national university or a secondment sent away, for whom the town pays."""
    answers = {
        "claim_reason": "birth",
        "applicant_type": "father",
        "job_type": "public_servant",
        "public_servant_kind": kind,
    }
    assert stopped(CLAIM, answers, "nishida_yuto") == found
    assert stopped(CLAIM, {**answers, "job_type": "employee"}, "nishida_yuto") is None


def test_foster_parents_use_another_form() -> None:
    answers = {"claim_reason": "other", "applicant_type": "foster"}
    assert stopped(CLAIM, answers, "nishida_yuto") == "foster"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([], False),
        ([NEWBORN], False),
        ([{**NEWBORN, "child_facility": "yes"}], True),
        ([{**NEWBORN, "child_care": "no"}], True),
        ([{**NEWBORN, "child_livelihood": "none"}], True),
        ([{**NEWBORN, "child_care": "no"}, NEWBORN], False),
        ([{"child_name": NEWBORN["child_name"]}], False),
    ],
)
def test_somebody_must_be_brought_up(rows: list[dict[str, Any]], found: bool) -> None:
    """Must catch: a claim stopped for one child of two, or before the row is filled in."""
    assert fact("nobody_is_brought_up", {"children": rows}) is found
    assert fact("nobody_is_brought_up", {"current_children": rows}) is found


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, False),
        ({"claim_reason": "birth", "children": [NEWBORN]}, False),
        ({"claim_reason": "birth", "children": [NEWBORN, NEWBORN]}, True),
        ({"claim_reason": "moved_in", "children": [NEWBORN]}, True),
    ],
)
def test_students_are_asked_about_unless_a_first_child_was_born(answers: dict[str, Any], asked: bool) -> None:
    """Must catch: J09, one child at home and two students far away, who make it the third."""
    assert fact("third_child_is_possible", answers) is asked


@pytest.mark.parametrize(
    ("change_kinds", "children", "stops"),
    [
        (["pension"], "2020-01-01", True),
        (["pension", "bank"], "2020-01-01", False),
        (["pension"], "2020-01-01, 2025-01-01", False),
        (["pension"], "", False),
        (["bank"], "2020-01-01", False),
    ],
)
def test_a_pension_matters_while_a_child_is_under_three(
    change_kinds: list[str], children: str, stops: bool
) -> None:
    """Must catch: people with an unknown ledger turned away."""
    answers = {"change_kinds": change_kinds}
    assert fact("only_a_needless_pension", answers, a_family(children)) is stops


def test_a_new_account_needs_no_day() -> None:
    assert fact("something_beside_the_account_changes", {"change_kinds": ["bank"]}) is False
    assert fact("something_beside_the_account_changes", {"change_kinds": ["bank", "spouse"]}) is True
    assert fact("something_beside_the_account_changes", {}) is False


@pytest.mark.parametrize(
    ("prefecture", "city", "here"),
    [
        ("長野県", "若葉郡みどり野町", True),
        ("長野県", "みどり野町", True),
        ("新潟県", "みどり野町", False),
        ("新潟県", "かえで市", False),
    ],
)
def test_a_move_within_the_town_is_told_from_a_move_away(prefecture: str, city: str, here: bool) -> None:
    """Must catch: the county left out, which would end an allowance that goes on."""
    town = Context(date(2026, 5, 12), {"town.prefecture": "長野県", "town.city": "若葉郡みどり野町"})
    answers = {"new_address": {"prefecture": prefecture, "city": city}}
    assert fact("moves_within_town", answers, town) is here
    assert fact("moves_out_of_town", answers, town) is not here
    assert fact("moves_out_of_town", {}, town) is fact("moves_within_town", {}, town) is False


@pytest.mark.parametrize(
    ("children", "may"), [("2020-01-01", False), ("2020-01-01, 2022-01-01", True), ("", True)]
)
def test_the_end_for_one_need_not_be_the_end_for_all(children: str, may: bool) -> None:
    assert fact("may_have_several_children", {}, a_family(children)) is may


def test_stops_of_the_other_notices() -> None:
    end, change = "child_allowance_termination", "child_allowance_name_address_change"
    some = {"term_reason": "care_ended", "every_child": False}
    assert stopped(end, some, "okamoto_takuya") == "some_children_stay"
    gone = {"change_kinds": ["marriage"], "marriage_kind": "divorced", "marriage_children": "none"}
    assert stopped(change, gone, "okamoto_takuya") == "children_with_somebody_else"
    part = {**gone, "marriage_children": "some"}
    assert stopped(change, part, "okamoto_takuya") == "some_children_with_somebody_else"
    report = "child_allowance_status_report"
    assert stopped(report, {"report_reason": "none"}, "okamoto_takuya") == "not_needed"
    together = {"report_reason": "divorce_talks", "divorce_status": "reunited"}
    assert stopped(report, together, "okamoto_takuya") == "reunited"
    paid = "child_allowance_unpaid_claim"
    assert stopped(paid, {"deceased_public_servant": True}, "okamoto_miho") == "public_servant"
    assert stopped(paid, {"deceased_public_servant": False}, "okamoto_miho") is None


def test_every_child_of_the_ledger_leaving_ends_the_allowance() -> None:
    leaving = {"revision_kind": "decrease", "dec_children": people("child", "2020-01-01")}
    known = {"child_allowance.recipient_number": "1", **a_family("2020-01-01").known}
    known["child_allowance.counted"] = known["child_allowance.children"]
    journey = make.journey(make.ALLOWANCE, leaving)
    stop = type(journey)(journey.procedure, leaving, Context(make.TODAY, known)).stop
    assert stop is not None
    assert (stop.key, stop.instead) == ("every_child_leaves", "child_allowance_termination")


@pytest.mark.parametrize(
    ("more", "unsettled"),
    [
        ({}, False),
        ({"person.moved_in_on": "2026-01-01"}, False),
        ({"person.moved_in_on": "2026-01-02"}, True),
        ({"person.address.city": "かえで市"}, True),
        ({"is_protected": True}, True),
        ({"is_protected": None}, True),
    ],
)
def test_the_first_of_january_is_asked_where_the_register_cannot_say(
    more: dict[str, Any], unsettled: bool
) -> None:
    """The report of June looks at this year's 1 January. Must catch: last year's, as before July elsewhere."""
    here = {
        "town.prefecture": "長野県",
        "town.city": "みどり野町",
        "person.address.prefecture": "長野県",
        "person.address.city": "みどり野町",
        "is_protected": False,
    }
    assert fact("january_is_unsettled", {}, Context(date(2026, 6, 10), {**here, **more})) is unsettled


def test_a_report_is_of_its_fiscal_year() -> None:
    assert fact("reporting_year", {}, Context(date(2026, 6, 10))) == 2026
    assert fact("reporting_year", {}, Context(date(2027, 3, 31))) == 2026


def test_a_child_who_is_not_listed_needs_a_paper() -> None:
    assert fact("subject_is_not_listed", {"claimant_child": people("child", "2020-01-01")}) is False
    assert fact("subject_is_not_listed", {"claimant_child": [{"key": ""}]}) is True
    assert fact("subject_is_not_listed", {}) is True
