"""The proxy does not want it any more."""

from uuid import UUID

from starlette.responses import Response

from app.mandates import ending
from app.mandates.queries import get_held
from app.web.policies import RESIDENT
from app.web.resident.on_behalf import own_account
from app.web.routing import Pages
from app.web.visits import Visit

pages = Pages("/acting")


@pages.post("/{mandate_id}/give-up", RESIDENT)
def give_up(visit: Visit, mandate_id: UUID) -> Response:
    account = own_account(visit)
    mandate = get_held(visit.session, mandate_id, account.id)
    ending.revoke(visit.session, mandate, ("resident", account.id), now=visit.now)
    return visit.see_other("/acting")
