"""Rules of what 介護保険 pays back: equipment that was bought, and works on the home (介護保険法44条・45条)."""

from collections.abc import Iterator
from functools import partial

from app.calculations.care_benefits import Benefit, WorksBefore, equipment_benefit, works_benefit
from app.japan.ages import fiscal_year
from app.japan.spoken import Yen
from app.japan.terms import CARE_BENEFIT
from app.language import Message, noted
from app.procedures.context import Context
from app.procedures.named import Answers, Complaint, Line, check, fact, preview
from app.procedures.rules.care import day_of, insured_is_applicant, listed, rows

APPROVED_ON = "case.approved_in_advance_on"


@fact
def is_approved_in_advance(answers: Answers, context: Context) -> bool:
    """事前承認: the office has said of this case that the works may begin."""
    return bool(context.known.get(APPROVED_ON))


@fact
def purchases_are_barred(answers: Answers, context: Context) -> bool:
    """Nothing of it can be claimed any more, not even the last."""
    bought = [day_of(row["purchase_date"]) for row in rows(answers, "items", "purchase_date")]
    last = max((day for day in bought if day), default=None)
    return last is not None and context.today > CARE_BENEFIT.last_day(last)


@check
def purchases_lie_within_the_certification(answers: Answers, context: Context) -> Iterator[Complaint]:
    """Only its end is looked at: the ledger tells of no certification before the last."""
    ends_on = day_of(listed(context, "valid_to"))
    for row in rows(answers, "items", "purchase_date"):
        bought_on = day_of(row["purchase_date"])
        if ends_on and bought_on and bought_on > ends_on:
            yield Complaint(
                "items", noted("認定の有効期間が終わったあとに買ったものは対象外です。日を確かめてください。")
            )


@check
def works_end_after_they_begin(answers: Answers, context: Context) -> Iterator[Complaint]:
    for first, last in (("start_planned", "end_planned"), ("start_date", "completion_date")):
        began_on, ended_on = day_of(answers.get(first)), day_of(answers.get(last))
        if began_on and ended_on and ended_on < began_on:
            yield Complaint(last, noted("終わる日は、始める日より前にできません。日を確かめてください。"))


@check
def works_waited_for_the_approval(answers: Answers, context: Context) -> Iterator[Complaint]:
    """Nothing is paid for works begun before it (介護保険法施行規則75条2項: the papers come before the works)."""
    began_on, approved_on = day_of(answers.get("start_date")), day_of(context.known.get(APPROVED_ON))
    if began_on and approved_on and began_on < approved_on:
        yield Complaint(
            "start_date",
            noted("町の承認より前の日です。日を確かめてください。先に始めた工事は、役場へご連絡ください。"),
        )


@check
def costs_fit_together(answers: Answers, context: Context) -> Iterator[Complaint]:
    for whole, part in (("total", "covered"), ("actual_total", "actual_covered")):
        if answers.get(part) and answers.get(whole) and answers[part] > answers[whole]:
            yield Complaint(part, noted("対象の額は、総額より多くできません。"))


@preview
def equipment_preview(answers: Answers, context: Context) -> tuple[Line, ...]:
    """For the insured person alone: who has how much left is theirs to tell. Of this fiscal year only."""
    spent, ratio = _own(context, answers, "equipment_spent_yen"), _own(context, answers, "burden_ratio")
    if spent is None or ratio is None:
        return ()
    paid_for = partial(
        equipment_benefit, spent, share_tenths=ratio, bought_on=context.today, by_town=context.confirmations
    )
    left = Line(noted("今年度の残りの限度額"), _yen(paid_for(cost=0).left))
    items = rows(answers, "items", "price")
    years = {fiscal_year(day) for row in items if (day := day_of(row.get("purchase_date")))}
    if not items or years != {fiscal_year(context.today)}:
        return (left,)
    return (left, *_lines(paid_for(cost=sum(row["price"] for row in items))))


@preview
def home_modification_preview(answers: Answers, context: Context) -> tuple[Line, ...]:
    """What moving or a much heavier need of care gives anew is for the office to say."""
    spent, ratio = (
        _own(context, answers, "home_modification_spent_yen"),
        _own(context, answers, "burden_ratio"),
    )
    if spent is None or ratio is None:
        return ()
    paid_for = partial(
        works_benefit,
        WorksBefore(spent),
        None,
        share_tenths=ratio,
        begun_on=context.today,
        by_town=context.confirmations,
    )
    left = Line(noted("住宅改修の残りの限度額"), _yen(paid_for(cost=0).left))
    cost = answers.get("actual_covered") or answers.get("covered")
    return (left, *_lines(paid_for(cost=cost))) if cost else (left,)


def _own(context: Context, answers: Answers, part: str) -> int | None:
    return context.known.get(f"care.{part}") if insured_is_applicant(answers, context) else None


def _lines(expected: Benefit) -> tuple[Line, Line]:
    return (
        Line(noted("限度額のうち今回の対象"), _yen(expected.eligible)),
        Line(noted("支給の見込み（町が決めます）"), _yen(expected.benefit), emphasis=True),
    )


def _yen(amount: int) -> Message:
    return noted("{yen}", yen=Yen(amount))
