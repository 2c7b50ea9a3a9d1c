"""Where files are kept, how much is taken, and who looks for viruses."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from app.files.kinds import MEGABYTE, FileLimits


class FilesSettings(BaseModel):
    """`child_*` bound the process that opens strangers' files; `orphan_hours` is how long the sweep waits.

    `clamd_address` is host:port or the path of a Unix socket.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    directory: Path | None = None
    file_megabytes: int = Field(default=20, ge=1, le=100)
    case_megabytes: int = Field(default=100, ge=1, le=1000)
    case_files: int = Field(default=20, ge=1, le=100)
    pages: int = Field(default=50, ge=1, le=500)
    child_megabytes: int = Field(default=1024, ge=512)
    child_seconds: int = Field(default=20, ge=5, le=120)
    orphan_hours: int = Field(default=24, ge=1)
    virus_scan: Literal["sandbox", "clamd"] = "sandbox"
    clamd_address: str = "127.0.0.1:3310"

    def faults_in_production(self) -> list[str]:
        """One sentence per setting that must be changed before real people come; empty when all is well."""
        return ["FILES__VIRUS_SCAN must be clamd"] if self.virus_scan == "sandbox" else []

    @property
    def limits(self) -> FileLimits:
        return FileLimits(
            file_bytes=self.file_megabytes * MEGABYTE,
            case_bytes=self.case_megabytes * MEGABYTE,
            case_files=self.case_files,
            pages=self.pages,
            child_bytes=self.child_megabytes * MEGABYTE,
            child_seconds=self.child_seconds,
        )
