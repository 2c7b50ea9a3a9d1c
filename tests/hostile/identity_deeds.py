"""What is done to show who one is, for the table of all deeds."""

import secrets
from collections.abc import Callable
from typing import Any

from app.auth.contact_models import ContactCode
from tests import make
from tests.papers import ALL, a_photo, by_papers
from tests.scenarios import disaster


def asks_for_a_code(town: Any) -> None:
    town.guest.opens(disaster.START)
    town.guest.sends("始める")
    sent = {"email": "guest@mail.example"}
    town.posts(town.guest, "/contact-code", "/contact-code", **sent)


def types_the_code(town: Any) -> None:
    asks_for_a_code(town)
    with town.world.office.database.read() as session:
        code = session.query(ContactCode).order_by(ContactCode.created_at.desc()).first()
        assert code is not None
        assert code.code is not None
        typed = code.code
    town.posts(town.guest, "/contact-code/answer", "/contact-code/answer", code=typed)


def hands_in_papers(town: Any) -> None:
    types_the_code(town)
    town.guest.opens(f"/procedures/{make.ALLOWANCE}")
    town.guest.sends("カードなしで始める")
    shade = secrets.randbelow(200)
    photos = [("photos", ("a.jpg", a_photo(shade)))]
    town.guest.sends("選んだものを送る", {"paper": "driving_licence"}, files=photos)


def on_papers(town: Any, tail: str, **sent: Any) -> None:
    with town.world.office.database.write() as session:
        now = town.world.clock()
        case = by_papers(session, town=town.world.office.town, now=now)
        number = case.application.reference_number
    page = f"/staff/cases/{number}/identity"
    town.posts(town.clerk, page, f"{page}/{tail}", **sent)


# As in `tests.hostile.deeds.DEEDS`.
OF_IDENTITY: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "POST /contact-code": ("ask_contact_code", asks_for_a_code),
    "POST /contact-code/answer": ("prove_contact", types_the_code),
    "POST /apply/{application_id}/papers": ("change_identity_papers", hands_in_papers),
    "POST /staff/cases/{reference_number}/identity/acceptance": (
        "accept_identity",
        lambda t: on_papers(t, "acceptance", checked=list(ALL)),
    ),
    "POST /staff/cases/{reference_number}/identity/again": (
        "ask_identity_again",
        lambda t: on_papers(t, "again", reasons="blurred"),
    ),
}
