"""What follows from the answers about 保育: the class, the kind of certificate, and whether work is enough."""

from app.calculations.nursery_class import nursery_class
from app.japan.ages import age_on, fiscal_year
from app.language import noted
from app.procedures.context import Context
from app.procedures.named import Answers, Line, preview
from app.procedures.rules.childcare import born_on, guardians, starts_on

# 子ども・子育て支援法施行規則1条の5第1号: every town sets its limit of monthly hours between these two.
LOWEST_LIMIT, HIGHEST_LIMIT = 48, 64
KINDS = {
    "education": noted("1号（教育標準時間）"),
    "both": noted("1号（教育標準時間）と2号（保育・満3歳以上）の両方"),
    "over_three": noted("2号（保育・満3歳以上）"),
    "under_three": noted("3号（保育・満3歳未満）"),
}


@preview
def nursery_class_preview(answers: Answers, context: Context) -> tuple[Line, ...]:
    born, day = born_on(answers), starts_on(answers)
    age = nursery_class(born, day) if born and day else None
    if day is None or age is None:
        return ()
    told = noted("{age}歳児クラス（{year}年度）", age=age, year=fiscal_year(day))
    reason = noted("4月1日の前の日の年齢で決まります。年度の途中では変わりません。")
    return (Line(noted("クラス（見込み）"), told, emphasis=True), Line(noted("そうなる理由"), reason))


@preview
def certificate_kind_preview(answers: Answers, context: Context) -> tuple[Line, ...]:
    """認定区分 (子ども・子育て支援法19条), by the age on the first day."""
    born, day = born_on(answers), starts_on(answers)
    wanted = answers.get("want_care")
    if wanted == "care" and born and day:
        wanted = "under_three" if age_on(born, day) < 3 else "over_three"
    kind = KINDS.get(wanted or "")
    return (Line(noted("認定の区分（見込み）"), kind, emphasis=True),) if kind else ()


@preview
def work_hours_preview(answers: Answers, context: Context) -> tuple[Line, ...]:
    """Told where somebody's hours may be too few for 就労; the office decides by the certificate of employment."""
    limit = context.parameters.get("monthly_work_hours")
    hours = [row["g_work_hours_month"] for row in guardians(answers) if row.get("g_work_hours_month")]
    if not hours or min(hours) >= (limit or HIGHEST_LIMIT):
        return ()
    if limit or min(hours) < LOWEST_LIMIT:
        told = noted("月{hours}時間より少ないと、就労の理由にはなりません。", hours=limit or LOWEST_LIMIT)
    else:
        told = noted("町が決める時間より少ないと、就労の理由にはなりません。担当へお問い合わせください。")
    return (Line(noted("働く時間"), told),)
