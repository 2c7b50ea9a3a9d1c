"""The doors to the outside world, opened according to settings: the only file that knows which adapter is which."""

import ssl
from collections.abc import Callable
from datetime import datetime
from functools import cache

import httpx

from app import clock
from app.auth.card_agent import CardAgent
from app.auth.card_reader import CardDesk
from app.auth.digital_auth.provider import DigitalAuthApp
from app.auth.digital_auth.rehearsal_key import RESULTS_FILE, rehearsal_pem
from app.auth.digital_auth.signing import DigitalAuthSigning
from app.auth.jpki.rehearsal import RehearsalTrust
from app.auth.jpki.revocation_lists import RevocationLists
from app.auth.signing import Signing
from app.files.clamd import Clamd
from app.files.local_disk import LocalDisk
from app.files.s3 import Bucket
from app.files.store import FileStore
from app.files.virus_scan import SandboxScan, VirusScan
from app.notices.email import EmailChannel
from app.notices.sms import MailToSms
from app.payments.payjp import PayjpGateway
from app.payments.settings import refuse_sandbox
from app.prefill.no_register import NoRegister
from app.prefill.patience import InTime
from app.prefill.sandbox import SandboxRegister
from app.prefill.source import PrefillSource
from app.settings import Settings
from app.vault import Vault
from app.web.office import Doors


def vault_of(settings: Settings) -> Vault:
    return Vault([key.get_secret_value() for key in settings.vault_keys])


def open_doors(settings: Settings, vault: Vault, now: Callable[[], datetime] = clock.now) -> Doors:
    """Raises SandboxInProduction where a rehearsal stands between real people and the town."""
    production = settings.is_production
    refuse_sandbox(settings.payments, production=production)
    own = settings.auth.digital_auth
    sign_in = DigitalAuthApp(own, now, _client(own.patience_seconds), lambda: rehearsal_pem(settings.data))
    return Doors(
        sign_in=sign_in,
        signing=_signing(settings, sign_in),
        card=_card(settings),
        payments=PayjpGateway(settings.payments),
        prefill=InTime(_register(settings)),
        notices=EmailChannel(settings.notices),
        sms=MailToSms(EmailChannel(settings.notices), settings.notices.sms_domain),
        files=file_store(settings, vault),
        virus_scan=_virus_scan(settings),
    )


def _client(patience_seconds: float) -> httpx.Client:
    return httpx.Client(timeout=patience_seconds, verify=_trusted_roots())


@cache
def _trusted_roots() -> ssl.SSLContext:
    """Read once a process: they take longer than all else that a door needs."""
    return httpx.create_ssl_context()


def _signing(settings: Settings, provider: DigitalAuthApp) -> Signing | None:
    """Nobody signs where it is not said whom we believe about certificates."""
    own, jpki = settings.auth.digital_auth, settings.auth.jpki
    http = _client(jpki.patience_seconds)
    method = DigitalAuthSigning(own, provider, http, lambda: rehearsal_pem(settings.data, RESULTS_FILE))
    if jpki.signature_roots:
        trust = jpki.signature_trust
        return Signing(method, lambda: trust, RevocationLists(jpki.revocation_lists, http))
    if settings.is_production:
        return None
    rehearsed = RehearsalTrust(own.base_url, http, production=settings.is_production)
    return Signing(method, rehearsed.signature_trust, rehearsed)


def _card(settings: Settings) -> CardDesk | None:
    """No card is read where there is no reader, or where it is not said whom we believe about certificates."""
    given, jpki = settings.auth.card_reader, settings.auth.jpki
    base_url = given.base_url or ("" if settings.is_production else settings.auth.digital_auth.base_url)
    if not base_url:
        return None
    http = _client(jpki.patience_seconds)
    agent = CardAgent(given, base_url, http)
    if jpki.authentication_roots:
        trust = jpki.authentication_trust
        return CardDesk(agent, lambda: trust, RevocationLists(jpki.revocation_lists, http))
    if settings.is_production:
        return None
    rehearsed = RehearsalTrust(settings.auth.digital_auth.base_url, http, production=settings.is_production)
    return CardDesk(agent, rehearsed.authentication_trust, rehearsed)


def file_store(settings: Settings, vault: Vault) -> FileStore:
    if settings.files.store == "s3":
        return Bucket(settings.files.bucket, vault)
    return LocalDisk(settings.files.directory or settings.data / "files", vault)


def _register(settings: Settings) -> PrefillSource:
    if settings.prefill.asks_rehearsal(production=settings.is_production):
        return SandboxRegister(settings.households, production=settings.is_production)
    return NoRegister()


def _virus_scan(settings: Settings) -> VirusScan:
    if settings.files.virus_scan == "clamd":
        return Clamd(settings.files.clamd_address)
    return SandboxScan(production=settings.is_production)
