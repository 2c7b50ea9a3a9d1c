"""From where staff may come, and what they must show."""

from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr


class StaffSettings(BaseModel):
    """`second_factor` by environment: required in production, optional in development. `networks`: from where `/staff`
    can be opened, as seen behind `PROXIES`; empty is everywhere, which production wants said: `["0.0.0.0/0", "::/0"]`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    second_factor: Literal["by_environment", "required", "optional"] = "by_environment"
    networks: tuple[IPv4Network | IPv6Network, ...] = ()

    def asks_second_factor(self, *, production: bool) -> bool:
        return self.second_factor == "required" or (self.second_factor == "by_environment" and production)

    def admits(self, address: str) -> bool:
        """An address that cannot be read is in no network."""
        if not self.networks:
            return True
        try:
            found = ip_address(address.partition("%")[0])
        except ValueError:
            return False
        mapped = found.ipv4_mapped if found.version == 6 else None
        return any((mapped or found) in network for network in self.networks)

    def faults_in_production(self) -> list[str]:
        """Empty networks may be forgotten networks."""
        if self.networks:
            return []
        return ['STAFF__NETWORKS must name the networks of the office, or ["0.0.0.0/0", "::/0"] on purpose']


class StaffOidcSettings(BaseModel):
    """The town's own identity provider, where it has one: `issuer` as its discovery document spells it; empty is none.

    An account is known by issuer and subject. `login_claim`: a verified claim that holds the login of an account which
    exists (with `login_domain`, as `login@domain`); empty means that an administrator binds each. `acr` (one of them)
    and `amr` (all of them) must come back.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    issuer: str = ""
    client_id: str = ""
    client_auth: Literal["client_secret_basic", "private_key_jwt"] = "client_secret_basic"
    client_secret: SecretStr = SecretStr("")
    private_key: SecretStr = SecretStr("")
    key_id: str = ""
    key_algorithm: Literal["RS256", "ES256"] = "ES256"
    scopes: tuple[str, ...] = ("openid", "profile")
    login_claim: str = ""
    login_domain: str = ""
    acr: tuple[str, ...] = ()
    amr: tuple[str, ...] = ()
    patience_seconds: float = Field(default=5.0, gt=0, le=30)

    def faults_in_production(self) -> list[str]:
        if not self.issuer:
            return []
        faults = []
        if not self.issuer.startswith("https://"):
            faults.append("STAFF_OIDC__ISSUER must be an https address")
        proof = self.client_secret if self.client_auth == "client_secret_basic" else self.private_key
        if not self.client_id or not proof.get_secret_value():
            faults.append("STAFF_OIDC__CLIENT_ID needs its secret or its private key")
        return faults
