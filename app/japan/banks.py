"""Banks and their branches by name, reading or number (金融機関コード, 支店番号), from the data of zengin-code.

The package reads all 30,000 branches when it is imported; here a look-up opens the one file that it needs.
"""

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from app.japan.digits import narrow
from app.japan.kana import kana_key

YUCHO = "9900"

# The data write names as they stand in transfers; people write them out, and know some by other words.
_SHORT = (
    ("信用農業協同組合連合会", "信連"),
    ("信用金庫", "信金"),
    ("信用組合", "信組"),
    ("労働金庫", "労金"),
    ("農業協同組合", "農協"),
)
_CODE_BEHIND = re.compile(r"\(([0-9]{3,4})\)$")


@dataclass(frozen=True)
class Institution:
    """A bank, or a branch of one. `name` as in the data, `kana` in the capitals of transfers (ナガノケン)."""

    code: str
    name: str
    kana: str

    @property
    def full_name(self) -> str:
        """長野信用金庫, みずほ銀行: banks have the numbers below 1000, and 9900 is ゆうちょ銀行."""
        for whole, short in _SHORT:
            if self.name.endswith(short):
                return self.name.removesuffix(short) + whole
        is_bank = len(self.code) == 4 and (self.code < "1000" or self.code == YUCHO)
        return f"{self.name}銀行" if is_bank and not self.name.endswith("銀行") else self.name

    @property
    def label(self) -> str:
        """As it is offered, and found again when it is typed so."""
        return f"{self.full_name}（{self.code}）"


def list_banks(text: str) -> list[Institution]:
    """Those of this name, reading or number; else all whose name or reading begins so, then all that hold it."""
    wanted = _key(text)
    for whole, short in _SHORT:
        wanted = wanted.replace(whole, short)
    wanted = wanted.removesuffix("銀行") or wanted
    if wanted.startswith("JA"):
        wanted = f"{wanted.removeprefix('JA')}農協"
    return _found(_banks(), text, wanted)


def list_branches(bank_code: str, text: str) -> list[Institution]:
    """The same among the branches of a bank; none of a bank that does not exist."""
    if bank_code not in _banks():
        return []
    wanted = _key(text)
    return _found(_read(f"branches/{bank_code}.json"), text, wanted.removesuffix("支店") or wanted)


def _found(all_of_them: dict[str, Institution], text: str, wanted: str) -> list[Institution]:
    typed = narrow(text)
    coded = _CODE_BEHIND.search(typed)
    code = coded[1] if coded else typed if typed.isdecimal() else ""
    if code:
        width = len(next(iter(all_of_them), ""))
        return [all_of_them[code.zfill(width)]] if code.zfill(width) in all_of_them else []
    if not wanted:
        return []
    keyed = [(_key(each.name), _key(each.kana), each) for each in all_of_them.values()]
    same = [each for name, kana, each in keyed if wanted in (name, kana)]
    begin = [each for *keys, each in keyed if any(key.startswith(wanted) for key in keys)]
    hold = [each for *keys, each in keyed if any(wanted in key for key in keys) and each not in begin]
    return same or [*begin, *hold]


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    return kana_key(unicodedata.normalize("NFKC", text).upper())


@lru_cache(maxsize=1)
def _banks() -> dict[str, Institution]:
    return _read("banks.json")


def _read(name: str) -> dict[str, Institution]:
    found = json.loads((_data() / name).read_text(encoding="utf-8"))
    return {
        code: Institution(code, each["name"].replace("\u3000", " "), each["kana"])
        for code, each in found.items()
    }


@lru_cache(maxsize=1)
def _data() -> Path:
    """Finding a package does not import it."""
    package = find_spec("zengin_code")
    if package is None or not package.submodule_search_locations:
        raise RuntimeError("the package zengin-code is not installed")
    return Path(package.submodule_search_locations[0]) / "source-data" / "data"
