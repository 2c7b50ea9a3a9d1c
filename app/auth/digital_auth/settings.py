"""What the Digital Agency gives out when a town registers, and what the town has registered."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr

PRODUCTION = "https://auth-and-sign.go.jp"  # its sandbox is sb-auth-and-sign.go.jp


class DigitalAuthSettings(BaseModel):
    """`private_key` is PEM; its public half is registered with `key_id`. `scopes`: what the person is asked to let go.

    `acr_values`, where set, are asked for and must come back: how the card's certificate is checked.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    base_url: str = PRODUCTION
    client_id: str = ""
    key_id: str = ""
    private_key: SecretStr = SecretStr("")
    algorithm: Literal["RS256", "ES256"] = "ES256"
    scopes: tuple[Literal["name", "address", "birthdate", "gender"], ...] = (
        "name",
        "address",
        "birthdate",
        "gender",
    )
    acr_values: tuple[str, ...] = ()
    patience_seconds: float = Field(default=5.0, gt=0, le=30)

    @property
    def issuer(self) -> str:
        return f"{self.base_url}/api/realms/main"

    def endpoint(self, name: str) -> str:
        """auth, token, userinfo or certs."""
        return f"{self.issuer}/protocol/openid-connect/{name}"
