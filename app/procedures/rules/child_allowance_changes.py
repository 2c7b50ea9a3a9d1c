"""The notices of 児童手当: dates and names that contradict each other, and what follows (児童手当法施行規則5条–9条)."""

from collections.abc import Iterator
from datetime import date, timedelta

from app.calculations.child_allowance_payments import new_account
from app.japan.ages import age_reached_on, school_year_end_after
from app.japan.spoken import Day, Month
from app.language import noted
from app.procedures.context import Context
from app.procedures.named import Answers, Complaint, Line, check, preview
from app.procedures.rules.child_allowance import TOLD

# A move or an appointment is known beforehand.
MAY_BE_TO_COME = {"moved_out", "abroad", "public_servant"}


@check
def name_has_changed(answers: Answers, context: Context) -> Iterator[Complaint]:
    if answers.get("old_name") and answers["old_name"] == answers.get("new_name"):
        yield Complaint("old_name", noted("変わる前と後の氏名が同じです。変わる前の氏名を書いてください。"))


@check
def address_has_changed(answers: Answers, context: Context) -> Iterator[Complaint]:
    if answers.get("old_address") and answers["old_address"] == answers.get("new_address"):
        yield Complaint(
            "old_address", noted("変わる前と後の住所が同じです。変わる前の住所を書いてください。")
        )


@check
def the_end_has_come(answers: Answers, context: Context) -> Iterator[Complaint]:
    """A death or a divorce lies behind; only what is planned may lie ahead."""
    ends_on = answers.get("term_date")
    if not ends_on or answers.get("term_reason") in MAY_BE_TO_COME:
        return
    if date.fromisoformat(ends_on) > context.today:
        yield Complaint("term_date", noted("まだ来ていない日です。その日が来てから届け出てください。"))


@check
def studies_abroad_in_time(answers: Answers, context: Context) -> Iterator[Complaint]:
    """Students abroad count for three years from leaving Japan (児童手当法施行規則1条)."""
    for group in (*TOLD, "changed_children"):
        for row in answers.get(group) or ():
            left = row.get("child_overseas_from")
            if left and context.today > age_reached_on(date.fromisoformat(left), 3) + timedelta(days=1):
                yield Complaint(
                    group,
                    noted("日本を出てから3年を過ぎた留学は、手当の対象になりません。日を確かめてください。"),
                )


@check
def claimant_was_paid_for(answers: Answers, context: Context) -> Iterator[Complaint]:
    """児童手当法12条1項: a child for whom the allowance was due when the recipient died."""
    born, died = answers.get("claimant_child_birth"), answers.get("death_date")
    if not born or not died:
        return
    end = school_year_end_after(date.fromisoformat(born), 18)
    if not date.fromisoformat(born) <= date.fromisoformat(died) <= end:
        yield Complaint(
            "claimant_child_birth",
            noted("亡くなったときに、18歳の年度末までのお子さまが対象です。生年月日を確かめてください。"),
        )


@preview
def new_account_preview(answers: Answers, context: Context) -> tuple[Line, ...]:
    """Only where the town has confirmed up to which day of the month before a payment it changes the account."""
    cutoff_day = context.parameters.get("account_change_cutoff_day")
    if "bank" not in answers.get("change_kinds", ()) or not cutoff_day:
        return ()
    found = new_account(context.today, cutoff_day)
    told = noted("{month}の支払いから", month=Month(found.paid_in))
    return (
        Line(noted("新しい口座に払うとき（見込み）"), told, emphasis=True),
        Line(noted("間に合う日"), noted("{day}まで", day=Day(found.told_by))),
    )
