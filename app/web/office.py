"""What every page may reach: the database, the doors to the outside, the town, and how to draw."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from jinja2 import Environment

from app.audit.settings import AuditSettings
from app.auth.settings import AuthSettings
from app.auth.sign_in import SignInMethod
from app.database import Database
from app.files.kinds import FileLimits
from app.files.store import FileStore
from app.files.virus_scan import VirusScan
from app.health import Health
from app.municipality.town import Municipality
from app.notices.channel import NoticeChannel
from app.payments.desk import PaymentDesk
from app.payments.gateway import PaymentGateway
from app.prefill.source import PrefillSource
from app.web.static import Assets


@dataclass(frozen=True)
class Doors:
    """The doors to the outside world, opened according to settings."""

    sign_in: SignInMethod
    payments: PaymentGateway
    prefill: PrefillSource
    notices: NoticeChannel
    files: FileStore
    virus_scan: VirusScan

    def health(self) -> dict[str, Health]:
        return {name: door.health() for name, door in vars(self).items()}

    def close(self) -> None:
        """Some doors keep connections open between calls."""
        for door in vars(self).values():
            if close := getattr(door, "close", None):
                close()


@dataclass(frozen=True)
class Office:
    """One running service. `public_url` and `payment_origin` are scheme, host and port without a path."""

    database: Database
    doors: Doors
    desk: PaymentDesk
    town: Municipality
    pages: Environment
    assets: Assets
    auth: AuthSettings
    audit: AuditSettings
    limits: FileLimits
    clock: Callable[[], datetime]
    public_url: str
    secret: bytes
    payment_origin: str
    banners: tuple[str, ...] = ()
    metrics_token: str = ""

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")
