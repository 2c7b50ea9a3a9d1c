"""How mail leaves the town hall."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr

_REHEARSAL_PORT = 8025
_REHEARSAL_SMS = "sms.example"
_REHEARSAL_SENDER = "madoguchi@town.example"


class NoticesSettings(BaseModel):
    """The default is the sandbox mailbox. `timeout_seconds` bounds each step of a delivery.

    `sms_domain` is that of a gateway that takes SMS as mail to NUMBER@DOMAIN; empty, and no SMS is offered.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    smtp_host: str = "127.0.0.1"
    smtp_port: int = Field(default=_REHEARSAL_PORT, ge=1, le=65535)
    smtp_security: Literal["none", "starttls", "tls"] = "none"
    smtp_username: str = ""
    smtp_password: SecretStr = SecretStr("")
    from_address: str = _REHEARSAL_SENDER
    sms_domain: str = _REHEARSAL_SMS
    timeout_seconds: float = Field(default=10, gt=0, le=60)

    @property
    def is_local(self) -> bool:
        return self.smtp_host in ("localhost", "127.0.0.1", "::1")

    @property
    def is_sandbox(self) -> bool:
        return self.is_local and self.smtp_port == _REHEARSAL_PORT

    def faults_in_production(self) -> list[str]:
        """One sentence per setting that must be changed before real people come; empty when all is well."""
        faults = []
        if self.is_sandbox:
            faults.append("NOTICES__SMTP_HOST must be a real mail server, not the sandbox mailbox")
        if self.from_address.endswith(".example"):
            faults.append("NOTICES__FROM_ADDRESS must be an address of the town")
        if self.sms_domain.endswith(".example"):
            faults.append(
                "NOTICES__SMS_DOMAIN must be the domain of a real gateway, or empty where the town sends none"
            )
        if self.smtp_security == "none" and not self.is_local:
            faults.append("NOTICES__SMTP_SECURITY must be starttls or tls, for addresses are personal data")
        return faults
