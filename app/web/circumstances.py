"""What estimates may look at beside what is given: the day in Japan, and the days on which the town is closed."""

from app.clock import japan_date
from app.estimates.telling import Circumstances
from app.web.visits import Visit


def circumstances_of(visit: Visit) -> Circumstances:
    return Circumstances(japan_date(visit.now), visit.office.town.closed_days.calendar)
