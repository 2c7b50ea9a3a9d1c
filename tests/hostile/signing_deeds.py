"""The one deed that a card does: what is signed arrives."""

from collections.abc import Callable
from typing import Any

from tests import make
from tests.scenarios.walker import Walker
from tests.walks import WALKS

KEY = "child_allowance_donation"


def signs(town: Any) -> None:
    walk = WALKS[KEY]
    signer = Walker(town.world.url, make.filled(KEY, walk.given, walk.person), walk)
    signer.begins()
    signer.reaches_check()
    signer.submits()
    signer.close()


OF_SIGNING: dict[str, tuple[str, Callable[[Any], Any]]] = {"GET /sign/return": ("sign", signs)}
