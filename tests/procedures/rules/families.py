"""Families as the ledger of 児童手当 knows them, and what is answered about them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.japan.business_days import ClosedDays
from app.procedures.context import Context
from app.procedures.named import Line
from app.procedures.rules.child_allowance_preview import child_allowance_preview

MAY = date(2026, 5, 12)


def a_family(
    children: str = "", students: str = "", today: date = MAY, more: Mapping[str, Any] | None = None
) -> Context:
    """Birthdays as in 2018-02-03, 2021-02-03: those paid for already, and the students counted already."""
    known = {
        "child_allowance.children": people("child", children),
        "child_allowance.students": people("student", students),
        "child_allowance.student_candidates": people("student", students),
        "household.members": [],
        **(more or {}),
    }
    return Context(today, known, ClosedDays())


def people(what: str, births: str) -> list[dict[str, Any]]:
    return [
        {"key": f"{what}_{born}", "family_name": "見本", "given_name": born, "date_of_birth": born}
        for born in births.split(", ")
        if born
    ]


def a_student(born: str, **answers: Any) -> dict[str, Any]:
    """A row of 大学生年代の子, declared."""
    named = {"univ_name": {"family": "見本", "given": born}, "univ_birth": born}
    return {**named, "univ_status": "student", "univ_declare": True, **answers}


def shown(answers: Mapping[str, Any], context: Context) -> list[tuple[str, str]]:
    return [(str(line.label), str(line.text)) for line in child_allowance_preview(answers, context)]


def total(lines: tuple[Line, ...]) -> str:
    """The one line that is the result."""
    (found,) = [str(line.text) for line in lines if line.emphasis]
    return found
