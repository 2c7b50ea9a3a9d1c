"""With which key the town signs its receipts and decisions."""

from pydantic import BaseModel, ConfigDict, SecretStr

from app.documents.proof.keys import Signer

# The test vector of RFC 8032 §7.1 (TEST 1): known to the whole world, so it proves nothing.
_REHEARSAL = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"


class DocumentsSettings(BaseModel):
    """The first of `signing_keys` signs, all verify. A key may go when its public part stands in `retired_keys`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    signing_keys: tuple[SecretStr, ...] = (SecretStr(_REHEARSAL),)
    retired_keys: tuple[str, ...] = ()

    @property
    def signer(self) -> Signer:
        """Raises ValueError for a key that is none."""
        return Signer([key.get_secret_value() for key in self.signing_keys], self.retired_keys)

    def faults_in_production(self) -> list[str]:
        """One sentence per setting that must be changed before real people come; empty when all is well."""
        weak = not self.signing_keys or any(key.get_secret_value() == _REHEARSAL for key in self.signing_keys)
        return (
            ["DOCUMENTS__SIGNING_KEYS must be keys made by `python -m app new-key signing`"] if weak else []
        )
