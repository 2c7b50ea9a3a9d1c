"""Rules of 妊娠の届出 that definitions refer to by name (母子保健法15条)."""

from collections.abc import Iterator
from datetime import date, timedelta

from app.language import noted
from app.procedures.context import Context
from app.procedures.named import Answers, Complaint, check

WEEKS = 40  # from the first day of the last period to the day on which birth is expected
DOUBT = timedelta(weeks=3)  # a doctor may move the day; further off, one of the two answers is a slip
LATE = timedelta(weeks=2)  # a birth may keep people waiting after the day expected


@check
def due_date_fits(answers: Answers, context: Context) -> Iterator[Complaint]:
    if not answers.get("due_date"):
        return
    due = date.fromisoformat(answers["due_date"])
    weeks = answers.get("pregnancy_weeks")
    if not context.today - LATE <= due <= context.today + timedelta(weeks=WEEKS):
        yield Complaint(
            "due_date", noted("出産の予定日は、今日から40週までの日です。年と月を確かめてください。")
        )
    elif isinstance(weeks, int) and abs(due - context.today - timedelta(weeks=WEEKS - weeks)) > DOUBT:
        yield Complaint(
            "due_date", noted("妊娠の週数と出産の予定日が合っていません。どちらかを直してください。")
        )


@check
def interview_can_be_kept(answers: Answers, context: Context) -> Iterator[Complaint]:
    if not answers.get("interview_date"):
        return
    day = date.fromisoformat(answers["interview_date"])
    if day <= context.today:
        yield Complaint("interview_date", noted("面談の日は、明日か、明日より後の日にしてください。"))
    elif not context.closed_days.is_open(day):
        yield Complaint("interview_date", noted("その日は役場が休みです。ほかの日にしてください。"))
