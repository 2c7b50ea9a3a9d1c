"""A case and one version of it → what exports read."""

from app.applications.export.rows import Exported
from app.applications.models import Application, SubmittedVersion
from app.procedures.journey import Journey


def exported_of(
    case: Application, version: SubmittedVersion, journey: Journey, *, sensitive: bool
) -> Exported:
    """`journey` over the answers of that version, as of the day they arrived."""
    return Exported(
        reference_number=case.reference_number or "",
        state=case.state,
        arrived_at=case.arrived_at or version.submitted_at,
        version_number=version.number,
        content_hash=version.content_hash,
        journey=journey,
        channel=case.channel,
        typed_by=version.typed_by,
        with_sensitive=sensitive,
    )
