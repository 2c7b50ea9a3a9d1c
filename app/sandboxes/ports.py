"""Where the rehearsal's providers stand: on another host name than the service, since cookies ignore ports."""

from dataclasses import dataclass
from typing import Any

from app.sandboxes.card.server import create_card_app
from app.sandboxes.card.settings import CardSandbox
from app.sandboxes.mailbox.server import create_mailbox_app
from app.sandboxes.mailbox.settings import MailboxSandbox
from app.sandboxes.payjp.server import create_app as create_payjp_app
from app.settings import Settings


@dataclass(frozen=True)
class Ports:
    """The service has `first`; card reader, payments, mailbox, SMTP and virus scanner follow it."""

    first: int

    @property
    def card_url(self) -> str:
        return f"http://127.0.0.1:{self.first + 1}"

    @property
    def payments_url(self) -> str:
        return f"http://127.0.0.1:{self.first + 2}"

    @property
    def mailbox_url(self) -> str:
        return f"http://127.0.0.1:{self.first + 3}"

    @property
    def smtp(self) -> int:
        return self.first + 4

    @property
    def scanner(self) -> int:
        return self.first + 5


def rehearsal_apps(settings: Settings, ports: Ports) -> dict[int, Any]:
    """Port → ASGI app. Raises SandboxInProduction."""
    card = CardSandbox(
        households=settings.households,
        memory=settings.data / "sandbox-card.db",
        service_url=settings.public_url,
        client=settings.auth.card_client,
        client_secret=settings.auth.card_client_secret.get_secret_value(),
        production=settings.is_production,
    )
    payjp = create_payjp_app(
        settings.data / "sandbox-payjp.db",
        public_url=ports.payments_url,
        webhook_url=f"http://127.0.0.1:{ports.first}/webhooks/payjp",
        webhook_token=settings.payments.webhook_token.get_secret_value(),
        secret_key=settings.payments.secret_key.get_secret_value(),
    )
    mailbox = MailboxSandbox(settings.data / "mailbox", ports.smtp, production=settings.is_production)
    return {
        ports.first + 1: create_card_app(card),
        ports.first + 2: payjp,
        ports.first + 3: create_mailbox_app(mailbox),
    }
