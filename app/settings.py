"""All settings: the sum of what each package asks for, read once from the environment.

Names are `SECTION__FIELD`, such as `PAYMENTS__SECRET_KEY`. Production must be said and refuses every
rehearsal value; anything else is development.
"""

import os
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.audit.settings import AuditSettings
from app.auth.settings import AuthSettings
from app.auth.staff_settings import StaffOidcSettings, StaffSettings
from app.documents.settings import DocumentsSettings
from app.files.settings import FilesSettings
from app.jobs.settings import JobsSettings
from app.notices.settings import NoticesSettings
from app.payments.settings import PaymentsSettings
from app.prefill.settings import PrefillSettings

ROOT = Path(__file__).parent.parent
# Fernet key of 32 well-known bytes: opens nothing but rehearsals.
REHEARSAL_KEY = "cmVoZWFyc2FsLW9ubHktbmV2ZXItaW4tcHJvZHVjdGk="


def lend_to_children(name: str, value: str) -> None:
    """For a library that looks into the environment by itself, in the processes that this one starts."""
    os.environ[name] = value  # noqa: TID251  # beside this file nobody touches the environment


class Misconfigured(ValueError):
    """The message names every setting that must change before the service may start."""


class Settings(BaseSettings):
    """`database_url` empty means SQLite in `data`. `vault_keys`: the first seals, all open.

    `serves` is what this process is for: `public` pages, the `office`, the `worker` that runs jobs, or `all`.
    `processes` answer side by side (PostgreSQL). `listen` empty means this machine only, and in production every
    address. `/metrics` exists where `metrics_token` is set, and wants it as bearer token; where there are several
    processes, `prometheus_multiproc_dir` is set by itself. `commit` is what the program was built from; a working
    copy knows. `stalled_seconds`: how long the next part of what somebody sends may take. `proxies`: each machine in
    front of this one that says in `X-Forwarded-For` who is there; what anybody else says there counts for nothing.
    `residents_url`: where residents' own phones reach the public service, for an office whose `public_url` they do not.
    """

    model_config = SettingsConfigDict(env_nested_delimiter="__", frozen=True, extra="ignore")

    environment: Literal["development", "production"] = "development"
    public_url: str = "http://localhost:8000"
    residents_url: str = ""
    data: Path = Path("var")
    database_url: str = ""
    municipality: Path = ROOT / "municipalities" / "demo.yaml"
    households: Path = ROOT / "demo" / "households.yaml"
    vault_keys: tuple[SecretStr, ...] = (SecretStr(REHEARSAL_KEY),)
    threads: int = Field(default=8, ge=1, le=64)
    serves: Literal["all", "public", "office", "worker"] = "all"
    processes: int = Field(default=1, ge=1, le=64)
    listen: str = ""
    metrics_token: SecretStr = SecretStr("")
    prometheus_multiproc_dir: Path | None = None
    commit: str = ""
    stalled_seconds: float = Field(default=60, gt=0, le=600)
    proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    auth: AuthSettings = AuthSettings()
    staff: StaffSettings = StaffSettings()
    staff_oidc: StaffOidcSettings = StaffOidcSettings()
    audit: AuditSettings = AuditSettings()
    documents: DocumentsSettings = DocumentsSettings()
    files: FilesSettings = FilesSettings()
    jobs: JobsSettings = JobsSettings()
    notices: NoticesSettings = NoticesSettings()
    payments: PaymentsSettings = PaymentsSettings()
    prefill: PrefillSettings = PrefillSettings()

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    @property
    def phones_url(self) -> str:
        """Empty where no phone of a resident could open a page of ours."""
        return self.residents_url or ("" if self.serves == "office" else self.public_url)

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data / 'madoguchi.db'}"

    @property
    def runs_jobs(self) -> bool:
        """Beside the pages, or instead of them."""
        return self.serves == "worker" or (self.serves == "all" and self.jobs.embedded)

    @property
    def address(self) -> str:
        return self.listen or ("0.0.0.0" if self.is_production else "127.0.0.1")  # noqa: S104  # a container's own

    def contradictions(self) -> list[str]:
        """What cannot go together anywhere, one sentence each."""
        found = []
        if self.database.startswith("sqlite"):
            one = "SQLite serves one process, which does everything"
            if self.serves != "all":
                found.append(f"{one}: SERVES={self.serves} needs PostgreSQL (DATABASE_URL)")
            if self.processes > 1:
                found.append(f"{one}: PROCESSES={self.processes} needs PostgreSQL (DATABASE_URL)")
        if self.serves == "worker" and self.processes > 1:
            found.append("a worker is one process: start it several times instead of PROCESSES")
        return found

    def faults_in_production(self) -> list[str]:
        """One sentence per setting that must change before real people come; empty when all is well."""
        faults = [
            *self.auth.faults_in_production(),
            *self.staff.faults_in_production(),
            *self.staff_oidc.faults_in_production(),
            *self.audit.faults_in_production(),
            *self.documents.faults_in_production(),
            *self.files.faults_in_production(),
            *self.notices.faults_in_production(),
            *self.payments.faults_in_production(),
            *self.prefill.faults_in_production(),
        ]
        if any(key.get_secret_value() == REHEARSAL_KEY for key in self.vault_keys):
            faults.append("VAULT_KEYS must be keys made by `python -m app new-key`")
        if 0 < len(self.metrics_token.get_secret_value()) < 32:
            faults.append("METRICS_TOKEN must be empty or a random value of 32 characters or more")
        if not self.proxies:
            faults.append("PROXIES must name what speaks https in front, or all people have one address")
        if not self.public_url.startswith("https://"):
            faults.append("PUBLIC_URL must be the https address of the service")
        return faults
