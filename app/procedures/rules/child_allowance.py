"""Rules of 児童手当 about children and students, named by its definitions (児童手当法)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.japan.ages import age_on, school_year_end_after
from app.japan.names import fold_name
from app.language import noted
from app.procedures.context import Context
from app.procedures.named import Answers, Complaint, check, fact

# A step-parent, or whoever is none of these, may be asked for either (児童手当法4条1項1号・2号).
LIVELIHOOD_NEEDED = {
    "child": "shared",
    "adopted": "shared",
    "grandchild": "supports",
    "sibling": "supports",
    "nephew_niece": "supports",
}
CLAIMED = ("inc_children", "children")
TOLD = (*CLAIMED, "current_children")
STUDENTS = ("univ_children", "current_univ")
Rows = Iterator[tuple[str, Mapping[str, Any]]]


def _ledger(context: Context, term: str) -> list[Mapping[str, Any]]:
    return list(context.known.get(f"child_allowance.{term}") or [])


def _without_leaving(answers: Answers, people: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    leaving = {person["key"] for person in answers.get("dec_children") or []}
    return [person for person in people if person["key"] not in leaving]


def remaining(answers: Answers, context: Context) -> list[Mapping[str, Any]]:
    """The children of the ledger who stay."""
    return _without_leaving(answers, _ledger(context, "children"))


def remaining_students(answers: Answers, context: Context) -> list[Mapping[str, Any]]:
    return _without_leaving(answers, _ledger(context, "students"))


def _rows(answers: Answers, groups: tuple[str, ...], *parts: str) -> Rows:
    """(question, row) of the rows that have all these parts already."""
    for group in groups:
        yield from ((group, row) for row in answers.get(group) or () if all(row.get(part) for part in parts))


def told_children(answers: Answers) -> Rows:
    """Whichever of the procedures asked about them."""
    return _rows(answers, TOLD, "child_birth", "child_name")


def told_students(answers: Answers) -> Rows:
    return _rows(answers, STUDENTS, "univ_birth", "univ_name")


def joining(answers: Answers) -> list[Mapping[str, Any]]:
    """The rows that say already whom the allowance is claimed for."""
    return [row for _, row in _rows(answers, CLAIMED, "child_birth", "child_name")]


def declared_students(answers: Answers) -> list[Mapping[str, Any]]:
    return [row for _, row in told_students(answers)]


@fact
def ledger_is_unknown(answers: Answers, context: Context) -> bool:
    return not _ledger(context, "children")


@fact
def children_and_students_count(answers: Answers, context: Context) -> int:
    """Everybody who may count towards the third child."""
    people = (remaining(answers, context), joining(answers), remaining_students(answers, context))
    return sum(len(each) for each in people)


@fact
def students_could_count(answers: Answers, context: Context) -> bool:
    """Students matter only where they make somebody the third child; where that is unknown, people are asked."""
    if ledger_is_unknown(answers, context) or context.known.get("household.members") is None:
        return True
    children = len(remaining(answers, context)) + len(joining(answers))
    students = len(_ledger(context, "student_candidates"))
    return children >= 2 or (children == 1 and students >= 2)


@fact
def has_child_under_3(answers: Answers, context: Context) -> bool:
    born = [row["child_birth"] for _, row in told_children(answers)]
    born += [child["date_of_birth"] for child in remaining(answers, context)]
    return any(age_on(date.fromisoformat(day), context.today) < 3 for day in born)


@check
def child_is_not_paid_for_already(answers: Answers, context: Context) -> Iterator[Complaint]:
    paid = {
        (fold_name(child["family_name"] + child["given_name"]), child["date_of_birth"])
        for child in _ledger(context, "children")
    }
    for row in joining(answers):
        name = row["child_name"]
        if (fold_name(name["family"] + name["given"]), row["child_birth"]) in paid:
            yield Complaint(
                "inc_children",
                noted("このお子さまの手当は、もう受け取っています。増えるお子さまを確かめてください。"),
            )


@check
def nobody_stands_twice(answers: Answers, context: Context) -> Iterator[Complaint]:
    """A child typed by hand beside the same child from the register would be paid for twice."""
    told = [
        *((group, row["child_name"], row["child_birth"]) for group, row in told_children(answers)),
        *((group, row["univ_name"], row["univ_birth"]) for group, row in told_students(answers)),
    ]
    people = [(group, fold_name(name["family"] + name["given"]), born) for group, name, born in told]
    for group in dict.fromkeys(group for group, *_ in people):
        here = [person for person in people if person[0] == group]
        if len(set(here)) < len(here):
            yield Complaint(group, noted("同じ方が2回入っています。どちらかを消してください。"))


@fact
def every_child_leaves(answers: Answers, context: Context) -> bool:
    """Without any child left the claim ends: that is another notification (児童手当法施行規則7条)."""
    leaving = answers.get("dec_children")
    return bool(leaving and not remaining(answers, context) and not joining(answers))


@check
def livelihood_fits_relation(answers: Answers, context: Context) -> Iterator[Complaint]:
    """Parents share the household's money; anybody else must maintain the child (児童手当法4条1項)."""
    for group, row in told_children(answers):
        needed = LIVELIHOOD_NEEDED.get(row.get("child_relation", ""))
        if needed and row.get("child_livelihood") not in {needed, "none", None}:
            yield Complaint(
                group,
                noted(
                    "続柄と生計の関係が合っていません。父母は「同じ生計で暮らしている」、父母以外は「わたしが生計を維持している」を選んでください。"
                ),
            )


@check
def ages_fit(answers: Answers, context: Context) -> Iterator[Complaint]:
    """Children up to the school year of 18, students after it up to that of 22 (児童手当法3条1項・6条1項)."""
    for group, row in told_children(answers):
        if context.today > school_year_end_after(date.fromisoformat(row["child_birth"]), 18):
            yield Complaint(
                group,
                noted("手当の対象は18歳の年度末までのお子さまです。生年月日を確かめてください。"),
            )
    for group, row in told_students(answers):
        born = date.fromisoformat(row["univ_birth"])
        if not school_year_end_after(born, 18) < context.today <= school_year_end_after(born, 22):
            yield Complaint(
                group,
                noted(
                    "大学生年代は、18歳の年度末のあとから22歳の年度末までです。生年月日を確かめてください。"
                ),
            )


@check
def event_is_the_birth(answers: Answers, context: Context) -> Iterator[Complaint]:
    """From the day of birth run the fifteen days (児童手当法8条3項), so a slip here costs a month."""
    born = {row["child_birth"] for row in joining(answers)}
    if answers.get("increase_reason") == "birth" and born and answers.get("event_date") not in born:
        yield Complaint(
            "event_date",
            noted("生まれたときは、お子さまの生年月日と同じ日にしてください。"),
        )
