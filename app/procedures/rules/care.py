"""Rules of 介護保険: who is insured, by what certification, and who files for them (介護保険法).

Where the register is silent nothing is known, and then no rule of these stops anybody.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from app.japan.ages import age_on
from app.japan.care_terms import renewable_from
from app.japan.terms import CARE_TAKEN_OVER
from app.language import noted
from app.procedures.context import Context
from app.procedures.named import Answers, Complaint, check, fact

FIRST_AGE, SECOND_CLASS_UNTIL = 40, 65  # 9条1号・2号


def day_of(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def listed(context: Context, part: str) -> Any:
    """What the ledger has of whoever was picked, None where nobody of it was."""
    return context.known.get(f"subject.{part}")


@fact
def insured_is_listed(answers: Answers, context: Context) -> bool:
    return bool(listed(context, "key"))


@fact
def insured_is_applicant(answers: Answers, context: Context) -> bool:
    """The one picked is the one who signed in; False where nobody was picked."""
    parts = ("family_name", "given_name", "date_of_birth")
    return insured_is_listed(answers, context) and all(
        listed(context, part) == context.known.get(f"person.{part}") for part in parts
    )


@fact
def files_for_somebody_else(answers: Answers, context: Context) -> bool:
    """False as long as nobody has said so."""
    return not insured_is_applicant(answers, context) and answers.get("submitter_kind") not in {None, "self"}


@fact
def clinic_is_on_record(answers: Answers, context: Context) -> bool:
    return bool(listed(context, "clinic_name"))


def born_on(answers: Answers, context: Context) -> date | None:
    """As answered, else as the ledger has whoever was picked, else of somebody who files for themselves."""
    told = answers.get("insured_birth") or listed(context, "date_of_birth")
    if not told and not files_for_somebody_else(answers, context):
        told = answers.get("applicant_birth") or context.known.get("person.date_of_birth")
    return day_of(told)


def _age(answers: Answers, context: Context) -> int | None:
    born = born_on(answers, context)
    return age_on(born, context.today) if born else None


@fact
def insured_is_second_class(answers: Answers, context: Context) -> bool:
    """第2号被保険者: from 40 until the day before the 65th birthday, on which 65 is reached (9条2号)."""
    age = _age(answers, context)
    return age is not None and FIRST_AGE <= age < SECOND_CLASS_UNTIL


@fact
def insured_is_too_young(answers: Answers, context: Context) -> bool:
    """Of somebody who has said that they file for themselves."""
    age = _age(answers, context)
    return answers.get("submitter_kind") == "self" and age is not None and age < FIRST_AGE


@fact
def household_is_known(answers: Answers, context: Context) -> bool:
    """Who is picked from the ledger lives in the household of which the register told."""
    return insured_is_listed(answers, context) and "household.members" in context.known


def _ends_on(answers: Answers, context: Context) -> date | None:
    return day_of(answers.get("current_to") or listed(context, "valid_to"))


@fact
def insured_is_not_certified(answers: Answers, context: Context) -> bool:
    """Somebody of the ledger, which has no certification of theirs."""
    return insured_is_listed(answers, context) and not listed(context, "level")


@fact
def certification_is_over(answers: Answers, context: Context) -> bool:
    ends_on = _ends_on(answers, context)
    return ends_on is not None and context.today > ends_on


@fact
def certification_is_in_force(answers: Answers, context: Context) -> bool:
    return bool(_ends_on(answers, context)) and not certification_is_over(answers, context)


@fact
def renewal_is_too_early(answers: Answers, context: Context) -> bool:
    ends_on = _ends_on(answers, context)
    return ends_on is not None and context.today < renewable_from(ends_on)


@fact
def certification_can_be_renewed(answers: Answers, context: Context) -> bool:
    in_force = certification_is_in_force(answers, context)
    return in_force and not renewal_is_too_early(answers, context)


@fact
def transfer_is_late(answers: Answers, context: Context) -> bool:
    moved_in_on = day_of(answers.get("move_in_date"))
    last = CARE_TAKEN_OVER.last_day(moved_in_on, context.closed_days) if moved_in_on else None
    return last is not None and context.today > last


@check
def submitter_is_not_the_insured(answers: Answers, context: Context) -> Iterator[Complaint]:
    """Somebody else was picked, and then said to be oneself."""
    if answers.get("submitter_kind") == "self" and insured_is_listed(answers, context):
        yield Complaint(
            "submitter_kind",
            noted("選んだ方はあなたではありません。あなたがその方のどなたかを選んでください。"),
        )


@check
def insured_is_old_enough(answers: Answers, context: Context) -> Iterator[Complaint]:
    age = _age(answers, context)
    if age is not None and age < FIRST_AGE:
        at = "insured_birth" if answers.get("insured_birth") else "submitter_kind"
        yield Complaint(at, noted("介護保険を使えるのは40歳からです。生年月日を確かめてください。"))


@check
def certification_ends_after_it_begins(answers: Answers, context: Context) -> Iterator[Complaint]:
    if _in_wrong_order(answers, "current_from", "current_to"):
        yield Complaint("current_to", noted("有効期間の終わりは、始まりより後の日にしてください。"))


def _in_wrong_order(answers: Answers, first: str, last: str) -> bool:
    began_on, ended_on = day_of(answers.get(first)), day_of(answers.get(last))
    return began_on is not None and ended_on is not None and ended_on < began_on


@check
def change_lies_within_the_certification(answers: Answers, context: Context) -> Iterator[Complaint]:
    if _in_wrong_order(answers, "current_from", "change_date"):
        yield Complaint(
            "change_date",
            noted("いまの認定が始まる前の変化では、申請できません。日を確かめてください。"),
        )


@check
def former_certification_is_in_force(answers: Answers, context: Context) -> Iterator[Complaint]:
    """Of the certification of before something must be left on the day of moving in (36条)."""
    if _in_wrong_order(answers, "prev_from", "prev_to"):
        yield Complaint("prev_to", noted("有効期間の終わりは、始まりより後の日にしてください。"))
    elif _in_wrong_order(answers, "move_in_date", "prev_to"):
        yield Complaint(
            "prev_to",
            noted("転入の前に終わった認定は引き継げません。新規の認定を申請してください。"),
        )


@check
def plan_fits_the_level(answers: Answers, context: Context) -> Iterator[Complaint]:
    """居宅サービス計画 is for 要介護, 介護予防サービス計画 for 要支援 (46条・58条)."""
    wanted = {"home": "care_", "prevention": "support_"}.get(answers.get("plan_kind", ""))
    level = answers.get("current_level")
    if wanted and level and not str(level).startswith(wanted):
        yield Complaint(
            "plan_kind",
            noted(
                "計画の種類と要介護度が合っていません。要介護は「居宅サービス計画」、要支援は「介護予防サービス計画」です。"
            ),
        )


@check
def plan_begins_within_the_certification(answers: Answers, context: Context) -> Iterator[Complaint]:
    before = _in_wrong_order(answers, "current_from", "start_date")
    if before or _in_wrong_order(answers, "start_date", "current_to"):
        yield Complaint("start_date", noted("始める日は、認定の有効期間の中にしてください。"))


def rows(answers: Answers, group: str, part: str) -> list[Mapping[str, Any]]:
    """Those in which that part has been answered."""
    return [row for row in answers.get(group) or () if row.get(part)]
