"""Notifications for the resident register: moving in, and a new head of the household (住民基本台帳法22条・25条)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.japan.relationships import HEAD
from app.japan.spoken import Day
from app.japan.terms import MOVING
from app.language import Message, noted
from app.procedures.context import Context
from app.procedures.named import Answers, Complaint, Line, check, fact, preview
from app.procedures.rules.care import day_of, rows
from app.procedures.rules.child_allowance_recipients import has_answered, is_here

Person = Mapping[str, Any]


@fact
def comes_from_this_town(answers: Answers, context: Context) -> bool:
    """転居 within the town is a notification of its own (23条)."""
    before = None if answers.get("from_abroad") else answers.get("previous_address")
    return before is not None and is_here(before, context)


@check
def nobody_moves_before_birth(answers: Answers, context: Context) -> Iterator[Complaint]:
    """Who is born here has not moved in (22条1項: 出生による場合を除く)."""
    moved_on = day_of(answers.get("moved_in_on"))
    births = [answers.get("applicant_birth"), *(row["mover_birth"] for row in _movers(answers))]
    if moved_on and any(born > moved_on.isoformat() for born in births if born):
        yield Complaint(
            "moved_in_on", noted("住み始めた日が、生年月日より前の人がいます。日を確かめてください。")
        )


def _movers(answers: Answers) -> list[Person]:
    return rows(answers, "movers_details", "mover_birth") if answers.get("has_movers") else []


@preview
def moving_in_preview(answers: Answers, context: Context) -> tuple[Line, ...]:
    return _until(day_of(answers.get("moved_in_on")), context)


@preview
def head_change_preview(answers: Answers, context: Context) -> tuple[Line, ...]:
    told = answers.get("death_date" if answers.get("reason") == "death" else "change_date")
    return _until(day_of(told), context)


def _until(changed_on: date | None, context: Context) -> tuple[Line, ...]:
    """It is taken after that day as well: being late has to be explained, and nothing more is lost (52条2項)."""
    if changed_on is None:
        return ()
    due_on = MOVING.last_day(changed_on, context.closed_days)
    told: Message = noted("{day}まで", day=Day(due_on))
    if context.today > due_on:
        told = noted("{day}まででした。いまからでも届け出てください。", day=Day(due_on))
    return (Line(noted("届出の期限"), told, emphasis=True),)


@fact
def one_is_left(answers: Answers, context: Context) -> bool:
    """Whoever is alone is the head without a word (住民基本台帳法施行令25条). A silent register settles nothing."""
    return has_answered(context) and context.known.get("household.count") == 1


@fact
def new_head_is_typed(answers: Answers, context: Context) -> bool:
    """Whoever is not listed, or anybody where nobody is listed."""
    picked = _picked(answers, "new_head")
    return not picked[0]["key"] if picked else not context.known.get("household.members")


@check
def new_head_is_another(answers: Answers, context: Context) -> Iterator[Complaint]:
    """Not who is the head already, and nobody who is named among the others as well."""
    heads = {each["key"] for each in _picked(answers, "new_head") if each["key"]}
    members = context.known.get("household.members") or ()
    if heads & {each["key"] for each in members if each.get("relationship_to_head") == HEAD}:
        yield Complaint("new_head", noted("その方は、もう世帯主です。新しい世帯主を選んでください。"))
    if heads & {each["key"] for each in _picked(answers, "rest")}:
        yield Complaint("rest", noted("新しい世帯主は外して、ほかの人だけを選んでください。"))


def _picked(answers: Answers, key: str) -> list[Person]:
    return list(answers.get(key) or ())
