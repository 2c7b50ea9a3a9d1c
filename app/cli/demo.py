"""Demo data: staff accounts, and cases in every state, told through the same verbs the pages use."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.applications.models import Actor, ActorKind
from app.auth.identity import Assurance, Role, StaffMember
from app.auth.models import ResidentAccount
from app.auth.queries import find_resident_by_key, list_staff
from app.auth.resident_sign_in import subject_key_of
from app.auth.staff_accounts import NewStaff, create_account
from app.auth.visitors import staff_member_of
from app.cli.demo_mandates import entrust
from app.cli.demo_photos import damage_photo
from app.cli.demo_stories import STORIES
from app.cli.demo_telling import Teller
from app.database import new_id
from app.files.intake import IncomingFile, PreparedFile, prepare
from app.parameters.deciding import Proposed, propose
from app.parameters.places import places_of
from app.sandboxes.card.provider import subject_of
from app.web.office import Office

PASSWORD = "midori-no-mado-2026"  # noqa: S105  (printed on the terminal; production refuses the demo)
ACCOUNTS = {
    "tanto": "担当者：審査と起案",
    "kessai": "決裁者：決裁と差戻し",
    "kanri": "管理者：職員の登録と町の値",
    "kanri2": "管理者：町の値を確かめる2人目",
    "kansa": "監査：操作の記録",
}
_NAMES = {
    "tanto": "担当 はるか",
    "kessai": "決裁 まもる",
    "kanri": "管理 あおい",
    "kanri2": "管理 みどり",
    "kansa": "監査 しずか",
}
_ROLES = {
    "tanto": {Role.CLERK},
    "kessai": {Role.CLERK, Role.APPROVER},
    "kanri": {Role.ADMIN},
    "kanri2": {Role.ADMIN},
    "kansa": {Role.AUDITOR},
}

# They wait for the second administrator, so that the page can be looked at.
PROPOSED = (
    Proposed(
        "offerings.disaster_certificate.standard_processing_days",
        date(2026, 12, 1),
        21,
        "みどり野町罹災証明書交付要綱 第4条",
    ),
    Proposed(
        "offerings.certificate_of_residence.fees.copy",
        date(2027, 4, 1),
        400,
        "みどり野町手数料条例（令和8年12月改正）別表",
    ),
    Proposed(
        "offerings.child_allowance_amount_revision.parameters.account_change_cutoff_day",
        date(2026, 12, 1),
        15,
        "みどり野町児童手当事務取扱要領 第7条",
    ),
)


def fill(office: Office) -> None:
    """Does nothing where there is a staff account already: demo data is for empty databases."""
    now = office.clock()
    with office.database.write() as session:
        if list_staff(session):
            return
        hired = {login: _hire(session, office, login, now) for login in ACCOUNTS}
        known = places_of(office.town)
        for what in PROPOSED:
            if what.name in known:
                propose(session, what, by=hired["kanri"], now=now)
    entrust(office, hired["tanto"].id, lambda session, person: _owner(session, office, person, now))
    # The oldest first, so that the numbers follow the days.
    for story in sorted(STORIES, key=lambda story: -story.days_ago):
        photos = [_photo(office, number) for number in range(sum(deed.photos for deed in story.deeds))]
        with office.database.write() as session:
            owner = _owner(session, office, story.person, now)
            began = now - timedelta(days=story.days_ago)
            Teller(session, office, owner, hired["tanto"], hired["kessai"], began, photos).tell(story)


def _photo(office: Office, number: int) -> PreparedFile:
    upload = IncomingFile(f"家のようす{number + 1}.jpg", damage_photo(number))
    return prepare(upload, office.limits, office.doors.files, office.doors.virus_scan)


def _hire(session: Session, office: Office, login: str, now: datetime) -> StaffMember:
    reviews = login in {"tanto", "kessai"}
    sections = frozenset(section.key for section in office.town.sections if reviews)
    new = NewStaff(login, _NAMES[login], PASSWORD, frozenset(_ROLES[login]), sections)
    account = create_account(session, new, by=None, now=now)
    account.must_change_password = False
    session.flush()
    return staff_member_of(account)


def _owner(session: Session, office: Office, person: str | None, now: datetime) -> Actor:
    """The account that the person's card opens, so that signing in shows their cases; a guest without one."""
    if person is None:
        return Actor(ActorKind.GUEST, new_id(), Assurance.CONTACT)
    method = office.doors.sign_in.name
    key = subject_key_of(office.auth.keys, method, subject_of(person, office.auth.digital_auth.client_id))
    account = find_resident_by_key(session, key)
    if account is None:
        account = ResidentAccount(method=method, subject_key=key, person_key=person, created_at=now)
        session.add(account)
        session.flush()
    return Actor(ActorKind.RESIDENT, account.id, Assurance.AUTHENTICATED)
