"""What the service can tell of a case by itself: its lights, and what the rules make of its answers."""

from app.applications.desk import queries
from app.applications.desk.prechecks import Examined, PreCheck, precheck
from app.applications.models import ActorKind
from app.clock import japan_date
from app.procedures.named import PREVIEWS, Line
from app.web.staff.cases import StaffCase


def checks_of(case: StaffCase) -> list[PreCheck]:
    application = case.application
    arrived_at = application.arrived_at or case.version.submitted_at
    return precheck(
        Examined(
            arrived_on=japan_date(arrived_at),
            journey=case.journey,
            rows=case.rows,
            facts=case.facts,
            owner_kind=ActorKind(application.owner_kind),
            offering=case.visit.office.town.offering_of(application.procedure_key),
            payment=case.payment,
            attachments=case.attachments,
            same_person=[number for number, _ in queries.list_same_person(case.session, application)],
        )
    )


def preview_of(case: StaffCase) -> tuple[Line, ...]:
    """What follows from the answers by the rules as they stand; the officer decides."""
    journey = case.journey
    return tuple(
        line for name in case.procedure.previews for line in PREVIEWS[name](journey.answers, journey.context)
    )
