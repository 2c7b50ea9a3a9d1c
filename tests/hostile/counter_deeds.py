"""What is done at a counter, for the table of all deeds: at a desk of its own, with a screen of its own."""

from collections.abc import Callable
from typing import Any

from tests.people import Resident
from tests.scenarios import counter


class AtCounter:
    """A member of staff at the third desk, and its tablet."""

    def __init__(self, town: Any) -> None:
        self.town, self.clerk = town, town.clerk
        counter.sits(self.clerk, counter.BRANCH)  # so that nobody is in front
        counter.sits(self.clerk, counter.THIRD)
        self.clerk.opens("/staff/counter")

    def tablet(self) -> Resident:
        return counter.a_tablet(self.town.world, self.clerk)

    def done(self, button: str, given: Any = None) -> None:
        self.clerk.opens("/staff/counter")
        self.clerk.sends(button, given)


def takes_and_leaves_a_desk(town: Any) -> None:
    AtCounter(town).done("席を離れる")


def begins(town: Any) -> None:
    counter.calls(AtCounter(town).clerk)


def calls_the_next(town: Any) -> None:
    at = AtCounter(town)
    counter.calls(at.clerk)
    at.done("次の方")


def joins_a_screen(town: Any) -> None:
    AtCounter(town).tablet().close()


def parts_the_tablet(town: Any) -> None:
    at = AtCounter(town)
    at.tablet().close()
    at.done("画面を切りはなす")


def lends_a_phone(town: Any) -> None:
    at = AtCounter(town)
    counter.calls(at.clerk)
    at.done("スマホをつなぐ")


def parts_the_screens(town: Any) -> None:
    at = AtCounter(town)
    at.tablet().close()
    counter.calls(at.clerk)
    counter.identifies(at.clerk)
    at.done("切りはなす")


def seeks(town: Any) -> None:
    at = AtCounter(town)
    counter.calls(at.clerk)
    at.clerk.sends("さがす", {"sought": counter.YOKO})


def chooses(town: Any) -> None:
    at = AtCounter(town)
    counter.calls(at.clerk)
    counter.finds(at.clerk)


def types_a_newcomer(town: Any) -> None:
    at = AtCounter(town)
    counter.calls(at.clerk)
    at.clerk.follows("住民記録にない方")
    at.clerk.sends(
        "次へ", {"name": "湖東 渚", "kana": "コトウ ナギサ", "born": "H10.3.4", "address": "かえで市1"}
    )


def identifies(town: Any) -> None:
    at = AtCounter(town)
    counter.calls(at.clerk)
    counter.identifies(at.clerk)


def hears(town: Any) -> None:
    parts_the_screens(town)
    town.clerk.sends("読み上げて")


def receives(town: Any) -> tuple[AtCounter, Resident]:
    at = AtCounter(town)
    screen = at.tablet()
    counter.receives(at.clerk, screen)
    return at, screen


def says(town: Any, button: str) -> None:
    at = AtCounter(town)
    screen = at.tablet()
    counter.calls(at.clerk)
    counter.identifies(at.clerk)
    screen.opens("/screen")
    screen.sends(button)
    screen.close()


def wakes(town: Any) -> None:
    at, screen = receives(town)
    town.world.clock.forward(minutes=4)
    at.done("画面をもう一度出す")
    screen.close()
    town.world.clock.forward(minutes=-4)


def ends(town: Any, tail: str) -> None:
    at, screen = receives(town)
    path = f"{at.clerk.path.rpartition('/')[0]}/{tail}"
    at.clerk._shows(at.clerk.client.post(path, data={"form_token": counter.token_on(at.clerk)}), 200)
    screen.close()


def adds(town: Any) -> AtCounter:
    at, screen = receives(town)
    counter.adds(at.clerk)
    screen.close()
    return at


def drops(town: Any) -> None:
    at = adds(town)
    at.clerk.follows("手続を足す・やめる")
    at.clerk.sends("やめる")


def talks(town: Any, button: str, given: Any = None) -> None:
    at = AtCounter(town)
    counter.calls(at.clerk)
    at.clerk.follows("文字で話す")
    at.clerk.sends("送る", {"text": "こんにちは"})
    at.clerk.sends(button, given)


def answers_in_writing(town: Any, button: str) -> None:
    at = AtCounter(town)
    screen = at.tablet()
    counter.calls(at.clerk)
    screen.opens("/screen")
    screen.sends("文字で話す")
    screen.sends(button, {"text": "こんにちは"} if button == "送る" else None)
    screen.close()


