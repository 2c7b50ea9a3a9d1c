"""Days and money as each reader says them."""

from datetime import UTC, date, datetime

import pytest

from app.japan.spoken import Day, Moment, Month, Yen
from app.language import Language, noted
from tests.looks.stage import environment

FRIDAY = date(2026, 5, 15)
LATE = datetime(2026, 5, 14, 15, 30, tzinfo=UTC)  # past midnight in Japan


@pytest.mark.parametrize(
    ("said", "japanese", "plain", "english"),
    [
        (Day(FRIDAY), "令和8年(2026年)5月15日(金)", "2026年5月15日（金曜日）", "Friday 15 May 2026"),
        (Moment(LATE), "2026年5月15日 00:30", "2026年5月15日 00:30", "15 May 2026 00:30"),
        (Month(FRIDAY), "2026年5月", "2026年5月", "May 2026"),
        (Yen(25_000), "25,000円", "25,000円", "¥25,000"),
    ],
)
def test_each_reader_has_a_form(said: Day, japanese: str, plain: str, english: str) -> None:
    """Must catch: 令和8年 for somebody who has never learnt the eras; the day in London."""
    assert said.for_reader(Language.JAPANESE) == str(said) == japanese
    assert said.for_reader(Language.EASY) == plain
    assert said.for_reader(Language.ENGLISH) == english


def test_a_message_says_them_when_it_is_shown() -> None:
    """Must catch: a price that was put into Japanese before anybody knew who reads it."""
    message = noted("{month}分から", month=Month(FRIDAY))
    page = environment().from_string("{{ text | message }}")
    assert str(message) == "2026年5月分から"
    assert "May 2026" in page.render(text=message, language=Language.ENGLISH)


def test_filters_speak_the_language_of_the_page() -> None:
    page = environment().from_string("{{ day | full_date }}, {{ at | jst }}, {{ price | yen }}")
    assert page.render(day=FRIDAY, at=LATE, price=300, language=Language.ENGLISH) == (
        "Friday 15 May 2026, 15 May 2026 00:30, ¥300"
    )
