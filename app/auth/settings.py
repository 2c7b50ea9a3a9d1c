"""How people sign in here, and for how long."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from app.auth.card_reader import CardReaderSettings
from app.auth.digital_auth.settings import DigitalAuthSettings
from app.auth.jpki.settings import JpkiSettings
from app.auth.keys import AuthKeys

# Good enough to try the service on one's own machine; `faults_in_production` names whoever keeps it.
_REHEARSAL = "rehearsal-only-never-where-real-people-are"


class AuthSettings(BaseModel):
    """`secret` may change at any time (open forms go stale); `subject_secret` never: accounts hang on it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    secret: SecretStr = SecretStr(_REHEARSAL)
    subject_secret: SecretStr = SecretStr(_REHEARSAL)
    resident_idle_minutes: int = Field(default=60, ge=5, le=24 * 60)
    staff_idle_minutes: int = Field(default=30, ge=5, le=60)
    staff_absolute_hours: int = Field(default=12, ge=1, le=24)
    shared_terminal_idle_minutes: int = Field(default=3, ge=1, le=15)
    digital_auth: DigitalAuthSettings = DigitalAuthSettings()
    jpki: JpkiSettings = JpkiSettings()
    card_reader: CardReaderSettings = CardReaderSettings()

    @property
    def keys(self) -> AuthKeys:
        return AuthKeys(self.secret.get_secret_value(), self.subject_secret.get_secret_value())

    def idle(self, *, is_staff: bool, is_shared_terminal: bool) -> timedelta:
        if is_shared_terminal:
            return timedelta(minutes=self.shared_terminal_idle_minutes)
        return timedelta(minutes=self.staff_idle_minutes if is_staff else self.resident_idle_minutes)

    @property
    def staff_absolute(self) -> timedelta:
        return timedelta(hours=self.staff_absolute_hours)

    def faults_in_production(self) -> list[str]:
        """One sentence per setting that must be changed before real people come; empty when all is well."""
        secrets = {"secret": self.secret, "subject_secret": self.subject_secret}
        weak = [
            f"AUTH__{name.upper()} must be a random value of 32 characters or more"
            for name, value in secrets.items()
            if value.get_secret_value() == _REHEARSAL or len(value.get_secret_value()) < 32
        ]
        if self.jpki.signature_roots and not self.digital_auth.opens_results:
            weak.append(
                "AUTH__DIGITAL_AUTH__ENCRYPTION_KEY must be the key registered for results of signing, in PEM"
            )
        if self.card_reader.base_url and not self.jpki.authentication_roots:
            weak.append("AUTH__JPKI__AUTHENTICATION_ROOTS must be set where cards are read at a counter")
        weak += self.digital_auth.faults_in_production() + self.jpki.faults_in_production()
        return weak + self.card_reader.faults_in_production()
