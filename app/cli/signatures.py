"""Is what residents signed still as they signed it? From the database alone; only revocations since are asked for."""

import argparse
import sys
from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.applications.signing.keeping import is_by_proxy
from app.applications.signing.queries import hashes_of_files, list_evidence, list_lost
from app.applications.signing.rechecking import Finding, Kept, look_since, recheck
from app.auth.signing import Signing
from app.cli.operations import say
from app.errors import Unavailable
from app.main import open_office
from app.settings import Settings
from app.web.office import Office


def verify(arguments: argparse.Namespace) -> int:
    """0 when every signature holds, 1 when one does not or is gone, 2 when there is nothing to judge or to judge by."""
    if bool(arguments.reference) == arguments.all:
        sys.stderr.write("either the number of one application, or --all\n")
        return 2
    office = open_office(Settings())
    door = office.doors.signing
    if door is None:
        sys.stderr.write("no roots to judge by: AUTH__JPKI__SIGNATURE_ROOTS\n")
        return 2
    try:
        with office.database.read() as session:
            good, bad = _verify_all(office, door, session, arguments)
    except Unavailable:
        sys.stderr.write("the roots cannot be read\n")
        return 2
    say(f"{good + bad} signatures, {bad} not as they were" if bad else f"{good} signatures, all as they were")
    return 1 if bad else 0 if good else 2


def _verify_all(
    office: Office, door: Signing, session: Session, arguments: argparse.Namespace
) -> tuple[int, int]:
    good = bad = 0
    reference = None if arguments.all else arguments.reference
    trust, keys = door.trust, office.stamp.signer.known
    for evidence, version, application in list_evidence(session, reference):
        files = hashes_of_files(session, application.id)
        kept = Kept(evidence, version, application, files, office.town.local_government_code)
        finding = recheck(kept, trust, keys)
        if not arguments.offline:
            finding = look_since(finding, door.checker, now=office.clock())
        good, bad = good + finding.is_valid, bad + (not finding.is_valid)
        for line in told(kept, finding):
            say(line)
    for number in list_lost(session, reference):
        bad += 1
        say(f"{number}: NOT VALID: it was signed, and its evidence is gone")
    return good, bad


def told(kept: Kept, finding: Finding) -> Iterator[str]:
    name = f"{kept.application.reference_number} version {kept.version.number}"
    if not finding.is_valid:
        yield f"{name}: NOT VALID"
        for part, fault in finding.wrong.items():
            yield f"  {part}: {fault}"
        return
    report = kept.evidence.report
    yield f"{name}: valid as of signing ({report['checked_at']}, {report['method']} of {report['as_of'] or '-'})"
    if is_by_proxy(kept.evidence):
        yield f"  signed by the proxy, under the mandate {report['mandate']}"
    if finding.since is None:
        yield "  whether the card was revoked since: not known"
    elif finding.is_revoked_since:
        when = finding.since.revoked_at.isoformat() if finding.since.revoked_at else "-"
        yield f"  the card was revoked since: {when}; what it signed before stays signed"
    else:
        yield "  the card has not been revoked since"
