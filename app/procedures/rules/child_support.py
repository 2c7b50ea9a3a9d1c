"""Rules of 児童扶養手当 that definitions refer to by name (児童扶養手当法).

A register that does not answer, or hides somebody, must stop nobody: there every fact that stops is False.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from app.japan.spoken import Day
from app.language import noted
from app.procedures.context import Context
from app.procedures.named import Answers, Complaint, check, fact

DAYS_TO_PREPARE = 2  # the office reads what was sent before it meets somebody
AUGUST = 8


@fact
def receives_no_child_support(answers: Answers, context: Context) -> bool:
    answered = context.known.get("is_protected") is False
    return answered and not context.known.get("child_support.certificate_number")


@fact
def is_known_child_support_recipient(answers: Answers, context: Context) -> bool:
    return bool(context.known.get("child_support.certificate_number"))


@fact
def part_suspension_may_matter(answers: Answers, context: Context) -> bool:
    """一部支給停止 after five years (児童扶養手当法13条の3); where nobody knows, people are asked."""
    return context.known.get("child_support.five_years_passed") is not False


@fact
def some_supported_child_lives_apart(answers: Answers, context: Context) -> bool:
    rows = answers.get("children") or ()
    return any(row.get("child_cohabit") not in {"together", None} for row in rows)


@fact
def child_support_year(answers: Answers, context: Context) -> int:
    """One 現況届 every August (児童扶養手当法施行規則4条)."""
    return context.today.year


@check
def visit_can_be_kept(answers: Answers, context: Context) -> Iterator[Complaint]:
    """An open day from the second after today on; in August not after the last day to report."""
    if not answers.get("visit_reserve"):
        return
    day = date.fromisoformat(answers["visit_reserve"])
    last = context.closed_days.next_open(date(context.today.year, AUGUST, 31))
    if day < context.today + timedelta(days=DAYS_TO_PREPARE):
        yield Complaint("visit_reserve", noted("来る日は、今日から2日後か、それより後の日にしてください。"))
    elif not context.closed_days.is_open(day):
        yield Complaint("visit_reserve", noted("その日は役場が休みです。ほかの日にしてください。"))
    elif context.today.month == AUGUST and day > last:
        yield Complaint(
            "visit_reserve", noted("面談は{day}までです。それより前の日にしてください。", day=Day(last))
        )
