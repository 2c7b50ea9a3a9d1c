"""The field tables of a catalogue of procedures (Markdown) → what each procedure must ask, as JSON.

usage: python3 -m tests.expected.extract CATALOGUE.md > tests/expected/questions.json

A section begins with `### A-01 `key``. A field table has the columns id, ラベル, …, 型, 必須, …, prefill. A row may name
several ids (`a / b`, `a_x/y`); rows that begin with ├ or └ belong to the group above them. `include B-NAME` takes the
rows of the block `### 1.n B-NAME`. The catalogue itself is no part of this project.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BLOCK = re.compile(r"^### 1\.\d+ (B-[A-Z]+)")
PROCEDURE = re.compile(r"^### [ABC]-\d\d `(\w+)`")
NAME = re.compile(r"[a-z][a-z0-9_]*")
BRACKETS = re.compile(r"[(（\[][^(（\[)）\]]*[)）\]]")
FIRST = "kaigo_certification_new"
# A cell may name several kinds for more or fewer ids; then the end of an id says which of them it is.
ENDS = {
    "kana": ("kana",),
    "birth": ("wareki_date", "date"),
    "from": ("wareki_date", "date"),
    "to": ("wareki_date", "date"),
    "since": ("wareki_date",),
    "date": ("wareki_date", "date"),
    "tel": ("tel",),
    "address": ("address",),
    "postal": ("postal",),
    "qty": ("int",),
    "price": ("money",),
    "amount": ("money",),
}


def cells_of(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def ids_of(cell: str) -> list[str]:
    """`g_name/kana/birth` → g_name, g_kana, g_birth; `place / unit_price` → place, unit_price."""
    names: list[str] = []
    for joined in re.split(r"\s+/\s+|、", cell.strip("├└ ")):
        first, *others = joined.split("/")
        prefix = f"{first.rpartition('_')[0]}_" if "_" in first else ""
        names += [first, *(prefix + each for each in others)]
    return [name for name in names if NAME.fullmatch(name)]


def parts_of(cell: str) -> list[str]:
    """`select(a/b)/text` → select, text."""
    while BRACKETS.search(cell):
        cell = BRACKETS.sub("", cell)
    words = (part.split()[0] for part in re.split(r"[/+…×]", cell) if part.strip())
    return [word for word in words if NAME.fullmatch(word) or word == "B-BANK"]


def kinds_of(names: list[str], cell: str) -> list[list[str]]:
    """For each id the kinds it may have; none where the cell leaves it open (`name…`, `—`)."""
    told = parts_of(cell)
    if len(names) == 1 or (len(told) == 1 and "…" not in cell):
        return [told for _ in names]
    if len(names) == len(told):
        return [[each] for each in told]
    found = []
    for name in names:
        ends = ENDS.get(name.rpartition("_")[2], ())
        fitting = [kind for kind in told if kind in ends] or list(ends if "…" in cell else ())
        found.append(fitting or told[:1])
    return found


def required_of(names: list[str], cell: str) -> list[bool]:
    """`○/—` for two ids is one of each. What is `不要` for some is not required of everybody."""
    told = cell.split("/") if cell.count("/") == len(names) - 1 else [cell] * len(names)
    return [each.strip().startswith("○") and "不要" not in each for each in told]


def rows_of(lines: list[str]) -> Iterator[dict[str, Any]]:
    columns: list[str] = []
    group = ""
    for line in lines:
        row = cells_of(line) if line.startswith("|") else []
        if not row:
            columns = []
        elif row[0] == "id" and "型" in row:
            columns = row
        elif columns and set(row[0]) - set("-: "):
            told = dict(zip(columns, row, strict=False))
            inside = row[0][0] in "├└"
            names = ids_of(row[0])
            group = group if inside or not names else names[0]
            kinds, required = kinds_of(names, told["型"]), required_of(names, told["必須"])
            for name, kind, must in zip(names, kinds, required, strict=True):
                yield {
                    "id": name,
                    "kinds": kind,
                    "required": must,
                    "prefill": told.get("prefill", "none"),
                    "group": group if inside else None,
                }


def sections_of(text: str) -> dict[str, list[str]]:
    """Two headings that follow each other share what stands below them."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in text.splitlines():
        heading = BLOCK.match(line) or PROCEDURE.match(line)
        if heading or line.startswith(("## ", "### ")):
            current = current if heading and not any(current) else []
        if heading:
            sections[heading.group(1)] = current
        else:
            current.append(line)
    return sections


def extracted(text: str) -> dict[str, list[dict[str, Any]]]:
    sections = sections_of(text)
    rows = {name: [*rows_of(lines)] for name, lines in sections.items()}
    found: dict[str, list[dict[str, Any]]] = {}
    for name in (each for each in sections if not each.startswith("B-")):
        body = "\n".join(sections[name])
        blocks = [
            block for line in re.findall(r"include (.*)", body) for block in re.findall(r"B-[A-Z]+", line)
        ]
        taken = [row for block in blocks for row in rows.get(block, ())]
        for listed in re.findall(r"B-01の項目\(([^)]*)\)を使い", body):
            wanted = {part.strip("*_ ") for part in listed.split(",")}
            taken += [row for row in rows[FIRST] if any(row["id"].startswith(part) for part in wanted)]
        if "B-01の項目(`first_time` を除く)" in body:
            taken += [row for row in rows[FIRST] if row["id"] != "first_time"]
        found[name] = list({row["id"]: row for row in [*taken, *rows[name]]}.values())
    return found


if __name__ == "__main__":
    json.dump(extracted(Path(sys.argv[1]).read_text("utf-8")), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
