"""Who is it? By the card on the reader of the desk: alive, unrevoked, its PIN known; then found in the register."""

from starlette.responses import Response

from app.auth.card_reader import CardNotRead, NotReadBecause
from app.auth.sign_in import BasicFour, Finding
from app.counter import identifying
from app.counter.identifying import Shown
from app.counter.identities import IdentifiedBy, Told
from app.counter.queries import get_desk
from app.errors import NotFound, Unavailable
from app.language import Message, noted
from app.prefill.facts import NOTHING_KNOWN, Facts
from app.web.at_desk import DeskPages
from app.web.counter.staff.desks import SERVE
from app.web.counter.staff.frame import ROOT
from app.web.counter.staff.identifying import render_identify
from app.web.in_front import visit_in_front
from app.web.visits import Visit

pages = DeskPages(f"{ROOT}/visits/{{visit_id}}")

WORDS: dict[NotReadBecause, Message] = {
    NotReadBecause.NO_CARD: noted("カードがありません。読み取り機に置いて、もう一度押してください。"),
    NotReadBecause.WRONG_PIN: noted("暗証番号が違います。"),
    NotReadBecause.LOCKED: noted("暗証番号がロックされています。書類で確かめてください。"),
    NotReadBecause.CHANGED: noted("途中でカードが替わりました。だれのカードか見て、もう一度置いてください。"),
    NotReadBecause.CANCELLED: noted("ご本人が読み取りをやめました。"),
    NotReadBecause.SILENT: noted("読み取り機が答えません。書類で確かめるか、もう一度押してください。"),
    NotReadBecause.EXPIRED: noted("カードの電子証明書の期限が切れています。書類で確かめてください。"),
    NotReadBecause.REVOKED: noted("このカードの電子証明書は、使えなくなっています。書類で確かめてください。"),
    NotReadBecause.NOT_TRUE: noted("このカードは確かめられませんでした。書類で確かめてください。"),
}
LEFT = noted("暗証番号が違います。あと{left}回です。")
UNCHECKED = noted("カードが使えるかを、いま確かめられません。書類で確かめてください。")
ELSEWHERE = noted("生年月日がカードから読めません。書類で確かめてください。")


@pages.post("/card", SERVE, outside=True)
def read_card(visit: Visit, visit_id: str) -> Response:
    """Outside of any transaction somebody types a PIN; what is found counts for the person who is in front then."""
    card = visit.office.doors.card
    if card is None:
        raise NotFound
    with visit.transaction() as session:
        desk = get_desk(session, visit_in_front(visit, session).desk_id)
        reader = f"{desk.place}/{desk.key}"
    try:
        four = card.identify_holder(reader, now=visit.now)
    except CardNotRead as unread:
        return _again(visit, _words(unread))
    except Unavailable:
        return _again(visit, UNCHECKED)
    if four.date_of_birth is None:
        return _again(visit, ELSEWHERE)
    finding = visit.office.doors.prefill.match_person(four)
    key = finding.person_key
    facts = visit.office.doors.prefill.facts_about(key) if key else NOTHING_KNOWN
    with visit.transaction() as session:
        found, by = visit_in_front(visit, session), ("staff", visit.staff.id)
        identifying.choose(session, found, told_by(four, finding, facts), key, by=by, now=visit.now)
        identifying.identify(session, found, Shown(IdentifiedBy.CARD), by=by, now=visit.now)
    return visit.see_other(f"{ROOT}/visits/{visit_id}/confirm")


def told_by(four: BasicFour, finding: Finding, facts: Facts) -> Told:
    """As the card says; how it is read only the register knows, and whose address must not be shown.

    So no address is shown where the register is silent: it may be that of somebody under protection.
    """
    if four.date_of_birth is None:
        raise ValueError("whoever is in front has a date of birth")
    kana = " ".join(str(facts.value_of(f"person.{each}_name_kana") or "") for each in ("family", "given"))
    is_protected = facts.value_of("is_protected")
    is_stranger = finding.settled and finding.person_key is None
    return Told(
        name=four.full_name.replace("\u3000", " "),
        kana=kana.strip(),
        date_of_birth=four.date_of_birth,
        address=four.address if is_protected is False or is_stranger else "",
        is_protected=is_protected is True,
        is_newcomer=finding.person_key is None,
    )


def _words(unread: CardNotRead) -> Message:
    if unread.why is NotReadBecause.WRONG_PIN and unread.tries_left is not None:
        return Message(LEFT.template, {"left": unread.tries_left})
    return WORDS[unread.why]


def _again(visit: Visit, told: Message) -> Response:
    """Nobody is in front by it; what staff had before them stays."""
    with visit.looking():
        return render_identify(visit, None, {"card": told})
