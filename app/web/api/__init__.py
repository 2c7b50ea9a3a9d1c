"""What machines may read."""

from app.web.api import health, metrics, procedures

ROUTERS = (procedures.pages.router,)
HEALTH = health.pages.router
METRICS = metrics.pages.router
