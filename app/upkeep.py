"""What has to be done every day though nobody asks for it: warn, forget, look again."""

import logging
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications import drafts, helping, identity, officers, queries, settling
from app.applications.desk.unattended_queries import list_unattended
from app.applications.handover.codes import purge_codes as purge_hand_over_codes
from app.applications.identity_models import IdentityCheck
from app.applications.identity_queries import delete_unused_contacts
from app.applications.models import Application
from app.applications.notifying import notify, warn_of_expiry
from app.audit.incident_queries import has_open
from app.audit.incidents import open_incident
from app.audit.models import IncidentKind
from app.auth.purging import purge
from app.clock import japan_date
from app.counter import serving
from app.counter.queries import purge_codes as purge_screen_codes
from app.errors import NotFound, Unavailable
from app.files.chunk_queries import chunk_keys, delete_untouched
from app.files.queries import attachment_keys, list_waiting_for_scan
from app.files.scanning import record_verdict, scan_again
from app.files.store import sweep
from app.files.virus_scan import Finding
from app.mandates.approval_codes import purge_approval_codes
from app.mandates.ending import expire_run_out, shield
from app.mandates.queries import delete_untaken, list_living_of, list_living_of_persons
from app.web.office import Office

log = logging.getLogger(__name__)

# An offer that nobody took is of use to nobody, and holds names.
UNTAKEN_FOR = timedelta(days=90)
# Longer than any upload takes: what is being received belongs to nobody yet.
ORPHANS_AFTER = timedelta(hours=24)


def warn_and_forget(office: Office) -> None:
    """Drafts about to expire and expired ones, ended sessions, and the bytes that no row knows any more.

    Nothing of it while nobody knows whether the clock is right: what is forgotten does not come back.
    """
    now = office.clock()
    with office.database.write() as session:
        if has_open(session, IncidentKind.CLOCK_STEPPED):
            return
        officers.carry_out_plans(session, now=now)
        for draft in queries.list_drafts_to_warn(session, now):
            warn_of_expiry(session, draft, now=now)
        drafts.sweep_expired(session, now=now)
        expire_run_out(session, now=now)
        delete_untaken(session, now - UNTAKEN_FOR)
        purge_approval_codes(session, now=now)
        purge_hand_over_codes(session, now=now)
        serving.run_out(session, now=now)
        purge_screen_codes(session, now)
        helping.forget_old(session, now=now)
        identity.purge_photos(session, office.town, now=now)
        delete_unused_contacts(session, now - ORPHANS_AFTER)
        purge(session, now=now)
        delete_untouched(session, now - ORPHANS_AFTER)
    with office.database.read() as session:
        known = attachment_keys(session) | chunk_keys(session) | queries.list_document_keys(session)
    sweep(office.doors.files, known, now - ORPHANS_AFTER)


def shield_protected(office: Office) -> None:
    """支援措置 that began since: what was entrusted before ends, whoever holds it. A silent register changes nothing."""
    with office.database.read() as session:
        people = {each.grantor_digest: each.person_key for each in list_living_of_persons(session)}
    for digest, key in people.items():
        if key is None or office.doors.prefill.facts_about(key).value_of("is_protected") is not True:
            continue
        with office.database.write() as session:
            for mandate in list_living_of(session, digest):
                shield(session, mandate, now=office.clock())


def remind_unpaid(office: Office) -> None:
    """Of fees that fall due today."""
    now = office.clock()
    with office.database.write() as session:
        settling.remind_unpaid(session, queries.list_unpaid_due(session, japan_date(now)), now)


def look_for_unattended(office: Office) -> None:
    """Told to whoever watches the logs; staff see each of them on the page of health."""
    with office.database.read() as session:
        found = list_unattended(session, [section.key for section in office.town.sections])
    if found:
        log.error("cases that nobody looks after", extra={"count": len(found)})


def scan_waiting(office: Office) -> None:
    """Files that came while the scanner was silent; nobody could open them since."""
    with office.database.read() as session:
        waiting = list_waiting_for_scan(session)
        session.expunge_all()
    if not waiting:
        return
    if not office.doors.virus_scan.health().ok:
        with office.database.write() as session:
            open_incident(session, IncidentKind.SCANNER_SILENT, at=office.clock())
        return
    for file in waiting:
        try:
            verdict = scan_again(file, office.doors.files, office.doors.virus_scan)
        except (NotFound, Unavailable):
            continue  # it waits on; those behind it need not
        with office.database.write() as session:
            record_verdict(session, session.merge(file, load=True), verdict, now=office.clock())
            if verdict.finding is Finding.INFECTED:
                _tell_owner(office, session, file.subject_id)


def _tell_owner(office: Office, session: Session, subject_id: UUID) -> None:
    """They have done nothing wrong and cannot know: the file was taken with thanks. Of a case, or of who they are."""
    application, check = session.get(Application, subject_id), session.get(IdentityCheck, subject_id)
    if application is not None:
        notify(session, application, "file_infected", now=office.clock())
    elif check is not None:
        identity.lose_photo(session, check, now=office.clock())
