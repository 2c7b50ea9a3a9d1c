"""`backup DIR` and `restore DIR`: what an operator does every night, and hopes never to need."""

import argparse
import sys

from app import clock
from app.backups.making import Place, make
from app.backups.manifest import Unusable
from app.backups.restoring import restore
from app.cli.operations import say
from app.main import open_office
from app.migrating import migrate
from app.settings import Settings


def place_of(settings: Settings) -> Place:
    office = open_office(settings)
    return Place(
        database=office.database,
        files=office.doors.files,
        anchors=settings.audit.anchors,
        vault_keys=tuple(key.get_secret_value() for key in settings.vault_keys),
        audit_keys=tuple(key.get_secret_value() for key in settings.audit.keys),
        build=office.build,
    )


def back_up(arguments: argparse.Namespace) -> int:
    place = place_of(Settings())
    try:
        made = make(place, arguments.folder, now=clock.now())
    except Unusable as failure:
        sys.stderr.write(f"{failure.message}\n")
        return 1
    say(f"{sum(made.rows.values())} rows and {made.files} files in {arguments.folder}")
    say(
        f"needed to restore it: VAULT_KEYS {', '.join(made.vault_keys)}; AUDIT__KEYS {', '.join(made.audit_keys)}"
    )
    return 0


def put_back(arguments: argparse.Namespace) -> int:
    place = place_of(Settings())
    try:
        found, verdict = restore(place, arguments.folder, migrate, skip=arguments.skip_numbers)
    except Unusable as failure:
        sys.stderr.write(f"{failure.message}\n")
        return 1
    say(f"{sum(found.rows.values())} rows and {found.files} files, as of {found.made_at.isoformat()}")
    say(
        f"{verdict.checked} entries of the audit chain follow one another; numbers go on {arguments.skip_numbers} later"
    )
    return 0
