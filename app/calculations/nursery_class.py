"""クラス年齢: the class of a day nursery in which a child spends a whole fiscal year."""

from datetime import date

from app.japan.ages import age_on, fiscal_year

OLDEST = 5


def nursery_class(birth_on: date, day: date) -> int | None:
    """0 to 5, from the age on the 31 March before the fiscal year of `day`; None for a child of school age.

    It stays the same until the next 31 March. Born on 1 April is a year older already (民法143条2項), so one class up;
    born within the year is in class 0.
    """
    age = age_on(birth_on, date(fiscal_year(day), 3, 31))
    return max(age, 0) if age <= OLDEST else None
