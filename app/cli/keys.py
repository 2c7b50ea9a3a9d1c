"""Keys for the vault."""

import argparse
import sys

from cryptography.fernet import Fernet


def new_key(_arguments: argparse.Namespace) -> int:
    sys.stdout.write(Fernet.generate_key().decode() + "\n")
    return 0
