"""Keys: for the vault, with everything brought under the first of them; for signing what the town hands out; and the
one by which the service is known where residents sign in.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from uuid import UUID

from cryptography.fernet import Fernet
from joserfc import jwk

from app.adapters import file_store, vault_of
from app.cli.operations import say
from app.cli.sealed_queries import SealedColumn, list_sealed, replace_sealed, sealed_columns
from app.database import Database
from app.documents.proof.keys import new_secret
from app.errors import NotFound, Unavailable
from app.files.store import FileStore
from app.settings import Settings
from app.vault import Vault


@dataclass
class Count:
    """`failed`: under none of the keys, or changed by somebody. The old keys must stay while there are any."""

    renewed: int = 0
    failed: int = 0


def new_key(arguments: argparse.Namespace) -> int:
    """The secret alone on the first line, so that it can be piped."""
    if arguments.purpose == "vault":
        sys.stdout.write(Fernet.generate_key().decode() + "\n")
        return 0
    if arguments.purpose == "sign-in":
        return _new_sign_in_key()
    secret, public = new_secret()
    sys.stdout.write(secret + "\n")
    sys.stderr.write(f"put it first in DOCUMENTS__SIGNING_KEYS; its public part, for later: {public}\n")
    return 0


def _new_sign_in_key() -> int:
    """For デジタル認証アプリ: the public half is registered there as it is written here."""
    key = jwk.ECKey.generate_key("P-256", private=True)
    named = {**key.as_dict(private=False), "kid": key.thumbprint(), "use": "sig", "alg": "ES256"}
    sys.stdout.write(key.as_pem(private=True).decode().strip().replace("\n", "\\n") + "\n")
    sys.stderr.write(
        "put it in AUTH__DIGITAL_AUTH__PRIVATE_KEY, its kid in AUTH__DIGITAL_AUTH__KEY_ID, and register\n"
    )
    sys.stderr.write(json.dumps({"keys": [named]}, indent=2) + "\n")
    return 0


def public_keys(_arguments: argparse.Namespace) -> int:
    """What the service publishes at /.well-known/madoguchi-keys.json."""
    sys.stdout.write(json.dumps(Settings().documents.signer.known.published(), indent=2) + "\n")
    return 0


def rotate(_arguments: argparse.Namespace) -> int:
    """Beside the running service, once every process of it has the new key first.

    It may be stopped and started again at any moment: what is done is passed over.
    """
    settings = Settings()
    vault = vault_of(settings)
    values = renew_columns(Database(settings.database, vault), vault)
    files = renew_files(file_store(settings, vault))
    say(f"{values.renewed} values and {files.renewed} files brought under the first key")
    if values.failed or files.failed:
        say(f"FAIL {values.failed} values and {files.failed} files do not open: keep the old keys")
        return 1
    say("nothing hangs on the other keys any more: they may go (keep them as long as you keep backups)")
    return 0


def renew_columns(database: Database, vault: Vault) -> Count:
    """A short transaction for every few hundred rows: nobody waits for it."""
    count = Count()
    for column in sealed_columns():
        after: UUID | str | None = None
        while (after := _renew_some(database, vault, column, after, count)) is not None:
            pass
    return count


def _renew_some(
    database: Database, vault: Vault, column: SealedColumn, after: UUID | str | None, count: Count
) -> UUID | str | None:
    """The row it came to, None at the end."""
    with database.write() as session:
        found = list_sealed(session, column, after)
        for value in found:
            try:
                renewed = vault.renew(value.sealed)
            except Unavailable:
                count.failed += 1
                continue
            if renewed is not None:
                replace_sealed(session, column, value, renewed)
                count.renewed += 1
    return found[-1].row if found else None


def renew_files(store: FileStore) -> Count:
    """Also what no row knows yet: it may be a file that is just being received."""
    count = Count()
    for stored in list(store.list()):
        try:
            count.renewed += store.renew(stored.key)
        except NotFound:
            continue  # deleted meanwhile, or never finished
        except Unavailable:
            count.failed += 1
    return count
