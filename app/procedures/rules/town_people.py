"""Whom the town's own forms are meant for: by age, by day, by what is known of them."""

from collections.abc import Iterator
from datetime import date, timedelta

from app.japan.ages import age_on, fiscal_year
from app.language import noted
from app.procedures.context import Context
from app.procedures.named import Answers, Complaint, check, fact

FETUS_COUNTED_FROM = timedelta(weeks=8)  # before the day of birth expected (子ども・子育て支援法10条の10)
WEEKS = timedelta(weeks=40)
AFTER_THE_DAY = timedelta(days=2 * 365)  # the right lapses after two years (子ども・子育て支援法10条の15)
# がん予防重点健康教育及びがん検診実施のための指針; a town may begin earlier.
SCREENED_FROM = {"stomach": 50, "bowel": 40, "lung": 40, "breast": 40, "cervix": 20}


def _age(answers: Answers, context: Context) -> int | None:
    """As far as it is known: what the register has before what is typed."""
    born = context.known.get("person.date_of_birth") or answers.get("applicant_birth")
    return age_on(date.fromisoformat(born), context.today) if born else None


@fact
def is_under_70(answers: Answers, context: Context) -> bool:
    age = _age(answers, context)
    return age is not None and age < 70


@fact
def is_under_75(answers: Answers, context: Context) -> bool:
    age = _age(answers, context)
    return age is not None and age < 75


@fact
def moved_over_a_year_ago(answers: Answers, context: Context) -> bool:
    """移住支援金 is asked for within a year of moving in; on the day itself it is not too late."""
    moved = answers.get("moved_date")
    if not moved:
        return False
    day = date.fromisoformat(moved)
    last = day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else date(day.year + 1, 2, 28)
    return context.today > last


@fact
def is_before_eight_weeks(answers: Answers, context: Context) -> bool:
    due = answers.get("due_date")
    return due is not None and context.today < date.fromisoformat(due) - FETUS_COUNTED_FROM


@fact
def onestop_is_late(answers: Answers, context: Context) -> bool:
    """After 10 January of the year that follows the donation (地方税法附則7条)."""
    donated = answers.get("donation_date")
    return donated is not None and context.today > date(date.fromisoformat(donated).year + 1, 1, 10)


@check
def support_due_date_is_near(answers: Answers, context: Context) -> Iterator[Complaint]:
    due = answers.get("due_date")
    if due and not context.today - AFTER_THE_DAY <= date.fromisoformat(due) <= context.today + WEEKS:
        yield Complaint(
            "due_date", noted("出産の予定日が今日から離れすぎています。年と月を確かめてください。")
        )


@check
def screening_fits_age(answers: Answers, context: Context) -> Iterator[Complaint]:
    """By the age at the end of the fiscal year, as people are invited."""
    born = answers.get("applicant_birth")
    if not born:
        return
    age = age_on(date.fromisoformat(born), date(fiscal_year(context.today) + 1, 3, 31))
    if any(age < SCREENED_FROM[kind] for kind in answers.get("kind") or ()):
        yield Complaint(
            "kind", noted("選んだ検診に、対象の年齢になっていないものがあります。選び直してください。")
        )
