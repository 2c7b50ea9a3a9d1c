"""SMS by a gateway that takes mail: to numbers only, and to nobody where the town has none."""

from datetime import timedelta
from uuid import UUID

import pytest

from app.auth import contact_codes
from app.auth.contact_codes import LASTS, Asked
from app.auth.contact_models import ContactKind
from app.auth.contact_queries import find_code
from app.auth.sent_codes import shown
from app.database import Database, new_id
from app.health import Health
from app.language import Language
from app.notices.channel import NotNow, OutgoingMail, Undeliverable
from app.notices.codes import Ways, deliver_code
from app.notices.settings import NoticesSettings
from app.notices.sms import MailToSms
from tests.conftest import NOW
from tests.notices.conftest import LETTERHEAD

KEY = b"of the tests"


class Noting:
    """Keeps what it is given; `busy` says that the provider is down, `refuses` that it never will."""

    is_offered = True

    def __init__(self, *, busy: bool = False, refuses: bool = False) -> None:
        self.busy, self.refuses = busy, refuses
        self.mails: list[OutgoingMail] = []

    def deliver(self, mail: OutgoingMail) -> None:
        if self.busy:
            raise NotNow("no answer")
        if self.refuses:
            raise Undeliverable("SMTP 550")
        self.mails.append(mail)

    def health(self) -> Health:
        return Health(True, "noting")


def a_message(to: str) -> OutgoingMail:
    return OutgoingMail(new_id(), to, "件名", "本文", Language.JAPANESE, NOW)


def test_a_number_becomes_an_address_of_the_gateway() -> None:
    mail = Noting()
    MailToSms(mail, "sms.example").deliver(a_message("09000007701"))
    assert [each.to_address for each in mail.mails] == ["09000007701@sms.example"]


@pytest.mark.parametrize("to", ["a@b.example", "", "0900000\r\nBcc: x"])
def test_nothing_else_goes_there(to: str) -> None:
    """Must catch: an address, or a line of a header, let through to the gateway."""
    with pytest.raises(Undeliverable):
        MailToSms(Noting(), "sms.example").deliver(a_message(to))


def test_a_town_without_a_gateway_offers_none() -> None:
    without = MailToSms(Noting(), "")
    assert not without.is_offered
    with pytest.raises(Undeliverable):
        without.deliver(a_message("09000007701"))


def test_production_refuses_the_rehearsals_gateway() -> None:
    faults = NoticesSettings().faults_in_production()
    assert any("SMS_DOMAIN" in fault for fault in faults)
    assert not any("SMS_DOMAIN" in fault for fault in NoticesSettings(sms_domain="").faults_in_production())


def sent(database: Database, kind: ContactKind, target: str) -> tuple[UUID, str]:
    with database.write() as session:
        asked = Asked(new_id(), kind, target, "ja", "203.0.113.7")
        row = contact_codes.send_code(session, KEY, asked, now=NOW)
        assert row.code is not None
        return row.id, shown(row.code)


@pytest.mark.parametrize(
    ("kind", "target"), [(ContactKind.EMAIL, "hanako@mail.example"), (ContactKind.PHONE, "09000007701")]
)
def test_a_code_goes_its_way_once_and_is_wiped(database: Database, kind: ContactKind, target: str) -> None:
    """Must catch: a code kept after it was sent; a mail where an SMS was asked for."""
    code_id, code = sent(database, kind, target)
    mail, sms = Noting(), Noting()
    for _ in range(2):
        deliver_code(database, Ways(mail, sms), code_id, LETTERHEAD, NOW)
    messages = sms.mails if kind is ContactKind.PHONE else mail.mails
    assert [(each.to_address, code in each.body, code in each.subject) for each in messages] == [
        (target, True, False)
    ]
    assert len(mail.mails) + len(sms.mails) == 1
    with database.read() as session:
        row = find_code(session, code_id)
        assert row is not None
        assert row.code is None


def test_a_busy_server_is_tried_again_while_the_code_lives(database: Database) -> None:
    code_id, _ = sent(database, ContactKind.EMAIL, "hanako@mail.example")
    with pytest.raises(NotNow):
        deliver_code(database, Ways(Noting(busy=True), Noting()), code_id, LETTERHEAD, NOW)
    late = Noting()
    deliver_code(database, Ways(late, Noting()), code_id, LETTERHEAD, NOW + LASTS)
    assert late.mails == [], "nobody is sent what no longer works"
    deliver_code(database, Ways(late, Noting()), code_id, LETTERHEAD, NOW + timedelta(minutes=1))
    assert len(late.mails) == 1


def test_an_address_that_takes_nothing_is_given_up_in_silence(database: Database) -> None:
    """Whoever asked reads the same page as everybody. Must catch: a job that comes again for ever."""
    code_id, _ = sent(database, ContactKind.EMAIL, "refused@town.example")
    deliver_code(database, Ways(Noting(refuses=True), Noting()), code_id, LETTERHEAD, NOW)
    again = Noting()
    deliver_code(database, Ways(again, Noting()), code_id, LETTERHEAD, NOW)
    assert again.mails == []
