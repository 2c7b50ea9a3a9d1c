"""What this town offers."""

from collections.abc import Mapping

from app.errors import NotFound
from app.procedures.definition import Procedure
from app.procedures.models import ProcedureRevision
from app.procedures.publication import list_published, procedure_of
from app.procedures.queries import find_latest_revision
from app.web.visits import Visit


def offered_procedure(visit: Visit, key: str) -> Procedure:
    """Raises NotFound for what this town does not offer."""
    return procedure_of(offered_revision(visit, key))


def offered_revision(visit: Visit, key: str) -> ProcedureRevision:
    """As it is asked today. Raises NotFound for what this town does not offer."""
    revision = find_latest_revision(visit.session, key)
    if revision is None or key not in visit.office.town.list_enabled():
        raise NotFound
    return revision


def list_offered(visit: Visit) -> list[Procedure]:
    """In the order of the town's list."""
    return offered_among(visit, list_published(visit.session))


def offered_among(visit: Visit, published: Mapping[str, Procedure]) -> list[Procedure]:
    return [published[key] for key in visit.office.town.list_enabled() if key in published]
