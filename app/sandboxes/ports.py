"""Where the rehearsal's providers stand: on another host name than the service, since cookies ignore ports."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app import clock
from app.auth.digital_auth.rehearsal_key import RESULTS_FILE, rehearsal_pem
from app.sandboxes.card.server import create_card_app
from app.sandboxes.card.settings import CardSandbox, Client
from app.sandboxes.mailbox.server import create_mailbox_app
from app.sandboxes.mailbox.settings import MailboxSandbox
from app.sandboxes.payjp.server import create_app as create_payjp_app
from app.settings import Settings
from app.web.resident.sign_in import RETURN_PATH
from app.web.resident.signing_round import RETURN_PATH as SIGNED_PATH


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


def rehearsal_apps(
    settings: Settings, ports: Ports, now: Callable[[], datetime] = clock.now
) -> dict[int, Any]:
    """Port → ASGI app. `now` is the clock of cards: an ID token tells the time. Raises SandboxInProduction."""
    payjp = create_payjp_app(
        settings.data / "sandbox-payjp.db",
        public_url=ports.payments_url,
        webhook_url=f"http://127.0.0.1:{ports.first}/webhooks/payjp",
        webhook_token=settings.payments.webhook_token.get_secret_value(),
        secret_key=settings.payments.secret_key.get_secret_value(),
    )
    mailbox = MailboxSandbox(settings.data / "mailbox", ports.smtp, production=settings.is_production)
    return {
        ports.first + 1: create_card_app(card_sandbox(settings, ports), now),
        ports.first + 2: payjp,
        ports.first + 3: create_mailbox_app(mailbox),
    }


def card_sandbox(settings: Settings, ports: Ports) -> CardSandbox:
    """The service registered as its settings say it is."""
    own = settings.auth.digital_auth
    public = own.key(rehearsal_pem(settings.data)).as_dict(private=False)
    results = own.results_key(rehearsal_pem(settings.data, RESULTS_FILE))
    return CardSandbox(
        url=ports.card_url,
        households=settings.households,
        memory=settings.data / "sandbox-cards.db",
        client=Client(
            own.client_id,
            {**public, "kid": own.key_id},
            f"{settings.public_url}{RETURN_PATH}",
            f"{settings.public_url}{SIGNED_PATH}",
            results.as_dict(private=False),
        ),
        production=settings.is_production,
    )
