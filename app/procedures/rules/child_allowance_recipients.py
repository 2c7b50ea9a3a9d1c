"""Who receives 児童手当, and for whom: facts that stop people early, or ask less of them (児童手当法).

A register that does not answer, or hides somebody, must stop nobody: there every fact that stops is False.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.japan.ages import age_on, fiscal_year
from app.procedures.context import Context
from app.procedures.named import Answers, fact
from app.procedures.rules.child_allowance import joining, ledger_is_unknown, told_children


def has_answered(context: Context) -> bool:
    """Whether the register has told all it knows: nobody may be judged by its silence."""
    return context.known.get("is_protected") is False


@fact
def is_no_recipient(answers: Answers, context: Context) -> bool:
    return has_answered(context) and not is_recipient_already(answers, context)


@fact
def is_recipient_already(answers: Answers, context: Context) -> bool:
    return bool(context.known.get("child_allowance.recipient_number"))


@fact
def nobody_is_brought_up(answers: Answers, context: Context) -> bool:
    """Whether all rows are complete and say so: in a facility (3条3項), not cared for, no shared living (4条1項)."""
    rows = [row for _, row in told_children(answers)]
    return bool(rows) and all(_is_out(row) for row in rows)


def _is_out(row: Mapping[str, Any]) -> bool:
    out = row.get("child_care") == "no" or row.get("child_livelihood") == "none"
    return out or row.get("child_facility") == "yes"


@fact
def third_child_is_possible(answers: Answers, context: Context) -> bool:
    """Students may live anywhere, so only the birth of a first child says that there are none (6条1項)."""
    return bool(joining(answers)) and not (
        answers.get("claim_reason") == "birth" and len(joining(answers)) == 1
    )


@fact
def some_child_lives_apart(answers: Answers, context: Context) -> bool:
    """Outside the town, so that the register cannot show it."""
    return any(row.get("child_cohabit") in {"apart", "abroad"} for _, row in told_children(answers))


def _changed(answers: Answers) -> Iterator[Mapping[str, Any]]:
    yield from answers.get("changed_children") or ()


@fact
def a_changed_child_lives_apart(answers: Answers, context: Context) -> bool:
    return any(row.get("child_cohabit") in {"apart", "abroad"} for row in _changed(answers))


@fact
def a_changed_child_is_not_cared_for(answers: Answers, context: Context) -> bool:
    return any(
        row.get("child_care") == "no" or row.get("child_livelihood") == "none" for row in _changed(answers)
    )


@fact
def something_beside_the_account_changes(answers: Answers, context: Context) -> bool:
    """A new account needs no day of the change."""
    return bool(set(answers.get("change_kinds") or ()) - {"bank"})


@fact
def pension_may_matter(answers: Answers, context: Context) -> bool:
    """The kind of insurance decides who bears the cost of a child under three, and of no other."""
    if ledger_is_unknown(answers, context):
        return True
    born = (child["date_of_birth"] for child in context.known["child_allowance.children"])
    return any(age_on(date.fromisoformat(day), context.today) < 3 for day in born)


@fact
def only_a_needless_pension(answers: Answers, context: Context) -> bool:
    return answers.get("change_kinds") == ["pension"] and not pension_may_matter(answers, context)


@fact
def may_have_several_children(answers: Answers, context: Context) -> bool:
    """So that the end for one need not be the end for all."""
    return len(context.known.get("child_allowance.children") or ()) != 1


@fact
def moves_out_of_town(answers: Answers, context: Context) -> bool:
    return bool(answers.get("new_address")) and not is_here(answers["new_address"], context)


@fact
def moves_within_town(answers: Answers, context: Context) -> bool:
    return bool(answers.get("new_address")) and is_here(answers["new_address"], context)


def is_here(address: Mapping[str, str], context: Context) -> bool:
    """People leave out the county (郡)."""
    city, typed = str(context.known.get("town.city", "")), address["city"]
    is_same_city = bool(city) and (city.endswith(typed) or typed.endswith(city))
    return address["prefecture"] == context.known.get("town.prefecture") and is_same_city


@fact
def january_is_unsettled(answers: Answers, context: Context) -> bool:
    """現況届: the 1 January of this year. Who is registered here since before it need not be asked."""
    here = {f"person.address.{part}": context.known.get(f"town.{part}") for part in ("prefecture", "city")}
    if not has_answered(context) or any(context.known.get(term) != town for term, town in here.items()):
        return True
    moved_in_on = context.known.get("person.moved_in_on")
    return moved_in_on is not None and date.fromisoformat(moved_in_on) > date(context.today.year, 1, 1)


@fact
def subject_is_not_listed(answers: Answers, context: Context) -> bool:
    """A child whom the register does not show in the household: papers must say what it is to the family."""
    picked = answers.get("claimant_child") or [{"key": ""}]
    return not picked[0]["key"]


@fact
def reporting_year(answers: Answers, context: Context) -> int:
    """対象年度: one 現況届 a year."""
    return fiscal_year(context.today)
