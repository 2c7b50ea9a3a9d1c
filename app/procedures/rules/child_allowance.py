"""Rules of 児童手当 that definitions refer to by name (児童手当法)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.calculations.child_allowance import Child, first_month, monthly_amount
from app.japan.names import fold_name
from app.japan.numbers import yen
from app.language import Message, noted
from app.procedures.context import Context
from app.procedures.named import Answers, Complaint, Line, check, fact, preview

PARENTAL = {"child", "adopted", "spouses_child"}


def _ledger(context: Context, term: str) -> list[Mapping[str, Any]]:
    return list(context.known.get(f"child_allowance.{term}") or [])


def _remaining(answers: Answers, context: Context) -> list[Mapping[str, Any]]:
    leaving = {person["key"] for person in answers.get("dec_children") or []}
    return [child for child in _ledger(context, "children") if child["key"] not in leaving]


def _joining(answers: Answers) -> list[Mapping[str, Any]]:
    return [row for row in answers.get("inc_children") or [] if row.get("child_birth")]


@fact
def ledger_is_unknown(answers: Answers, context: Context) -> bool:
    return not _ledger(context, "children")


@fact
def children_and_students_count(answers: Answers, context: Context) -> int:
    """Everybody who may count towards the third child."""
    return len(_remaining(answers, context)) + len(_joining(answers)) + len(_ledger(context, "students"))


@fact
def students_could_count(answers: Answers, context: Context) -> bool:
    """With one child a student makes two: no third child, so nobody is asked."""
    return len(_remaining(answers, context)) + len(_joining(answers)) >= 2


@fact
def has_child_under_3(answers: Answers, context: Context) -> bool:
    born = [row["child_birth"] for row in _joining(answers)]
    born += [child["date_of_birth"] for child in _remaining(answers, context)]
    return any((context.today - date.fromisoformat(day)).days < 3 * 365 for day in born)


@check
def child_is_not_paid_for_already(answers: Answers, context: Context) -> Iterator[Complaint]:
    paid = {
        (fold_name(child["family_name"] + child["given_name"]), child["date_of_birth"])
        for child in _ledger(context, "children")
    }
    for row in _joining(answers):
        name = row["child_name"]
        if (fold_name(name["family"] + name["given"]), row["child_birth"]) in paid:
            yield Complaint(
                "inc_children",
                noted("このお子さまの手当は、もう受け取っています。増えるお子さまを確かめてください。"),
            )


@check
def not_every_child_leaves(answers: Answers, context: Context) -> Iterator[Complaint]:
    """Without any child left the claim ends: that is another notification (児童手当法施行規則7条)."""
    if answers.get("dec_children") and not _remaining(answers, context) and not _joining(answers):
        message = noted(
            "対象のお子さまがいなくなるときは「受給事由消滅の届出」をしてください。役場の窓口か電話で受け付けます。"
        )
        yield Complaint("dec_children", message)


@check
def livelihood_fits_relation(answers: Answers, context: Context) -> Iterator[Complaint]:
    """Parents share the household's money; anybody else must maintain the child (児童手当法4条1項)."""
    for row in _joining(answers):
        is_parent = row.get("child_relation") in PARENTAL
        if row.get("child_livelihood") == ("supports" if is_parent else "shared"):
            yield Complaint(
                "inc_children",
                noted(
                    "続柄と生計の関係が合っていません。父母は「同じ生計で暮らしている」、父母以外は「わたしが生計を維持している」を選んでください。"
                ),
            )


def _children(answers: Answers, context: Context) -> list[Child]:
    born = date.fromisoformat
    staying = [Child(born(each["date_of_birth"]), _full(each)) for each in _remaining(answers, context)]
    joining = [
        Child(
            born(row["child_birth"]), _named(row["child_name"]), excluded=row.get("child_facility") == "yes"
        )
        for row in _joining(answers)
    ]
    students = [
        Child(born(row["univ_birth"]), _named(row["univ_name"]), supported=bool(row.get("univ_declare")))
        for row in answers.get("univ_children") or []
        if row.get("univ_birth")
    ]
    return [*staying, *joining, *students]


def _full(person: Mapping[str, Any]) -> str:
    return f"{person['family_name']} {person['given_name']}".strip()


def _named(name: Mapping[str, str]) -> str:
    return f"{name['family']} {name['given']}".strip()


@preview
def child_allowance_preview(answers: Answers, context: Context) -> tuple[Line, ...]:
    """The first month and the amount by the law of today (児童手当法6条・9条); the office's decision counts.

    Nothing is shown where the ledger is silent about the children already paid for.
    """
    if not answers.get("event_date") or ledger_is_unknown(answers, context):
        return ()
    event_on = date.fromisoformat(answers["event_date"])
    if answers.get("revision_kind") == "decrease":
        month = payable_after(event_on)
        lines = [Line(noted("新しい額になる月"), noted("{month}分から", month=_month(month)))]
    else:
        first = first_month(event_on, context.today, context.closed_days)
        month = first.month
        lines = [
            Line(noted("新しい額になる月"), noted("{month}分から", month=_month(month))),
            Line(noted("そうなる理由"), first.reason),
        ]
    amount = monthly_amount(_children(answers, context), month)
    if not amount.confirmed:
        return (Line(noted("見込みの額"), noted("この月の額の表はまだ確かめていないので、表示しません。")),)
    counted = [
        Line(Message(f"{line.child.name}"), noted("{yen}（{reason}）", yen=yen(line.yen), reason=line.reason))
        for line in amount.lines
    ]
    return (*lines, *counted, Line(noted("見込みの月額"), Message(yen(amount.total_yen)), emphasis=True))


def payable_after(event_on: date) -> date:
    """A decrease counts from the month after the event (児童手当法9条3項)."""
    return date(event_on.year + event_on.month // 12, event_on.month % 12 + 1, 1)


def _month(first_day: date) -> str:
    return f"{first_day.year}年{first_day.month}月"
