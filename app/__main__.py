"""The commands, and what each needs."""

import argparse
from collections.abc import Callable
from pathlib import Path

from app import logs
from app.cli import accounts, catalog, keys, operations, serving


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m app", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text)
        added.set_defaults(run=run)
        return added

    _serving(command("serve", serving.serve, "run the service (and, in development, its sandboxes)"))
    command("worker", serving.run_worker, "run jobs (PostgreSQL)")
    command("migrate", operations.migrate_now, "bring the database and the built-in catalogue up to date")
    listed = command("catalog", catalog.show, "the procedures: key, title, category, fee, steps, questions")
    listed.add_argument("--json", action="store_true")
    command("check", operations.check, "ask every adapter and the configuration whether they work")
    audit = command("audit", operations.audit, "verify or anchor the audit chain")
    audit.add_argument("what", choices=["verify", "anchor"])
    _hiring(command("create-staff", accounts.create, "create a staff account; asks for the password"))
    command("new-key", keys.new_key, "print a new key for VAULT_KEYS")
    command("rotate-keys", keys.rotate, "bring files and sealed columns under the first of VAULT_KEYS")
    return parser


def _serving(serve: argparse.ArgumentParser) -> None:
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--data", type=Path, default=Path("var"))
    serve.add_argument("--demo", action="store_true", help="fill an empty database with demo data")
    serve.add_argument("--no-sandboxes", action="store_true", help="the sandboxes run elsewhere")


def _hiring(staff: argparse.ArgumentParser) -> None:
    staff.add_argument("login")
    staff.add_argument("name")
    staff.add_argument("--roles", nargs="+", default=["admin"])
    staff.add_argument("--sections", nargs="*", default=[])


def main() -> int:
    arguments = _parser().parse_args()
    logs.configure()
    return int(arguments.run(arguments))


if __name__ == "__main__":
    raise SystemExit(main())
