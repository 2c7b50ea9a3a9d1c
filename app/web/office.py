"""What every page may reach: the database, the doors to the outside, the town, and how to draw."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from jinja2 import Environment

from app.audit.settings import AuditSettings
from app.auth.card_reader import CardDesk
from app.auth.settings import AuthSettings
from app.auth.sign_in import SignInMethod
from app.auth.signing import Signing
from app.auth.staff_idp import StaffIdp
from app.auth.staff_settings import StaffSettings
from app.database import Database
from app.documents.stamp import Stamp
from app.files.kinds import FileLimits
from app.files.store import FileStore
from app.files.virus_scan import VirusScan
from app.health import Health
from app.municipality.town import Municipality
from app.notices.channel import NoticeChannel
from app.notices.codes import SmsChannel
from app.parameters.book import TownBook
from app.payments.desk import PaymentDesk
from app.payments.gateway import PaymentGateway
from app.prefill.source import PrefillSource
from app.version import Build
from app.web.static import Assets


@dataclass(frozen=True)
class Doors:
    """The doors to the outside world, opened according to settings. `signing` is None where nobody can sign."""

    sign_in: SignInMethod
    payments: PaymentGateway
    prefill: PrefillSource
    notices: NoticeChannel
    sms: SmsChannel
    files: FileStore
    virus_scan: VirusScan
    signing: Signing | None = None
    card: CardDesk | None = None

    def health(self) -> dict[str, Health]:
        return {name: door.health() for name, door in vars(self).items() if door is not None}

    def close(self) -> None:
        """Some doors keep connections open between calls."""
        for door in vars(self).values():
            if close := getattr(door, "close", None):
                close()


@dataclass(frozen=True)
class Office:
    """One running service. `public_url` and `payment_origin` are scheme, host and port without a path.

    `todays_town` stands in place of the book, within one request, where the town stays what it was first.
    `phones_url`: where residents' own phones reach the service; empty where they cannot.
    `metrics_token` empty means that nobody may read the figures.
    """

    database: Database
    doors: Doors
    desk: PaymentDesk
    book: TownBook
    stamp: Stamp
    pages: Environment
    assets: Assets
    auth: AuthSettings
    staff: StaffSettings
    audit: AuditSettings
    limits: FileLimits
    clock: Callable[[], datetime]
    public_url: str
    secret: bytes
    payment_origin: str
    build: Build
    serves: str = "all"
    phones_url: str = ""
    banners: tuple[str, ...] = ()
    metrics_token: str = ""
    asks_second_factor: bool = False
    staff_idp: StaffIdp | None = None
    todays_town: Callable[[], Municipality] | None = None

    @property
    def town(self) -> Municipality:
        """With what two people confirmed, as of today."""
        return (self.todays_town or self.book.now)()

    def town_at(self, moment: datetime) -> Municipality:
        """What applied when something was submitted goes on applying to it."""
        return self.book.at(moment)

    def for_one_request(self) -> "Office":
        """Midnight, and what others confirm meanwhile, come between two requests and never into one."""
        return replace(self, todays_town=cache(self.todays_town or self.book.now))

    @property
    def is_for_staff_only(self) -> bool:
        return self.serves == "office"

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")
