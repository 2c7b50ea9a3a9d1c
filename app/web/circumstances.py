"""What estimates may look at beside what is given: the day in Japan, and what the town has decided and confirmed."""

from app.clock import japan_date
from app.estimates.telling import Circumstances
from app.web.visits import Visit


def circumstances_of(visit: Visit) -> Circumstances:
    town = visit.office.town
    return Circumstances(japan_date(visit.now), town.closed_days.calendar, town.confirmations())
