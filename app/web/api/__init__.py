"""What machines may read."""

from app.web.api import document, estimates, health, metrics, procedures

ROUTERS = (document.pages.router, procedures.pages.router, estimates.pages.router)
HEALTH = health.pages.router
METRICS = metrics.pages.router