def owes(town: Any) -> tuple[AtCounter, Resident]:
    """Somebody with a fee to pay."""
    at, screen = receives(town)
    at.clerk.opens("/staff/counter")
    counter.arrived(town.world, counter.visit_on(at.clerk), "certificate_of_residence")
    at.clerk.opens("/staff/counter")
    return at, screen


def takes_money(town: Any) -> None:
    at, screen = owes(town)
    at.clerk.sends("現金で受け取った", {"receipt_number": "1"})
    screen.close()


def opens_checkout(town: Any, button: str = "") -> None:
    at, screen = owes(town)
    at.clerk.sends("QRコードを出す")
    if button:
        at.clerk.sends(button)
    screen.close()


def pays_by_screen(town: Any, button: str = "") -> None:
    _, screen = owes(town)
    screen.opens("/screen")
    screen.sends("スマホで払う")
    if button:
        screen.sends(button)
    screen.close()


def reads_a_card(town: Any) -> None:
    at = AtCounter(town)
    counter.calls(at.clerk)
    counter.lays(town.world)
    at.clerk.sends("カードを読む")


VISIT = "POST /staff/counter/visits/{visit_id}"
# As in `tests.hostile.deeds.DEEDS`.
OF_COUNTER: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "POST /staff/counter/desks": ("take_desk", takes_and_leaves_a_desk),
    "POST /staff/counter/desks/leave": ("leave_desk", takes_and_leaves_a_desk),
    "POST /staff/counter/begin": ("visit_begin", begins),
    "POST /staff/counter/screen": ("offer_screen", joins_a_screen),
    "POST /staff/counter/screen/part": ("part_screen", parts_the_tablet),
    f"{VISIT}/next": ("visit_call_next", calls_the_next),
    f"{VISIT}/finish": ("visit_finish", lambda t: ends(t, "finish")),
    f"{VISIT}/leave": ("visit_leave", lambda t: ends(t, "leave")),
    f"{VISIT}/search": ("search_register", seeks),
    f"{VISIT}/card": ("visit_identify", reads_a_card),
    f"{VISIT}/choose": ("visit_choose", chooses),
    f"{VISIT}/newcomer": ("visit_choose", types_a_newcomer),
    f"{VISIT}/papers": ("visit_identify", identifies),
    f"{VISIT}/confirm": ("visit_confirm", hears),
    f"{VISIT}/wake": ("visit_wake", wakes),
    f"{VISIT}/phone": ("offer_screen", lends_a_phone),
    f"{VISIT}/screens/part": ("part_screen", parts_the_screens),
    f"{VISIT}/procedures/add": ("visit_add_case", adds),
    f"{VISIT}/procedures/drop": ("visit_drop_case", drops),
    f"{VISIT}/text": ("visit_say", lambda t: talks(t, "送る", {"text": "はい"})),
    f"{VISIT}/text/close": ("visit_stop_talking", lambda t: talks(t, "手続にもどす")),
    f"{VISIT}/text/wipe": ("visit_wipe_lines", lambda t: talks(t, "文字を消す")),
    f"{VISIT}/pay/online": ("visit_pay_together", opens_checkout),
    f"{VISIT}/pay/apart": ("visit_pay_apart", lambda t: opens_checkout(t, "スマホで払うのをやめる")),
    f"{VISIT}/pay/confirm": ("visit_pay_together", lambda t: opens_checkout(t, "払ったか、いま確かめる")),
    f"{VISIT}/pay/received": ("visit_receive_fees", takes_money),
    "POST /screen/pay": ("visit_pay_together", pays_by_screen),
    "POST /screen/pay/confirm": ("visit_pay_together", lambda t: pays_by_screen(t, "払いました")),
    "POST /screen/text": ("visit_say", lambda t: answers_in_writing(t, "送る")),
    "POST /screen/text/open": ("visit_talk", lambda t: answers_in_writing(t, "送る")),
    "POST /screen/text/close": (
        "visit_stop_talking",
        lambda t: answers_in_writing(t, "手続の画面にもどる"),
    ),
    "POST /screen/me": ("visit_confirm", lambda t: says(t, "はい、私です")),
    "POST /screen/not-me": ("visit_deny", lambda t: says(t, "違います")),
    "POST /screen/pair": ("join_screen", joins_a_screen),
}
