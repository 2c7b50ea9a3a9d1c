"""Rules of 保育 that definitions refer to by name (子ども・子育て支援法, 児童福祉法24条).

A register that does not answer, or hides somebody, must stop nobody: there every fact that stops is False.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.calculations.nursery_class import nursery_class
from app.japan.ages import age_on, fiscal_year
from app.japan.names import fold_name
from app.language import noted
from app.procedures.context import Context
from app.procedures.named import Answers, Complaint, check, fact

Row = Mapping[str, Any]


def guardians(answers: Answers) -> list[Row]:
    return list(answers.get("guardians") or ())


def starts_on(answers: Answers) -> date | None:
    """The first day of care that is asked for: of the certificate a day, of a place a month."""
    if day := answers.get("start_date"):
        return date.fromisoformat(day)
    month = answers.get("start_month")
    return date.fromisoformat(f"{month}-01") if month else None


def born_on(answers: Answers) -> date | None:
    return date.fromisoformat(answers["child_birth"]) if answers.get("child_birth") else None


def _reasons(answers: Answers, *relations: str) -> list[str]:
    rows = (row for row in guardians(answers) if not relations or row.get("g_relation") in relations)
    return sorted({reason for row in rows for reason in row.get("g_reason") or ()})


@fact
def mothers_reasons(answers: Answers, context: Context) -> list[str]:
    """保育を必要とする事由 (子ども・子育て支援法施行規則1条の5)."""
    return _reasons(answers, "mother")


@fact
def fathers_reasons(answers: Answers, context: Context) -> list[str]:
    return _reasons(answers, "father")


@fact
def other_guardians_reasons(answers: Answers, context: Context) -> list[str]:
    return _reasons(answers, "other")


@fact
def guardians_reasons(answers: Answers, context: Context) -> list[str]:
    return _reasons(answers)


@fact
def a_guardian_is_on_leave(answers: Answers, context: Context) -> bool:
    rows = guardians(answers)
    return any(row.get("g_on_leave") or "leave" in (row.get("g_reason") or ()) for row in rows)


@fact
def child_is_of_school_age(answers: Answers, context: Context) -> bool:
    """On the day care would begin; before that is answered, today."""
    born = born_on(answers)
    return born is not None and nursery_class(born, starts_on(answers) or context.today) is None


@fact
def child_is_too_young_for_education(answers: Answers, context: Context) -> bool:
    """教育標準時間認定 is for who has reached the age of three (子ども・子育て支援法19条1号)."""
    born, day = born_on(answers), starts_on(answers)
    return born is not None and day is not None and age_on(born, day) < 3


@fact
def no_child_is_enrolled(answers: Answers, context: Context) -> bool:
    return context.known.get("is_protected") is False and not context.known.get("childcare.enrolled")


@fact
def nursery_year(answers: Answers, context: Context) -> int:
    """The fiscal year: one 現況届 a year (子ども・子育て支援法施行規則9条)."""
    return fiscal_year(context.today)


@check
def care_begins_ahead(answers: Answers, context: Context) -> Iterator[Complaint]:
    day = starts_on(answers)
    if answers.get("start_date") and day and day < context.today:
        yield Complaint("start_date", noted("利用を始める日は、今日か、今日より後の日にしてください。"))
    if answers.get("start_month") and day and day <= context.today:
        yield Complaint("start_month", noted("利用を始める月は、来月か、来月より後の月にしてください。"))


@check
def care_ends_after_it_begins(answers: Answers, context: Context) -> Iterator[Complaint]:
    first, last = answers.get("start_date"), answers.get("end_date")
    if first and last and last <= first:
        yield Complaint("end_date", noted("利用を終える日は、始める日より後の日にしてください。"))


@check
def guardians_differ(answers: Answers, context: Context) -> Iterator[Complaint]:
    told = [
        (fold_name(row["g_name"]["family"] + row["g_name"]["given"]), row.get("g_birth"))
        for row in guardians(answers)
        if row.get("g_name")
    ]
    if len(set(told)) < len(told):
        yield Complaint("guardians", noted("同じ方が2回入っています。どちらかを消してください。"))


@check
def single_parent_fits(answers: Answers, context: Context) -> Iterator[Complaint]:
    told = {row.get("g_relation") for row in guardians(answers)}
    if answers.get("single_parent") and {"mother", "father"} <= told:
        yield Complaint(
            "single_parent",
            noted("保護者に父と母の両方が入っています。ひとり親の世帯かどうかを確かめてください。"),
        )


@check
def birth_is_the_mothers(answers: Answers, context: Context) -> Iterator[Complaint]:
    """妊娠中であるか又は出産後間がないこと (子ども・子育て支援法施行規則1条の5第2号)."""
    if "birth" in _reasons(answers, "father"):
        yield Complaint("guardians", noted("妊娠・出産の理由は、お母さんの欄で選んでください。"))


@check
def leave_is_in_order(answers: Answers, context: Context) -> Iterator[Complaint]:
    for row in guardians(answers):
        first, last, back = (row.get(key) for key in ("g_leave_from", "g_leave_to", "g_return"))
        if first and last and last < first:
            yield Complaint(
                "guardians", noted("育児休業の終わりの日が、始まりの日より前です。日を確かめてください。")
            )
        elif first and back and back <= first:
            yield Complaint(
                "guardians", noted("仕事に戻る日が、育児休業の始まりの日より前です。日を確かめてください。")
            )


@check
def facilities_differ(answers: Answers, context: Context) -> Iterator[Complaint]:
    wanted = [row["facility"]["name"] for row in answers.get("choices") or () if row.get("facility")]
    if len(set(wanted)) < len(wanted):
        yield Complaint(
            "choices", noted("同じ施設が2回入っています。ちがう施設を選ぶか、どちらかを消してください。")
        )


@check
def nothing_beside_none(answers: Answers, context: Context) -> Iterator[Complaint]:
    for key in ("household_changed", "health"):
        chosen = answers.get(key) or ()
        if "none" in chosen and len(chosen) > 1:
            yield Complaint(
                key, noted("「ない」と、ほかの答えの両方が選ばれています。どちらかにしてください。")
            )
