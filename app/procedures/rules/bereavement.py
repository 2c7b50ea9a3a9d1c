"""After somebody has died: days that follow one another, whose account it is, and until when something can be done."""

from collections.abc import Iterator
from datetime import date, timedelta

from app.japan.periods import last_day
from app.japan.spoken import Day, Yen
from app.japan.terms import FUNERAL_GRANT
from app.language import noted
from app.procedures.context import Context
from app.procedures.named import Answers, Complaint, Line, check, fact, preview
from app.procedures.rules.bank_accounts import holds
from app.procedures.rules.care import day_of

AMOUNTS = {"national": "national_grant", "late_elderly": "late_elderly_grant"}


@check
def death_follows_birth(answers: Answers, context: Context) -> Iterator[Complaint]:
    born_on, died_on = day_of(answers.get("deceased_birth")), day_of(answers.get("death_date"))
    if born_on and died_on and died_on < born_on:
        yield Complaint("death_date", noted("亡くなった日が、生年月日より前です。日を確かめてください。"))


@check
def funeral_follows_death(answers: Answers, context: Context) -> Iterator[Complaint]:
    died_on, held_on = day_of(answers.get("death_date")), day_of(answers.get("funeral_date"))
    if died_on and held_on and held_on < died_on:
        yield Complaint("funeral_date", noted("葬儀の日が、亡くなった日より前です。日を確かめてください。"))


@check
def owner_is_known_after_death(answers: Answers, context: Context) -> Iterator[Complaint]:
    died_on, knew_on = day_of(answers.get("death_date")), day_of(answers.get("knew_on"))
    if died_on and knew_on and knew_on < died_on:
        yield Complaint("knew_on", noted("知った日が、亡くなった日より前です。日を確かめてください。"))


@check
def account_is_the_mourners(answers: Answers, context: Context) -> Iterator[Complaint]:
    """葬祭費 belongs to whoever held the funeral (国民健康保険法58条1項)."""
    kana = answers.get("applicant_kana" if answers.get("is_chief_mourner") else "mourner_kana")
    if kana and answers.get("bank_account") and not holds(answers["bank_account"], kana):
        yield Complaint(
            "bank_account",
            noted("口座の名義が、喪主のフリガナと違います。喪主の口座か、名義を確かめてください。"),
        )


@fact
def funeral_grant_is_late(answers: Answers, context: Context) -> bool:
    held_on = day_of(answers.get("funeral_date"))
    return held_on is not None and context.today > FUNERAL_GRANT.last_day(held_on)


@preview
def funeral_grant_preview(answers: Answers, context: Context) -> tuple[Line, ...]:
    """An amount only where the town has confirmed it; for the elderly the prefecture-wide union sets its own."""
    amount = context.parameters.get(AMOUNTS.get(answers.get("deceased_insurance") or "", ""))
    if not amount:
        return ()
    return (Line(noted("支給の見込み（審査で決まります）"), noted("{yen}", yen=Yen(amount)), emphasis=True),)


def owner_report_due(knew_on: date, months: int) -> date:
    """三月を経過した日 (地方税法384条の3): the day after so many months, counted from the day after the owner knew."""
    return last_day(knew_on + timedelta(days=1), months=months) + timedelta(days=1)


@preview
def owner_report_preview(answers: Answers, context: Context) -> tuple[Line, ...]:
    """Only where the town has confirmed what its ordinance says. A closed last day gives way (地方税法20条の5)."""
    knew_on, months = day_of(answers.get("knew_on")), context.parameters.get("owner_report_months")
    if knew_on is None or not months:
        return ()
    due_on = context.closed_days.next_open(owner_report_due(knew_on, months))
    return (Line(noted("申告の期限"), noted("{day}まで", day=Day(due_on)), emphasis=True),)
