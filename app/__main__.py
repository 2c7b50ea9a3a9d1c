"""The commands, and what each needs."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from app import logs
from app.cli import accounts, backup, catalog, keys, operations, serving, signatures, verifying
from app.errors import SandboxInProduction
from app.jobs.alone import AlreadyRunning
from app.settings import Misconfigured


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m app", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text)
        added.set_defaults(run=run)
        return added

    _serving(command("serve", serving.serve, "run the service (and, in development, its sandboxes)"))
    command("worker", serving.run_worker, "run jobs (PostgreSQL)")
    _migrating(command("migrate", operations.migrate_now, "bring database and catalogue up to date"))
    _listing(command("catalog", catalog.show, "the procedures, or how many; whether every key leads on"))
    command("check", operations.check, "ask every adapter and the configuration whether they work")
    _auditing(command("audit", operations.audit, "verify or anchor the audit chain"))
    _backing_up(
        command("backup", backup.back_up, "copy everything into a new folder while the service goes on")
    )
    _restoring(command("restore", backup.put_back, "make a service of a backup, in an empty place"))
    _hiring(command("create-staff", accounts.create, "create a staff account; asks for the password"))
    _resetting(command("reset-second-factor", accounts.reset_second_factor, "let somebody enrol anew"))
    _making_keys(
        command("new-key", keys.new_key, "print a new key: for VAULT_KEYS, for signing, or for signing in")
    )
    command("rotate-keys", keys.rotate, "bring files and sealed columns under the first of VAULT_KEYS")
    command("public-keys", keys.public_keys, "print the public keys of what the town signs")
    _proving(command("signatures", signatures.verify, "is what residents signed as they signed it?"))
    _verifying(command("verify", verifying.verify, "is a PDF, or the text of its QR code, genuine?"))
    return parser


def _auditing(audit: argparse.ArgumentParser) -> None:
    audit.add_argument("what", choices=["verify", "anchor"])


def _resetting(lost: argparse.ArgumentParser) -> None:
    lost.add_argument("login")


def _verifying(checked: argparse.ArgumentParser) -> None:
    checked.add_argument("file", type=Path)
    checked.add_argument("--keys", type=Path, required=True, help="the published keys")


def _serving(serve: argparse.ArgumentParser) -> None:
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--data", type=Path, default=Path("var"))
    serve.add_argument("--demo", action="store_true", help="fill an empty database with demo data")
    serve.add_argument("--no-sandboxes", action="store_true", help="the sandboxes run elsewhere")


def _listing(listed: argparse.ArgumentParser) -> None:
    listed.add_argument("--json", action="store_true")
    listed.add_argument("--counts", action="store_true", help="per category and in all, not one by one")


def _migrating(migrating: argparse.ArgumentParser) -> None:
    migrating.add_argument(
        "--role", help="who the service comes as; said by the owner of the tables (PostgreSQL)"
    )


def _backing_up(making: argparse.ArgumentParser) -> None:
    making.add_argument("folder", type=Path)


def _restoring(restoring: argparse.ArgumentParser) -> None:
    restoring.add_argument("folder", type=Path)
    restoring.add_argument(
        "--skip-numbers",
        type=int,
        default=1000,
        help="so many numbers are left out: those given after the backup must not be given again",
    )


def _proving(proving: argparse.ArgumentParser) -> None:
    proving.add_argument("what", choices=["verify"])
    proving.add_argument("reference", nargs="?", help="of one application")
    proving.add_argument("--all", action="store_true")
    proving.add_argument("--offline", action="store_true", help="ask nobody whether a card was revoked since")


def _making_keys(made: argparse.ArgumentParser) -> None:
    made.add_argument("purpose", nargs="?", choices=["vault", "signing", "sign-in"], default="vault")


def _hiring(staff: argparse.ArgumentParser) -> None:
    staff.add_argument("login")
    staff.add_argument("name")
    staff.add_argument("--roles", nargs="+", default=["admin"])
    staff.add_argument("--sections", nargs="*", default=[])


def main() -> int:
    arguments = _parser().parse_args()
    logs.configure()
    try:
        return int(arguments.run(arguments))
    except (AlreadyRunning, Misconfigured, SandboxInProduction) as refused:
        # The log tells no words of an exception; these are for the person at the terminal.
        sys.stderr.write(f"{refused}\n")
        return 2


if __name__ == "__main__":
    raise SystemExit(main())
