"""Where the chain of audit entries is sealed and anchored."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, SecretStr

_REHEARSAL = "rehearsal-only-never-where-real-people-are"


class AuditSettings(BaseModel):
    """The first of `keys` seals, all verify: never drop one. Keep `anchors` where the database is not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    keys: tuple[SecretStr, ...] = (SecretStr(_REHEARSAL),)
    anchors: Path = Path("var/audit-anchors.jsonl")

    @property
    def sealing_keys(self) -> tuple[bytes, ...]:
        return tuple(key.get_secret_value().encode() for key in self.keys)

    def faults_in_production(self) -> list[str]:
        """One sentence per setting that must be changed before real people come; empty when all is well."""
        weak = not self.keys or any(key == _REHEARSAL or len(key) < 32 for key in self._plain)
        return ["AUDIT__KEYS must be random values of 32 characters or more"] if weak else []

    @property
    def _plain(self) -> list[str]:
        return [key.get_secret_value() for key in self.keys]
