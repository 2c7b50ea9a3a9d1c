"""Pages of the counter: those of staff, and what the person in front looks at."""

from app.web.counter.screen import ROUTERS as SCREEN
from app.web.counter.staff import ROUTERS as STAFF

__all__ = ["SCREEN", "STAFF"]
