"""What machines may read."""

from app.web.api import document, health, procedures

ROUTERS = (health.pages.router, document.pages.router, procedures.pages.router)
