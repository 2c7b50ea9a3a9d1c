"""What is told, read and signed at a counter, for the table of all deeds."""

from collections.abc import Callable
from typing import Any

from tests.hostile.counter_deeds import VISIT, AtCounter, receives
from tests.people import Resident
from tests.scenarios import at_the_desk, counter

CERTIFICATE: dict[str, list[str]] = {
    "scope": ["household"],
    "show_relationship": ["no"],
    "show_registered_domicile": ["no"],
    "purpose": ["bank"],
    "submit_to": [],
    "copies": ["1"],
    "delivery": ["counter"],
}


def begins_event(town: Any) -> tuple[AtCounter, Resident]:
    at, screen = receives(town)
    at_the_desk.begins(at.clerk, "moving_in")
    return at, screen


def chooses_event(town: Any) -> None:
    begins_event(town)[1].close()


def leaves_event(town: Any) -> None:
    at, screen = begins_event(town)
    at.clerk.sends("用件を選びなおす")
    screen.close()


def answers_event(town: Any) -> AtCounter:
    at, screen = begins_event(town)
    at_the_desk.tells_event(at.clerk, dict.fromkeys(at_the_desk.MOVING_IN, False))
    screen.close()
    return at


def takes_found(town: Any) -> None:
    answers_event(town).clerk.sends("この手続を始める")


def asks(town: Any) -> tuple[AtCounter, Resident]:
    """A certificate, told to the end."""
    at, screen = receives(town)
    counter.adds(at.clerk)
    at_the_desk.answers(at.clerk, CERTIFICATE)
    return at, screen


def answers(town: Any) -> None:
    asks(town)[1].close()


def collects(town: Any) -> None:
    at, screen = asks(town)
    at.clerk.follows("書類の印を見る")
    at_the_desk.collects(at.clerk)
    screen.close()


def points(town: Any) -> AtCounter:
    at, screen = asks(town)
    at_the_desk.presses_one(at.clerk, "which", str(at.clerk.page.xpath("//button[@name='which']/@value")[0]))
    screen.close()
    return at


def unpoints(town: Any) -> None:
    points(town).clerk.sends("直さない")


def without_screen(town: Any) -> AtCounter:
    """The tablet is parted, so that all is said aloud."""
    at, screen = asks(town)
    screen.close()
    parts(at)
    at.clerk.sends("読み上げて", dict.fromkeys(at_the_desk.sentences_on(at.clerk), "yes"))
    return at


def hears_reading(town: Any) -> None:
    without_screen(town)


def signs_on_paper(town: Any) -> None:
    without_screen(town).clerk.sends("印刷した紙に署名", expected=(200, 404))


def reads(town: Any) -> Resident:
    _, screen = asks(town)
    at_the_desk.stands_behind(screen)
    return screen


def reads_and_goes(town: Any) -> None:
    reads(town).close()


def says_wrong(town: Any) -> None:
    _, screen = asks(town)
    screen.opens("/screen")
    at_the_desk.presses_one(screen, "line", "0")
    screen.close()


def signs(town: Any) -> None:
    screen = reads(town)
    at_the_desk.signs(screen, "水野 陽子")
    screen.close()


def foreign(town: Any) -> tuple[AtCounter, Resident]:
    """Read; the account is somebody else's."""
    at, screen = receives(town)
    counter.adds(at.clerk, "子ども医療費", "child_medical_card")
    at_the_desk.answers(at.clerk, at_the_desk.OF_CARD)
    at_the_desk.collects(at.clerk)
    return at, screen


def says_me_again(town: Any) -> None:
    _, screen = foreign(town)
    at_the_desk.stands_behind(screen)
    screen.sends("はい、私です")
    screen.close()


def hears_again(town: Any) -> None:
    at, screen = foreign(town)
    screen.close()
    parts(at)
    at.clerk.sends("読み上げて", dict.fromkeys(at_the_desk.sentences_on(at.clerk), "yes"))
    at.clerk.sends("「私です」と答えた")


def parts(at: AtCounter) -> None:
    at.clerk.opens("/staff/counter")
    address = f"{at.clerk.path.rpartition('/')[0]}/screens/part"
    at.clerk._shows(at.clerk.client.post(address, data={"form_token": counter.token_on(at.clerk)}), 200)


def agrees(town: Any) -> None:
    _, screen = foreign(town)
    at_the_desk.stands_behind(screen)
    screen.close()
    town.approver.opens("/staff/counter/second")
    town.approver.sends("この口座でよい")


# As in `tests.hostile.deeds.DEEDS`.
OF_ASKING: dict[str, tuple[str, Callable[[Any], Any]]] = {
    f"{VISIT}/event": ("visit_event", chooses_event),
    f"{VISIT}/event/answers": ("visit_answer", answers_event),
    f"{VISIT}/event/leave": ("visit_event", leaves_event),
    f"{VISIT}/found": ("visit_add_case", takes_found),
    f"{VISIT}/ask": ("visit_answer", answers),
    f"{VISIT}/collect": ("visit_collect", collects),
    f"{VISIT}/point": ("visit_point", points),
    f"{VISIT}/unpoint": ("visit_point", unpoints),
    f"{VISIT}/reading": ("visit_stand_behind", hears_reading),
    f"{VISIT}/sign": ("visit_send", signs_on_paper),
    f"{VISIT}/again": ("visit_confirm_again", hears_again),
    "POST /staff/counter/second": ("visit_agree", agrees),
    "POST /screen/again": ("visit_confirm_again", says_me_again),
    "POST /screen/read": ("visit_stand_behind", reads_and_goes),
    "POST /screen/wrong": ("visit_point", says_wrong),
    "POST /screen/sign": ("visit_send", signs),
}
