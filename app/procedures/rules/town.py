"""Rules of the town's own forms (町の様式): days that are to come, things that can be counted, who they are not for."""

from collections.abc import Iterator
from datetime import date, timedelta

from app.language import noted
from app.procedures.context import Context
from app.procedures.named import Answers, Complaint, check

WISHED = ("pickup", "visit", "use", "exam")  # prefixes of the block `wished_dates`
AHEAD = timedelta(days=366)  # further off, the year is a slip
PIECES = 10
WATER_DAYS = 3


@check
def wished_days_are_to_come(answers: Answers, context: Context) -> Iterator[Complaint]:
    """From tomorrow on, and two different ones."""
    for prefix in WISHED:
        first, second = (answers.get(f"{prefix}_{part}") for part in ("date", "date_second"))
        for key, day in ((f"{prefix}_date", first), (f"{prefix}_date_second", second)):
            if not day:
                continue
            if date.fromisoformat(day) <= context.today:
                yield Complaint(key, noted("希望する日は、明日か、明日より後の日にしてください。"))
            elif date.fromisoformat(day) > context.today + AHEAD:
                yield Complaint(key, noted("希望する日が先すぎます。年を確かめてください。"))
        if first and first == second:
            yield Complaint(
                f"{prefix}_date_second", noted("第2希望は、第1希望と違う日にするか、空けてください。")
            )


@check
def at_most_ten_pieces(answers: Answers, context: Context) -> Iterator[Complaint]:
    pieces = sum(row.get("quantity") or 0 for row in answers.get("items") or ())
    if pieces > PIECES:
        yield Complaint(
            "items",
            noted(
                "1回に出せるのは全部で{most}点までです。いまは{pieces}点です。", most=PIECES, pieces=pieces
            ),
        )


@check
def water_is_told_three_days_ahead(answers: Answers, context: Context) -> Iterator[Complaint]:
    """So many working days between today and the work, so that somebody can be sent."""
    earliest = context.closed_days.add_open_days(context.today, WATER_DAYS)
    for key in ("use_date", "stop_date"):
        if answers.get(key) and date.fromisoformat(answers[key]) < earliest:
            yield Complaint(
                key,
                noted(
                    "申込みは{days}営業日前までです。後の日にするか、急ぐときは電話してください。",
                    days=WATER_DAYS,
                ),
            )


@check
def visit_is_on_an_open_day(answers: Answers, context: Context) -> Iterator[Complaint]:
    for key in ("visit_date", "visit_date_second"):
        if answers.get(key) and not context.closed_days.is_open(date.fromisoformat(answers[key])):
            yield Complaint(key, noted("その日は役場が休みです。ほかの日にしてください。"))


@check
def loan_ends_after_it_begins(answers: Answers, context: Context) -> Iterator[Complaint]:
    begins, ends = answers.get("use_date"), answers.get("return_date")
    if begins and ends and ends < begins:
        yield Complaint("return_date", noted("返す日は、借りる日か、借りる日より後の日にしてください。"))


@check
def wishes_differ(answers: Answers, context: Context) -> Iterator[Complaint]:
    """The same club twice leaves no second chance."""
    if answers.get("club_choice") and answers.get("club_choice") == answers.get("club_choice_second"):
        yield Complaint(
            "club_choice_second", noted("第2希望は、第1希望と違うクラブにするか、空けてください。")
        )
