"""How the sandbox mailbox is set up."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class MailboxSandbox:
    """`folder` is a Maildir, made when missing. Mail is taken from this machine only."""

    folder: Path
    smtp_port: int = 8025
    smtp_host: str = "127.0.0.1"
    production: bool = False
