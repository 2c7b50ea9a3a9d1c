"""Keys for tests, made once a process: those of RSA are slow to make."""

from functools import cache

from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc import jwk

from app.sandboxes.card.authorities import new_key


def a_key(name: str) -> rsa.RSAPrivateKey:
    """Each root has one of its own; all cards of people share one for each of their two certificates."""
    kind, _, rest = name.partition(" ")
    return _made(f"card {rest.rpartition(' ')[2]}" if kind == "card" and rest else name)


@cache
def _made(_name: str) -> rsa.RSAPrivateKey:
    return new_key()


@cache
def an_ec_key(name: str) -> jwk.ECKey:
    return jwk.ECKey.generate_key("P-256", {"kid": name}, private=True)
