"""What the service can tell of a case by itself: its lights, and what the rules make of its answers."""

from app.applications.assurance import needs_card
from app.applications.desk import queries
from app.applications.desk.examined import Examined, PreCheck
from app.applications.desk.prechecks import precheck
from app.applications.identity import papers_accepted
from app.applications.models import ActorKind
from app.applications.signing.by_hand import holds
from app.applications.signing.keeping import is_by_proxy
from app.applications.signing.needed import needs_signature
from app.applications.signing.queries import find_last_evidence, hashes_of_files
from app.applications.signing.rechecking import Kept, Signature, changes
from app.clock import japan_date
from app.procedures.named import PREVIEWS, Line
from app.web.staff.cases import StaffCase


def checks_of(case: StaffCase) -> list[PreCheck]:
    application, town = case.application, case.visit.office.town
    arrived_at = application.arrived_at or case.version.submitted_at
    return precheck(
        Examined(
            arrived_on=japan_date(arrived_at),
            journey=case.journey,
            rows=case.rows,
            facts=case.facts,
            owner_kind=ActorKind(application.owner_kind),
            needs_card=needs_card(case.procedure, town),
            offering=town.offering_of(application.procedure_key),
            payment=case.payment,
            attachments=case.attachments,
            papers_accepted=papers_accepted(case.session, application),
            same_person=[number for number, _ in queries.list_same_person(case.session, application)],
            signature=_signature_of(case),
            at_counter=_at_counter(case),
        )
    )


def _signature_of(case: StaffCase) -> Signature | None:
    """By the town's own seal; the card's signature itself is judged again by `python -m app signatures verify`."""
    application, town = case.application, case.visit.office.town
    if (by_hand := case.by_hand.get(case.version.id)) is not None:
        is_whole = holds(by_hand, case.version, case.visit.office.stamp.signer.known)
        return Signature.BY_HAND if is_whole else Signature.CHANGED
    found = find_last_evidence(case.session, application.id, case.version.number)
    if found is None:
        return Signature.MISSING if needs_signature(case.procedure, town) else None
    files = hashes_of_files(case.session, application.id)
    kept = Kept(*found, application, files, town.local_government_code)
    if changes(kept, case.visit.office.stamp.signer.known):
        return Signature.CHANGED
    return Signature.HOLDS_BY_PROXY if is_by_proxy(kept.evidence) else Signature.HOLDS


def _at_counter(case: StaffCase) -> bool | None:
    found = case.by_hand.get(case.application.versions[0].id)
    return None if found is None else found.identified_by != "asked"


def preview_of(case: StaffCase) -> tuple[Line, ...]:
    """What follows from the answers by the rules as they stand; the officer decides."""
    journey = case.journey
    return tuple(
        line for name in case.procedure.previews for line in PREVIEWS[name](journey.told, journey.context)
    )
