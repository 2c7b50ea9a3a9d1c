from datetime import date, timedelta
from uuid import uuid4

from app.auth import sessions, staff_accounts, visitors
from app.auth.identity import Anonymous, Assurance, Guest, Resident, Role, StaffMember
from app.auth.models import SessionKind, StaffAccount, WebSession
from app.auth.settings import AuthSettings
from app.auth.sign_in import BasicFour
from app.database import Database
from tests.conftest import NOW


def visit(database: Database, token: str | None) -> visitors.Visit:
    with database.read() as session:
        return visitors.recognise(session, token, settings=AuthSettings(), now=NOW)


def test_without_a_cookie_or_with_an_unknown_one_a_visitor_is_anonymous(database: Database) -> None:
    for token in (None, "", "x" * 43, "か" * 43):
        assert visit(database, token) == visitors.Visit(Anonymous())


def test_a_guest_sees_the_cases_whose_receipts_they_have_shown(database: Database) -> None:
    guest_id, first, second = uuid4(), uuid4(), uuid4()
    with database.write() as session:
        opened = sessions.open_session(session, SessionKind.GUEST, guest_id, now=NOW)
    for case in (first, second, second):
        with database.write() as session:
            sessions.allow_case(session.get_one(WebSession, opened.web_session.token_hash), case)
    guest = visit(database, opened.token).visitor
    assert guest == Guest(guest_id, opened.web_session.epoch, frozenset({first, second}))


def test_a_resident_is_known_by_name_and_by_how_sure_we_are(database: Database) -> None:
    resident_id = uuid4()
    four = {"full_name": "水野　陽子", "address": "若葉町1番", "date_of_birth": "2000-02-29", "sex": "2"}
    extra = {"display_name": "水野　陽子", "assurance": "authenticated", "basic_four": four}
    with database.write() as session:
        opened = sessions.open_session(session, SessionKind.RESIDENT, resident_id, now=NOW, extra=extra)
    found = visit(database, opened.token)
    epoch = opened.web_session.epoch
    assert found.visitor == Resident(resident_id, "水野　陽子", Assurance.AUTHENTICATED, epoch)
    assert found.basic_four == BasicFour("水野　陽子", "若葉町1番", date(2000, 2, 29), "2")
    assert found.holder == sessions.holder_of(opened.web_session)
    assert found.ends_at == NOW + timedelta(minutes=60)
    assert not found.needs_touch


def test_a_card_that_knows_only_part_of_the_date_of_birth_tells_none(database: Database) -> None:
    four = {"full_name": "水野　陽子", "address": "若葉町1番", "date_of_birth": None, "sex": "3"}
    with database.write() as session:
        extra = {"basic_four": four}
        opened = sessions.open_session(session, SessionKind.RESIDENT, uuid4(), now=NOW, extra=extra)
    assert visit(database, opened.token).basic_four == BasicFour("水野　陽子", "若葉町1番", None, "3")


def test_the_duties_of_staff_are_read_afresh_at_every_request(
    database: Database, clerk: StaffAccount
) -> None:
    """Mutation: keep the roles in the session; a clerk moved to another section goes on reading."""
    with database.write() as session:
        opened = sessions.open_session(session, SessionKind.STAFF, clerk.id, now=NOW)
    assert _staff(database, opened.token).sections == {"children"}
    with database.write() as session:
        account = session.get_one(StaffAccount, clerk.id)
        staff_accounts.change_duties(account, frozenset({Role.AUDITOR}), frozenset(), by=None)
    now = _staff(database, opened.token)
    assert (now.roles, now.sections) == (frozenset({Role.AUDITOR}), frozenset())


def test_staff_disabled_in_this_instant_are_nobody(database: Database, clerk: StaffAccount) -> None:
    """I-47. Mutation: trust the session alone."""
    with database.write() as session:
        opened = sessions.open_session(session, SessionKind.STAFF, clerk.id, now=NOW)
        session.get_one(StaffAccount, clerk.id).disabled_at = NOW
    assert visit(database, opened.token) == visitors.Visit(Anonymous())


def _staff(database: Database, token: str) -> StaffMember:
    found = visit(database, token).visitor
    assert isinstance(found, StaffMember)
    return found
