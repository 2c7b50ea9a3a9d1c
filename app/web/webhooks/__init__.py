"""Where other systems speak to us."""

from app.web.webhooks import payjp

ROUTERS = (payjp.pages.router,)
