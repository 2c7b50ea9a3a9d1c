"""What came on paper, typed by staff: found or begun, entered page by page, filed as it is."""

from app.web.staff.paper import beginning, checking, entering, scanning, starting

# Fixed words before patterns.
ROUTERS = tuple(module.pages.router for module in (starting, beginning, checking, scanning, entering))
