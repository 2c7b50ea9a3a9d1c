"""What an operator asks of an installation: is it up to date, does it work, has its history been touched."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping

from sqlalchemy.exc import DBAPIError

from app import clock
from app.applications import fees
from app.applications.accepting import channels_of
from app.applications.signing.needed import needs_signature
from app.audit.anchors import write_anchor
from app.database import Database
from app.database_server import faults_of, grant
from app.main import open_office
from app.migrating import migrate
from app.municipality.town import Municipality
from app.procedures.catalog_files import read_catalog
from app.procedures.definition import Procedure
from app.procedures.publication import publish
from app.settings import Settings
from app.watching import verify_trail
from app.web.office import Office


def say(text: str) -> None:
    """At once, also into a file or a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def publish_catalog(
    database: Database, read: Callable[[], Mapping[str, Procedure]] = read_catalog
) -> Mapping[str, Procedure]:
    """The built-in procedures as revisions: new ones where a definition has changed. What was read is handed on."""
    catalog = read()
    with database.write() as session:
        for procedure in catalog.values():
            publish(session, procedure, now=clock.now())
    return catalog


def migrate_now(arguments: argparse.Namespace) -> int:
    """With `role`, as the owner of the tables for a service that comes as somebody else (PostgreSQL)."""
    settings = Settings()
    settings.data.mkdir(parents=True, exist_ok=True)
    migrate(settings.database)
    if arguments.role:
        grant(settings.database, arguments.role)
    publish_catalog(open_office(settings).database)
    say("the database is up to date")
    return 0


def faults_of_town(town: Municipality, catalog: Mapping[str, Procedure]) -> tuple[str, ...]:
    """What the town's file lacks for the procedures it offers, or offers and does not exist."""
    units = {key: needed_units(procedure, town) for key, procedure in catalog.items()}
    offered = [catalog[key] for key in town.list_enabled() if key in catalog]
    return (
        *town.check_against(set(catalog)),
        *town.missing_amounts(units),
        *(line for each in offered for line in _faults_of_offering(each, town)),
    )


def _faults_of_offering(procedure: Procedure, town: Municipality) -> Iterator[str]:
    place = f"offerings.{procedure.key}"
    if procedure.fee and procedure.fee.postage and town.offering_of(procedure.key).postage_yen is None:
        yield f"{place}.postage_yen: 郵送料がありません。郵送で申請できません。"
    if not channels_of(town, procedure):
        ways = "、".join(procedure.channels)
        yield f"{place}.channels: どの方法でも出せません。次のどれかを書いてください: {ways}"


def needed_units(procedure: Procedure, town: Municipality) -> tuple[str, ...]:
    """The amounts its fee names, and those the town's own lists name for it."""
    if procedure.fee is None:
        return ()
    listed = [
        item.unit
        for name in fees.lists_of(procedure)
        for item in town.lists.get(name, ())
        if item.unit is not None
    ]
    return tuple(dict.fromkeys([*procedure.fee.units, *listed]))


def check(_arguments: argparse.Namespace) -> int:
    """0 when everything answers."""
    settings = Settings()
    office = open_office(settings)
    faults = [*settings.faults_in_production()] if settings.is_production else []
    faults += faults_of(office.database) if settings.is_production else []
    faults += faults_of_town(office.book.file_town, read_catalog())
    for name, health in office.doors.health().items():
        say(f"{'ok  ' if health.ok else 'FAIL'} {name}: {health.detail}")
        faults += [] if health.ok else [name]
    faults += _unsigned(office)
    faults += _faults_of_values(office)
    for fault in faults:
        say(f"FAIL {fault}")
    return 1 if faults else 0


def _unsigned(office: Office) -> list[str]:
    """What has to be signed, where nobody can sign."""
    if office.doors.signing is not None:
        return []
    catalog, town = read_catalog(), office.book.file_town
    offered = [key for key in town.list_enabled() if key in catalog]
    needing = [key for key in offered if needs_signature(catalog[key], town)]
    return [f"offerings.{key}: has to be signed, and AUTH__JPKI__SIGNATURE_ROOTS is empty" for key in needing]


def _faults_of_values(office: Office) -> list[str]:
    """Says what waits for the town's word, as it is in the database today."""
    try:
        misfits, town = office.book.misfits(), office.town
    except DBAPIError:
        return ["the database does not answer, or lacks its tables: python -m app migrate"]
    for waiting in town.list_unconfirmed():
        say(f"note {waiting.place}: {town.unconfirmed_words}")
    return [f"{name}: confirmed, and not in the town's file" for name in misfits]


def audit(arguments: argparse.Namespace) -> int:
    settings = Settings()
    office = open_office(settings)
    if arguments.what == "anchor":
        with office.database.read() as session:
            write_anchor(session, settings.audit.anchors, now=clock.now())
        return 0
    verdict = verify_trail(office)
    if verdict is None:
        say(f"{settings.audit.anchors} cannot be read")
        return 1
    say(f"{verdict.checked} entries" + ("" if verdict.ok else f", {verdict.fault} at {verdict.sequence}"))
    return 0 if verdict.ok else 1
