"""What has to be done every day though nobody asks for it: warn, forget, look again."""

import logging
from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.applications import drafts, queries
from app.applications.desk.unattended_queries import list_unattended
from app.applications.models import Application
from app.applications.notifying import notify, warn_of_expiry
from app.audit.incident_queries import has_open
from app.audit.incidents import open_incident
from app.audit.models import IncidentKind
from app.auth.purging import purge
from app.errors import NotFound, Unavailable
from app.files.chunk_queries import chunk_keys, delete_untouched
from app.files.queries import attachment_keys, list_waiting_for_scan
from app.files.scanning import record_verdict, scan_again
from app.files.store import sweep
from app.files.virus_scan import Finding
from app.web.office import Office

log = logging.getLogger(__name__)

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
        for draft in queries.list_drafts_to_warn(session, now):
            warn_of_expiry(session, draft, now=now)
        drafts.sweep_expired(session, now=now)
        purge(session, now=now)
        delete_untouched(session, now - ORPHANS_AFTER)
    with office.database.read() as session:
        known = attachment_keys(session) | chunk_keys(session) | queries.list_document_keys(session)
    sweep(office.doors.files, known, now - ORPHANS_AFTER)


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


def _tell_owner(office: Office, session: Session, application_id: UUID) -> None:
    """They have done nothing wrong and cannot know: the file was taken with thanks."""
    application = session.get(Application, application_id)
    if application is not None:
        notify(session, application, "file_infected", now=office.clock())
