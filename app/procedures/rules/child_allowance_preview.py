"""What 児童手当 comes to by today's law, shown before anybody decides (児童手当法6条・8条・9条)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.calculations.child_allowance import Amount, Child, first_month, monthly_amount
from app.calculations.child_allowance_rates import NoRates
from app.japan.claims import month_after
from app.japan.spoken import Month, Yen
from app.language import Message, noted
from app.procedures.context import Context
from app.procedures.named import Answers, Line, preview
from app.procedures.rules.child_allowance import (
    declared_students,
    joining,
    ledger_is_unknown,
    remaining,
    remaining_students,
)

NOT_IN_LEDGER = Line(
    noted("見込みの額"),
    noted("台帳と照らし合わせられないので、表示しません。いま受け取っている方ご本人が申請してください。"),
)
NOT_CONFIRMED = Line(noted("見込みの額"), noted("この月の額の表はまだ確かめていないので、表示しません。"))


@preview
def child_allowance_preview(answers: Answers, context: Context) -> tuple[Line, ...]:
    """The first month and the amount; the office's decision counts.

    No amount is told where the ledger is silent about the children already paid for, or where somebody says
    that they do not bring up the child who joins.
    """
    if ledger_is_unknown(answers, context):
        return (NOT_IN_LEDGER,)
    if not answers.get("event_date") or not all(is_brought_up(row) for row in joining(answers)):
        return ()
    month, lines = _months(answers, context)
    return (*lines, *amount_lines(_children(answers, context), month))


def amount_lines(children: list[Child], month: date) -> tuple[Line, ...]:
    """Each child's part and the whole."""
    amount = _amount(children, month)
    if amount is None:
        return (NOT_CONFIRMED,)
    counted = [
        Line(
            Message("{name}", {"name": line.child.name}),
            noted("{yen}（{reason}）", yen=Yen(line.yen), reason=line.reason),
        )
        for line in amount.lines
    ]
    whole = Line(noted("見込みの月額"), noted("{yen}", yen=Yen(amount.total_yen)), emphasis=True)
    return (*counted, whole)


def is_brought_up(row: Mapping[str, Any]) -> bool:
    return row.get("child_care") == "yes" and row.get("child_livelihood") != "none"


def _months(answers: Answers, context: Context) -> tuple[date, list[Line]]:
    """An increase waits for the claim (9条1項・2項), a decrease for nothing (9条3項)."""
    event_on = date.fromisoformat(answers["event_date"])
    after_event = month_after(event_on)
    if answers.get("revision_kind") == "decrease":
        return after_event, [_from(noted("新しい額になる月"), after_event)]
    first = first_month(event_on, context.today, context.closed_days)
    lines = [_from(noted("新しい額になる月"), first.month), Line(noted("そうなる理由"), first.reason)]
    if answers.get("revision_kind") == "both" and first.month != after_event:
        lines.append(_from(noted("減る分が変わる月"), after_event))
    return first.month, lines


def _amount(children: list[Child], month: date) -> Amount | None:
    """None for a month whose table nobody has compared with the law."""
    try:
        amount = monthly_amount(children, month)
    except NoRates:
        return None
    return amount if amount.confirmed else None


def _children(answers: Answers, context: Context) -> list[Child]:
    born = date.fromisoformat
    staying = [Child(born(each["date_of_birth"]), _full(each)) for each in remaining(answers, context)]
    return [*staying, *claimed_children(answers), *_students(answers, context)]


def claimed_children(answers: Answers) -> list[Child]:
    """The children whom the rows name."""
    return [
        Child(
            date.fromisoformat(row["child_birth"]),
            _named(row["child_name"]),
            excluded=row.get("child_facility") == "yes",
        )
        for row in joining(answers)
    ]


def _students(answers: Answers, context: Context) -> list[Child]:
    """Those just declared; those of the ledger where nobody was asked."""
    born = date.fromisoformat
    if "univ_children" not in answers and answers.get("has_students") is None:
        known = remaining_students(answers, context)
        return [Child(born(each["date_of_birth"]), _full(each), supported=True) for each in known]
    return supported_students(answers)


def supported_students(answers: Answers) -> list[Child]:
    return [
        Child(
            date.fromisoformat(row["univ_birth"]),
            _named(row["univ_name"]),
            supported=bool(row.get("univ_declare")),
        )
        for row in declared_students(answers)
    ]


def _full(person: Mapping[str, Any]) -> str:
    return f"{person['family_name']} {person['given_name']}".strip()


def _named(name: Mapping[str, str]) -> str:
    return f"{name['family']} {name['given']}".strip()


def _from(label: Message, month: date) -> Line:
    return Line(label, noted("{month}分から", month=Month(month)))
