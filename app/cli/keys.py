"""Keys: for the vault, and for signing what the town hands out."""

import argparse
import json
import sys

from cryptography.fernet import Fernet

from app.documents.proof.keys import new_secret
from app.settings import Settings


def new_key(arguments: argparse.Namespace) -> int:
    """The secret alone on the first line, so that it can be piped."""
    if arguments.purpose == "vault":
        sys.stdout.write(Fernet.generate_key().decode() + "\n")
        return 0
    secret, public = new_secret()
    sys.stdout.write(secret + "\n")
    sys.stderr.write(f"put it first in DOCUMENTS__SIGNING_KEYS; its public part, for later: {public}\n")
    return 0


def public_keys(_arguments: argparse.Namespace) -> int:
    """What the service publishes at /.well-known/madoguchi-keys.json."""
    sys.stdout.write(json.dumps(Settings().documents.signer.known.published(), indent=2) + "\n")
    return 0
