"""Fields that estimates share."""

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from app.estimates.complaints import NEEDED_HERE
from app.japan.numbers import MOST_YEN

Yen = Annotated[int, Field(ge=0, le=MOST_YEN)]
Birth = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2100, 12, 31))]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
YearMonth = Annotated[str, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$", examples=["2026-05"])]


def first_day(month: str | None, today: date) -> date:
    """Of the month given, else of this one."""
    return date.fromisoformat(f"{month}-01") if month else today.replace(day=1)


def needed_where(field: str, *values: str) -> AfterValidator:
    """A field that must be there where an earlier one has one of these values; wants `validate_default`."""

    def check(value: Any, info: ValidationInfo) -> Any:
        if value is None and info.data.get(field) in values:
            raise PydanticCustomError(NEEDED_HERE, "needed here")
        return value

    return AfterValidator(check)
