"""What the Digital Agency gives out when a town registers, and what the town has registered."""

from typing import Literal

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from joserfc import jwk
from joserfc.errors import JoseError
from pydantic import BaseModel, ConfigDict, Field, SecretStr

PRODUCTION = "https://auth-and-sign.go.jp"  # its sandbox is sb-auth-and-sign.go.jp
_REHEARSAL_CLIENT = "RP-REHEARSAL"


class DigitalAuthSettings(BaseModel):
    """`private_key` is PEM, `\\n` for its line ends; its public half is registered with `key_id`.

    Empty means a key made for rehearsals in `data`. `scopes`: what the person is asked to let go. `acr_values`, where
    set, are asked for and must come back: how the card's certificate is checked. `encryption_key`, PEM too and
    registered as well, opens the results of signing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    base_url: str = "http://127.0.0.1:8090"
    client_id: str = _REHEARSAL_CLIENT
    key_id: str = "rehearsal"
    private_key: SecretStr = SecretStr("")
    algorithm: Literal["RS256", "ES256"] = "ES256"
    encryption_key: SecretStr = SecretStr("")
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

    @property
    def sign_transactions(self) -> str:
        return f"{self.base_url}/api/sign-transactions"

    @property
    def is_real(self) -> bool:
        """Whether those who sign in there are the people they say: the government's own sandbox has test cards."""
        return self.base_url == PRODUCTION

    def endpoint(self, name: str) -> str:
        """auth, token, userinfo or certs."""
        return f"{self.issuer}/protocol/openid-connect/{name}"

    def faults_in_production(self) -> list[str]:
        faults = []
        if not self.is_real:
            faults.append(f"AUTH__DIGITAL_AUTH__BASE_URL must be {PRODUCTION}")
        if self.client_id in {"", _REHEARSAL_CLIENT}:
            faults.append("AUTH__DIGITAL_AUTH__CLIENT_ID must be the one the Digital Agency has given out")
        if self.key_id in {"", "rehearsal"}:
            faults.append("AUTH__DIGITAL_AUTH__KEY_ID must be the kid registered with the public key")
        if not self._has_key():
            faults.append(
                "AUTH__DIGITAL_AUTH__PRIVATE_KEY must be the private key in PEM, of the kind of its algorithm"
            )
        return faults

    def key(self, pem: str = "") -> jwk.RSAKey | jwk.ECKey:
        """`pem` stands in where no key is set. Raises JoseError or ValueError where it is of another kind."""
        read = jwk.RSAKey if self.algorithm == "RS256" else jwk.ECKey
        return read.import_key(self.private_key.get_secret_value().replace("\\n", "\n") or pem)

    def results_key(self, pem: str = "") -> jwk.RSAKey | jwk.ECKey:
        """Of either kind; `pem` stands in where none is set. Raises ValueError for what is no key."""
        text = self.encryption_key.get_secret_value().replace("\\n", "\n") or pem
        is_rsa = isinstance(load_pem_private_key(text.encode(), None), RSAPrivateKey)
        return (jwk.RSAKey if is_rsa else jwk.ECKey).import_key(text)

    @property
    def opens_results(self) -> bool:
        try:
            return self.results_key().is_private
        except ValueError:
            return False

    def _has_key(self) -> bool:
        try:
            return self.key().is_private
        except (JoseError, ValueError):
            return False
