"""The doors to the outside world, opened according to settings: the only file that knows which adapter is which."""

from app.auth.sandbox_card import SandboxCard
from app.files.clamd import Clamd
from app.files.local_disk import LocalDisk
from app.files.s3 import Bucket
from app.files.store import FileStore
from app.files.virus_scan import SandboxScan, VirusScan
from app.notices.email import EmailChannel
from app.payments.payjp import PayjpGateway
from app.payments.settings import refuse_sandbox
from app.prefill.patience import InTime
from app.prefill.sandbox import SandboxRegister
from app.settings import Settings
from app.vault import Vault
from app.web.office import Doors


def vault_of(settings: Settings) -> Vault:
    return Vault([key.get_secret_value() for key in settings.vault_keys])


def open_doors(settings: Settings, vault: Vault) -> Doors:
    """Raises SandboxInProduction where a rehearsal stands between real people and the town."""
    production = settings.is_production
    refuse_sandbox(settings.payments, production=production)
    return Doors(
        sign_in=SandboxCard(settings.auth, production=production),
        payments=PayjpGateway(settings.payments),
        prefill=InTime(SandboxRegister(settings.households, production=production)),
        notices=EmailChannel(settings.notices),
        files=file_store(settings, vault),
        virus_scan=_virus_scan(settings),
    )


def file_store(settings: Settings, vault: Vault) -> FileStore:
    if settings.files.store == "s3":
        return Bucket(settings.files.bucket, vault)
    return LocalDisk(settings.files.directory or settings.data / "files", vault)


def _virus_scan(settings: Settings) -> VirusScan:
    if settings.files.virus_scan == "clamd":
        return Clamd(settings.files.clamd_address)
    return SandboxScan(production=settings.is_production)
