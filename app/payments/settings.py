"""How the payment provider is reached."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from app.errors import SandboxInProduction

PAYJP_API = "https://api.pay.jp"
_REHEARSAL = "rehearsal-only-never-where-real-money-is"


class PaymentsSettings(BaseModel):
    """`page_origin` is where the provider shows its page; forms that lead there must be allowed to.

    The sandbox stands on 127.0.0.1 and the service on localhost, for cookies ignore ports.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    adapter: Literal["payjp"] = "payjp"
    api_base: str = "http://127.0.0.1:8091"
    page_origin: str = "http://127.0.0.1:8091"
    secret_key: SecretStr = SecretStr(f"sk_test_{_REHEARSAL}")
    webhook_token: SecretStr = SecretStr(_REHEARSAL)
    connect_seconds: float = Field(default=3.0, gt=0, le=30)
    read_seconds: float = Field(default=10.0, gt=0, le=60)

    @property
    def is_sandbox(self) -> bool:
        return self.api_base.rstrip("/") != PAYJP_API

    def faults_in_production(self) -> list[str]:
        """One sentence per setting that must be changed before real people come; empty when all is well."""
        faults = []
        if not self.secret_key.get_secret_value().startswith("sk_live_"):
            faults.append("PAYMENTS__SECRET_KEY must be the live key of the account (sk_live_...)")
        token = self.webhook_token.get_secret_value()
        if token == _REHEARSAL or len(token) < 16:
            faults.append("PAYMENTS__WEBHOOK_TOKEN must be the token the provider shows beside the webhook")
        if not self.page_origin.startswith("https://"):
            faults.append("PAYMENTS__PAGE_ORIGIN must be the https origin of the provider's page")
        return faults


def refuse_sandbox(settings: PaymentsSettings, *, production: bool) -> None:
    """Raises SandboxInProduction when real people would pay somewhere else than at the provider."""
    if production and settings.is_sandbox:
        raise SandboxInProduction(f"PAYMENTS__API_BASE must be {PAYJP_API} in production")
