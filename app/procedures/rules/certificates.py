"""Rules of certificates."""

from collections.abc import Iterator
from datetime import date

from app.language import noted
from app.procedures.context import Context
from app.procedures.named import Answers, Complaint, check, fact


@check
def some_member_is_chosen(answers: Answers, context: Context) -> Iterator[Complaint]:
    """A partial certificate needs names; where the register shows no household, staff must ask by phone."""
    if answers.get("scope") == "part" and not answers.get("members"):
        yield Complaint(
            "scope", noted("のせる人を選べませんでした。「世帯全員」を選ぶか、役場へお電話ください。")
        )


@check
def somebody_of_the_household_is_chosen(answers: Answers, context: Context) -> Iterator[Complaint]:
    """The same where the whole household is no answer."""
    if answers.get("subject_person") == "household" and not answers.get("members"):
        yield Complaint(
            "subject_person", noted("のせる人を選べませんでした。「自分」を選ぶか、役場へお電話ください。")
        )


@fact
def acquired_over_a_year_ago(answers: Answers, context: Context) -> bool:
    """租税特別措置法72条の2・73条: the registration has to follow within one year of building or buying."""
    told = answers.get("acquired_on")
    return told is not None and context.today > _a_year_after(date.fromisoformat(told))


def _a_year_after(day: date) -> date:
    """民法143条2項: the last day of a period of one year that began the day after; 29 February ends on the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
