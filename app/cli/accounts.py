"""Staff accounts from the terminal: the first administrator comes from here."""

import argparse
import getpass

from app import clock
from app.auth.identity import Role
from app.auth.staff_accounts import NewStaff, create_account
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
