"""The kinds of question: every module of this package adds its own, none is listed by hand."""

import importlib
import pkgutil

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")
