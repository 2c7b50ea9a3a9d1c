"""What follows from a claim, an end and a death, by today's law; the office decides (児童手当法6条・8条・12条)."""

from datetime import date

from app.calculations.child_allowance import first_month
from app.calculations.child_allowance_payments import unpaid_months
from app.japan.claims import last_month_paid, payment_month
from app.japan.spoken import Day, Month
from app.language import Message, noted
from app.procedures.context import Context
from app.procedures.named import Answers, Line, preview
from app.procedures.rules.child_allowance import joining
from app.procedures.rules.child_allowance_preview import (
    amount_lines,
    claimed_children,
    is_brought_up,
    supported_students,
)


@preview
def claim_preview(answers: Answers, context: Context) -> tuple[Line, ...]:
    """From which month, which child counts as which, and how much: with the fifteen days of 8条3項."""
    event_on = event_of(answers)
    if event_on is None or not all(is_brought_up(row) for row in joining(answers)):
        return ()
    first = first_month(event_on, context.today, context.closed_days)
    return (
        Line(noted("15日の期限"), noted("{day}", day=Day(first.deadline_on))),
        Line(noted("支給が始まる月"), noted("{month}分から", month=Month(first.month))),
        Line(noted("そうなる理由"), first.reason),
        *amount_lines([*claimed_children(answers), *supported_students(answers)], first.month),
        *_paid_in(first.month, context.today),
    )


def event_of(answers: Answers) -> date | None:
    """The day from which the fifteen are counted: a birth, the planned moving out, or what was answered."""
    reason = answers.get("claim_reason")
    if reason == "birth":
        day = max((row["child_birth"] for row in joining(answers)), default=None)
    else:
        day = answers.get("planned_move_out_on" if reason == "moved_in" else "event_date")
    return date.fromisoformat(day) if day else None


def _paid_in(first: date, today: date) -> tuple[Line, ...]:
    """Nothing where that month is here already: how soon arrears are paid is the town's affair."""
    paid = payment_month(first)
    if paid <= today.replace(day=1):
        return ()
    return (Line(noted("最初に支払う月の見込み"), noted("{month}", month=Month(paid))),)


@preview
def last_month_preview(answers: Answers, context: Context) -> tuple[Line, ...]:
    """The allowance is paid for the month in which its ground ceases (8条2項)."""
    if not answers.get("term_date"):
        return ()
    last = last_month_paid(date.fromisoformat(answers["term_date"]))
    return (
        Line(noted("手当を受け取れる最後の月"), noted("{month}分まで", month=Month(last)), emphasis=True),
    )


@preview
def unpaid_preview(answers: Answers, context: Context) -> tuple[Line, ...]:
    """Which months are unpaid, and until when the next recipient should claim."""
    if not answers.get("death_date"):
        return ()
    died_on = date.fromisoformat(answers["death_date"])
    unpaid = unpaid_months(died_on)
    claim = first_month(died_on, context.today, context.closed_days)
    lines = [Line(noted("まだ払われていない月の見込み"), _from_to(unpaid.first, unpaid.last), emphasis=True)]
    if unpaid.perhaps_from:
        told = noted(
            "亡くなった月の支払日より前に亡くなったときは、{month}分からになります。",
            month=Month(unpaid.perhaps_from),
        )
        lines.append(Line(noted("支払日の前のとき"), told))
    if answers.get("new_claim_link") in {"continue", "later"}:
        lines.append(Line(noted("次に受け取る方の申込みの期限"), noted("{day}", day=Day(claim.deadline_on))))
    return tuple(lines)


def _from_to(first: date, last: date) -> Message:
    if first == last:
        return noted("{month}分", month=Month(last))
    return noted("{first}分と{last}分", first=Month(first), last=Month(last))
