"""Staff accounts from the terminal: the first administrator comes from here."""

import argparse
import getpass

from app import clock
from app.audit.chain import record
from app.audit.events import AuditEvent
from app.auth import staff_accounts
from app.auth.identity import Role
from app.auth.queries import find_staff_by_login
from app.auth.staff_accounts import NewStaff, create_account, normal_login
from app.cli.operations import say
from app.errors import MadoguchiError
from app.main import open_office
from app.settings import Settings


def create(arguments: argparse.Namespace) -> int:
    office = open_office(Settings())
    password = getpass.getpass("password: ")
    new = NewStaff(
        arguments.login,
        arguments.name,
        password,
        frozenset(Role(role) for role in arguments.roles),
        frozenset(arguments.sections),
    )
    try:
        with office.database.write() as session:
            create_account(session, new, by=None, now=clock.now())
    except MadoguchiError as refused:
        say(refused.message)
        return 1
    return 0


def reset_second_factor(arguments: argparse.Namespace) -> int:
    """For the last administrator who has lost telephone and paper; the trail says that it came from the console."""
    office = open_office(Settings())
    with office.database.write() as session:
        account = find_staff_by_login(session, normal_login(arguments.login))
        if account is None:
            say("there is no such login")
            return 1
        staff_accounts.reset_second_factor(session, account, by=None, now=clock.now())
        subject = ("reset_second_factor", "staff_account", account.id)
        record(session, AuditEvent(clock.now(), "system", None, *subject))
    return 0
