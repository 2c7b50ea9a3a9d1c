"""All settings: the sum of what each package asks for, read once from the environment.

Names are `SECTION__FIELD`, such as `PAYMENTS__SECRET_KEY`. Production must be said and refuses every
rehearsal value; anything else is development.
"""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.audit.settings import AuditSettings
from app.auth.settings import AuthSettings
from app.files.settings import FilesSettings
from app.jobs.settings import JobsSettings
from app.notices.settings import NoticesSettings
from app.payments.settings import PaymentsSettings

ROOT = Path(__file__).parent.parent
# Fernet key of 32 well-known bytes: opens nothing but rehearsals.
REHEARSAL_KEY = "cmVoZWFyc2FsLW9ubHktbmV2ZXItaW4tcHJvZHVjdGk="


class Settings(BaseSettings):
    """`database_url` empty means SQLite in `data`. `vault_keys`: the first seals, all open.
    `stalled_seconds`: how long the next part of what somebody sends may take.
    """

    model_config = SettingsConfigDict(env_nested_delimiter="__", frozen=True, extra="ignore")

    environment: Literal["development", "production"] = "development"
    public_url: str = "http://localhost:8000"
    data: Path = Path("var")
    database_url: str = ""
    municipality: Path = ROOT / "municipalities" / "demo.yaml"
    households: Path = ROOT / "demo" / "households.yaml"
    vault_keys: tuple[SecretStr, ...] = (SecretStr(REHEARSAL_KEY),)
    threads: int = Field(default=8, ge=1, le=64)
    stalled_seconds: float = Field(default=60, gt=0, le=600)
    auth: AuthSettings = AuthSettings()
    audit: AuditSettings = AuditSettings()
    files: FilesSettings = FilesSettings()
    jobs: JobsSettings = JobsSettings()
    notices: NoticesSettings = NoticesSettings()
    payments: PaymentsSettings = PaymentsSettings()

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data / 'madoguchi.db'}"

    def faults_in_production(self) -> list[str]:
        """One sentence per setting that must change before real people come; empty when all is well."""
        faults = [
            *self.auth.faults_in_production(),
            *self.audit.faults_in_production(),
            *self.files.faults_in_production(),
            *self.notices.faults_in_production(),
            *self.payments.faults_in_production(),
        ]
        if any(key.get_secret_value() == REHEARSAL_KEY for key in self.vault_keys):
            faults.append("VAULT_KEYS must be keys made by `python -m app new-key`")
        if not self.public_url.startswith("https://"):
            faults.append("PUBLIC_URL must be the https address of the service")
        return faults
