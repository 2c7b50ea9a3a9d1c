"""What is done when a draft changes hands or comes on paper, for the table of all deeds."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from app.applications.models import Application
from app.clock import japan_date
from tests.people import Resident
from tests.scenarios import counter, disaster, paper

BORN = {"born.era": "western", "born.year": "1995", "born.month": "6", "born.day": "14"}
KEY = "certificate_of_residence"


def today(town: Any) -> str:
    return japan_date(town.world.clock()).isoformat()


def begins(town: Any) -> str:
    """Where it is entered."""
    paper.begins(town.clerk, today(town))
    return str(town.clerk.path.partition("/steps")[0])


def finds(town: Any) -> None:
    stranger = Resident(town.world.url)
    disaster.begin(stranger, "090-0000-7781")
    draft = UUID(stranger.path.split("/")[2])
    stranger.close()
    with town.world.office.database.read() as session:
        code = session.get_one(Application, draft).resume_code
    town.clerk.opens("/staff/paper")
    town.clerk.sends("さがす", {"code": code})


def takes(town: Any) -> None:
    finds(town)
    town.clerk.sends("入力を始める", {"came_on": today(town)})


def scans(town: Any) -> None:
    at = begins(town)
    town.clerk.opens(f"{at}/check")
    town.clerk.sends("選んだものを送る", files=[("scan", ("a.jpg", disaster.photo(), "image/jpeg"))])


def files(town: Any) -> None:
    at = begins(town)
    town.clerk.opens(f"{at}/check")
    town.clerk.sends("受け付けて、補正をお願いする")


def gives_up(town: Any) -> None:
    at = begins(town)
    town.posts(town.clerk, f"{at}/check", f"{at}/give-up")


def shows_number(town: Any) -> str:
    page = f"/apply/{town.furnished.draft_id}/counter"
    town.posts(town.owner, page, page)
    town.owner.opens(page)
    return str(town.owner.page.xpath("//strong[contains(@class, 'number')]/text()")[0])


def joins(town: Any) -> None:
    stranger = Resident(town.world.url)
    disaster.begin(stranger, "090-0000-7783")
    draft = stranger.path.split("/")[2]
    stranger.opens(f"/apply/{draft}/counter")
    stranger.sends("番号を出す")
    code = str(stranger.page.xpath("//strong[contains(@class, 'number')]/text()")[0])
    stranger.close()
    officer, visit = town.furnished.officer, town.furnished.visit_id
    officer.opens(f"/staff/counter/visits/{visit}/join")
    officer.sends("さがす", {"code": code})
    officer.sends("この続きを開く")


def hands_to_phone(town: Any) -> str:
    officer, visit = town.furnished.officer, town.furnished.visit_id
    officer.opens(f"/staff/counter/visits/{visit}/procedures")
    officer.sends("続きをスマホで")
    return counter.code_on(officer)


def continues(town: Any) -> None:
    code = hands_to_phone(town)
    home = Resident(town.world.url)
    home.opens("/continue")
    home.sends("続きを開く", {"code": code, **BORN})
    home.close()


# As in `tests.hostile.deeds.DEEDS`.
OF_PAPERS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "POST /apply/{application_id}/counter": ("offer_to_counter", shows_number),
    "POST /continue": ("continue_on_phone", continues),
    "POST /staff/counter/visits/{visit_id}/join": ("take_to_counter", joins),
    "POST /staff/counter/visits/{visit_id}/to-phone": ("offer_to_phone", hands_to_phone),
    "POST /staff/paper/find": ("view_paper", finds),
    "POST /staff/paper/take": ("take_up_paper", takes),
    "POST /staff/paper/new/{procedure_key}": ("take_up_paper", begins),
    "POST /staff/paper/{application_id}/scans": ("change_scans", scans),
    "POST /staff/paper/{application_id}/file": ("submit", files),
    "POST /staff/paper/{application_id}/give-up": ("give_up_paper", gives_up),
}
