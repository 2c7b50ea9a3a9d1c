"""Without the card: photos of papers are handed in with the case, and an officer looks at them before it is decided."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.applications import auditing, notifying
from app.applications.identity_models import IdentityCheck, IdentityState
from app.applications.identity_papers import CHECKS, REASONS, VIRUS, papers_suffice
from app.applications.identity_queries import find_check, list_over
from app.applications.lifecycle import FINAL, NotPossibleNow
from app.applications.models import Actor, ActorKind, Application
from app.applications.officers import actor_of, permitted
from app.auth.identity import Assurance, StaffMember
from app.auth.permissions import Action as Permit
from app.errors import Invalid
from app.files.intake import discard_all, remove
from app.files.models import ScanState, StoredFile
from app.files.queries import list_files_of
from app.municipality.town import Municipality

SYSTEM = Actor(ActorKind.SYSTEM)
COLLECTED_IN = frozenset({IdentityState.COLLECTING, IdentityState.ASKED_AGAIN})


class IdentityNotChecked(Invalid):
    message = "本人確認の書類を、まだ確かめていません。確かめると、決定に進めます。"


def check_of(session: Session, application: Application) -> IdentityCheck:
    """The one of this case, begun with the first photo."""
    found = find_check(session, application.id)
    if found is None:
        found = IdentityCheck(application_id=application.id, state=IdentityState.COLLECTING, reasons=[])
        session.add(found)
        session.flush()
    return found


def papers_in(session: Session, check: IdentityCheck) -> set[str]:
    """Keys of the papers of which there is a photo that somebody can open, once it has been scanned."""
    return {file.question_key for file in list_files_of(session, check.id) if not _is_infected(file)}


def has_handed_in(session: Session, application: Application) -> bool:
    """Enough of them, or enough of them once and accepted since."""
    check = find_check(session, application.id)
    if check is None:
        return False
    return check.state is IdentityState.ACCEPTED or papers_suffice(papers_in(session, check))


def arrive(session: Session, application: Application, by: Actor) -> None:
    """With the case; not looked for where somebody has shown a card."""
    check = find_check(session, application.id) if by.assurance < Assurance.AUTHENTICATED else None
    if check is not None and check.state is IdentityState.COLLECTING:
        check.state = IdentityState.WAITING


def await_papers(session: Session, application: Application) -> None:
    """Copies came with a paper, and are no photos here: an officer looks at them as at all others."""
    check = check_of(session, application)
    if check.state is IdentityState.COLLECTING:
        check.state = IdentityState.WAITING


def hand_in_again(session: Session, application: Application, *, by: Actor, now: datetime) -> None:
    """Raises NotPossibleNow unless it was asked for, Invalid while a paper is missing."""
    check = find_check(session, application.id)
    if check is None or check.state is not IdentityState.ASKED_AGAIN:
        raise NotPossibleNow
    if not papers_suffice(papers_in(session, check)):
        raise Invalid("書類がたりません。もう1つの書類も送ってください。")
    for file in filter(_is_infected, list_files_of(session, check.id)):
        remove(session, file, by=by.id, now=now)
    check.state = IdentityState.WAITING
    auditing.note(session, application, "hand_in_identity", by, now=now)


def accept(
    session: Session, application: Application, ticked: Collection[str], *, by: StaffMember, now: datetime
) -> None:
    """Raises Invalid unless every line of the list is ticked."""
    check = _to_be_checked(session, application, by)
    if set(ticked) != set(CHECKS):
        raise Invalid(
            "すべての項目を確かめて、印をつけてください。合わないときは、もう一度送ってもらってください。"
        )
    check.state, check.checked_by, check.checked_at = IdentityState.ACCEPTED, by.id, now
    fields = [f"identity.{key}" for key in ticked]
    auditing.note(session, application, "accept_identity", actor_of(by), now=now, fields=fields)


def ask_again(
    session: Session,
    application: Application,
    reasons: Collection[str],
    words: str,
    *,
    by: StaffMember,
    now: datetime,
) -> None:
    """The photos that were no good are not kept. Raises Invalid without a reason."""
    check = _to_be_checked(session, application, by)
    known = [key for key in REASONS if key in reasons]
    if not known and not words.strip():
        raise Invalid("もう一度送ってもらう理由を、選ぶか書いてください。")
    for file in list_files_of(session, check.id):
        remove(session, file, by=by.id, now=now)
    check.state, check.reasons, check.words = IdentityState.ASKED_AGAIN, known, words.strip()
    check.checked_by, check.checked_at = by.id, now
    notifying.notify(session, application, "identity_again", now=now)
    fields = [f"identity.{key}" for key in known]
    auditing.note(session, application, "ask_identity_again", actor_of(by), now=now, fields=fields)


def lose_photo(session: Session, check: IdentityCheck, *, now: datetime) -> None:
    """A virus was found in one. Its owner is told where they can do something about it: before it was accepted."""
    application = session.get_one(Application, check.application_id)
    if check.state is IdentityState.ACCEPTED or application.state in FINAL:
        return
    if check.state is not IdentityState.WAITING:
        notifying.notify(session, application, "file_infected", now=now)
        return
    check.state, check.reasons, check.words = IdentityState.ASKED_AGAIN, [VIRUS], ""
    notifying.notify(session, application, "identity_again", now=now)
    auditing.note(session, application, "ask_identity_again", SYSTEM, now=now, fields=[f"identity.{VIRUS}"])


def _is_infected(file: StoredFile) -> bool:
    return file.scan_state is ScanState.INFECTED


def papers_accepted(session: Session, application: Application) -> bool | None:
    """None where no papers were handed in."""
    check = find_check(session, application.id)
    return None if check is None else check.state is IdentityState.ACCEPTED


def is_unchecked(session: Session, application: Application) -> bool:
    """Arrived with papers that nobody has accepted yet."""
    return papers_accepted(session, application) is False


def require_checked(session: Session, application: Application) -> None:
    """Before anything is decided or issued. Raises IdentityNotChecked."""
    if is_unchecked(session, application):
        raise IdentityNotChecked


def forget(session: Session, application: Application) -> None:
    """With a draft that is thrown away, or whose owner has shown a card meanwhile."""
    if check := find_check(session, application.id):
        discard_all(session, check.id)
        session.delete(check)


def purge_photos(session: Session, town: Municipality, *, now: datetime) -> int:
    """So many days after the end of the case; how many cases. What was accepted, by whom and when, stays."""
    before = now - timedelta(days=town.identity_papers.days_kept.value)
    over = list_over(session, before)
    for check, application in over:
        discard_all(session, check.id)
        check.purged_at, check.words = now, ""
        auditing.note(session, application, "purge_identity", SYSTEM, now=now)
    return len(over)


def _to_be_checked(session: Session, application: Application, by: StaffMember) -> IdentityCheck:
    permitted(by, Permit.CHECK_IDENTITY, application)
    check = find_check(session, application.id)
    if check is None or check.state is not IdentityState.WAITING:
        raise NotPossibleNow
    return check
