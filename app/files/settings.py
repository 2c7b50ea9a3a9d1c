"""Where files are kept, how much is taken, and who looks for viruses."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from app.files.kinds import MEGABYTE, FileLimits


@dataclass(frozen=True)
class BucketSettings:
    """`endpoint` is scheme, host and port of a store that speaks S3."""

    endpoint: str
    bucket: str
    region: str
    access_key: SecretStr
    secret_key: SecretStr


class FilesSettings(BaseModel):
    """`store` is `disk` (in `directory`) or `s3` (at `s3_endpoint`, in a bucket that is there already).

    `child_*` bound the process that opens strangers' files; `orphan_hours` is how long the sweep waits.
    `clamd_address` is host:port or the path of a Unix socket.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    store: Literal["disk", "s3"] = "disk"
    directory: Path | None = None
    s3_endpoint: str = ""
    s3_bucket: str = ""
    s3_region: str = "ap-northeast-1"
    s3_access_key: SecretStr = SecretStr("")
    s3_secret_key: SecretStr = SecretStr("")
    file_megabytes: int = Field(default=20, ge=1, le=100)
    case_megabytes: int = Field(default=100, ge=1, le=1000)
    case_files: int = Field(default=20, ge=1, le=100)
    pages: int = Field(default=50, ge=1, le=500)
    child_megabytes: int = Field(default=1024, ge=512)
    child_seconds: int = Field(default=20, ge=5, le=120)
    orphan_hours: int = Field(default=24, ge=1)
    virus_scan: Literal["sandbox", "clamd"] = "sandbox"
    clamd_address: str = "127.0.0.1:3310"

    @model_validator(mode="after")
    def _bucket_is_whole(self) -> Self:
        if self.store == "s3" and not (
            self.s3_endpoint and self.s3_bucket and self.s3_access_key and self.s3_secret_key
        ):
            raise ValueError("FILES__STORE=s3 needs FILES__S3_ENDPOINT, _BUCKET, _ACCESS_KEY and _SECRET_KEY")
        return self

    @property
    def bucket(self) -> BucketSettings:
        return BucketSettings(
            self.s3_endpoint, self.s3_bucket, self.s3_region, self.s3_access_key, self.s3_secret_key
        )

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
