"""How the sandbox card reader is set up."""

from dataclasses import dataclass, field
from pathlib import Path

from app.auth.sign_in import origin_of


@dataclass(frozen=True)
class CardSandbox:
    """`service_url` is the public address of the service; codes are sent nowhere else."""

    households: Path
    memory: Path
    service_url: str
    client: str
    client_secret: str = field(repr=False)
    production: bool = False

    @property
    def service_origin(self) -> str:
        return origin_of(self.service_url)

    def is_known(self, client: str, redirect_uri: str) -> bool:
        """Compared as parsed: `http://service.example@elsewhere` begins like the service and is not."""
        return client == self.client and origin_of(redirect_uri) == self.service_origin
