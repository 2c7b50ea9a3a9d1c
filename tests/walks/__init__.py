"""How each procedure of the catalogue is walked: every module here has its WALKS."""

import importlib
import pkgutil
from collections.abc import Mapping

from tests.walks.walk import Walk


def _found() -> Mapping[str, Walk]:
    walks: dict[str, Walk] = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name != "walk":
            walks |= getattr(importlib.import_module(f"{__name__}.{module.name}"), "WALKS", {})
    return walks


WALKS = _found()
