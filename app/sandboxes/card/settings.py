"""How the sandbox card reader is set up."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit


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
        parts = urlsplit(self.service_url)
        return f"{parts.scheme}://{parts.netloc}"

    def is_known(self, client: str, redirect_uri: str) -> bool:
        """Compared as parsed: `http://service.example@elsewhere` begins like the service and is not."""
        parts = urlsplit(redirect_uri)
        return client == self.client and f"{parts.scheme}://{parts.netloc}" == self.service_origin
