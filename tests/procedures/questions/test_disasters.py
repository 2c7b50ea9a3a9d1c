"""Which disaster: the list is the town's."""

from app.language import Language
from tests.procedures.making import a_question, complaints, gather

ASKED = a_question("disaster")
OPEN = {"town.disasters": [{"key": "rain", "name": "4月の大雨"}, {"key": "quake", "name": "11月の地震"}]}


def test_an_open_disaster_is_kept_with_its_name() -> None:
    """Must catch: a key alone, which means nothing once the town has closed the disaster."""
    assert gather(ASKED, {"asked": ["quake"]}, known=OPEN).answer == {"key": "quake", "name": "11月の地震"}


def test_a_closed_disaster_is_refused() -> None:
    """Must catch: an application for a disaster whose term is over, by a page that stayed open."""
    sentence = "askedは、受付中のものから選んでください。"
    assert complaints(gather(ASKED, {"asked": ["typhoon"]}, known=OPEN)) == [("asked", sentence)]
    assert complaints(gather(ASKED, {"asked": ["rain"]})) == [("asked", sentence)]


def test_only_open_disasters_are_offered() -> None:
    assert ASKED.offered(OPEN, Language.JAPANESE) == [
        {"value": "rain", "label": "4月の大雨"},
        {"value": "quake", "label": "11月の地震"},
    ]
    assert ASKED.offered({}, Language.JAPANESE) == []


def test_it_is_shown_by_its_name() -> None:
    assert ASKED.show({"key": "gone", "name": "令和7年の台風"}) == "令和7年の台風"
