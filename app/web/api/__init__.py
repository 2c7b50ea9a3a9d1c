"""What machines may read."""

from app.web.api import health, procedures

ROUTERS = (health.pages.router, procedures.pages.router)
