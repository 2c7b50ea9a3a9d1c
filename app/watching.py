"""What has to be looked at though nobody complains: each thing that is wrong becomes an incident."""

from app.audit.anchors import read_anchors
from app.audit.incidents import open_incident
from app.audit.models import IncidentKind
from app.audit.verify import Verdict, verify
from app.errors import Invalid
from app.jobs.queries import list_parked
from app.web.office import Office


def look_for_parked(office: Office) -> None:
    """A job given up on: it may be tried again and succeed, and somebody has to know all the same."""
    for job in list_parked(office.database.engine):
        about = " ".join((job.kind, *sorted(job.ids.values())))[:100]
        with office.database.write() as session:
            open_incident(session, IncidentKind.JOB_PARKED, about, at=job.last_at)


def verify_trail(office: Office) -> Verdict | None:
    """Reads the whole chain; None where the anchors outside cannot be read, which is as bad."""
    settings = office.audit
    try:
        anchors = read_anchors(settings.anchors)
    except Invalid:
        verdict, about = None, "anchors"
    else:
        with office.database.read() as session:
            verdict = verify(session, settings.sealing_keys, anchors)
        about = "" if verdict.fault is None else f"{verdict.fault} {verdict.sequence}"
    if about:
        with office.database.write() as session:
            open_incident(session, IncidentKind.AUDIT_BROKEN, about, at=office.clock())
    return verdict
