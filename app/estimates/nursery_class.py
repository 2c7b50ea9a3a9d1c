"""保育のクラス: in which class a child is, from April to March."""

from app.calculations.nursery_class import nursery_class
from app.estimates.definition import Asked, Estimate
from app.estimates.fields import Birth, YearMonth, first_day
from app.estimates.telling import Circumstances, Told
from app.japan.ages import fiscal_year
from app.japan.school_years import fiscal_year_end, fiscal_year_start
from app.japan.spoken import Day
from app.language import noted


class AskedClass(Asked):
    """`month`: in which the child is to come, this month where it is left out."""

    birth: Birth
    month: YearMonth | None = None


def tell(asked: AskedClass, circumstances: Circumstances) -> Told:
    month = first_day(asked.month, circumstances.today)
    year = fiscal_year(month)
    found = nursery_class(asked.birth, month)
    period = noted(
        "{first}から{last}まで", first=Day(fiscal_year_start(year)), last=Day(fiscal_year_end(year))
    )
    figures = {"class": found, "fiscal_year": year}
    if found is None:
        school = noted("小学校に入る年なので、保育のクラスはありません。")
        return Told(school, ((noted("期間"), period),), figures=figures)
    return Told(
        noted("{age}歳児のクラスです。", age=found),
        (
            (noted("期間"), period),
            (
                noted("そうなる理由"),
                noted("3月31日の年齢で決まり、1年間かわりません。4月1日生まれは1つ上のクラスです。"),
            ),
        ),
        figures=figures,
    )


NURSERY_CLASS = Estimate("nursery_class", AskedClass, tell)
