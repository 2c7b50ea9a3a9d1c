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
FIRST = "kaigo_certification_new"


def cells_of(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def ids_of(cell: str) -> list[str]:
    """`g_name/kana/birth` → g_name, g_kana, g_birth."""
    names: list[str] = []
    for part in (each.strip() for each in re.split(r"[/、]", cell.strip("├└ "))):
        first = names[0] if names else ""
        names.append(f"{first.rpartition('_')[0]}_{part}" if "_" in first and "_" not in part else part)
    return [name for name in names if NAME.fullmatch(name)]


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
            for name in names:
                yield {
                    "id": name,
                    "kind": re.split(r"[(（\[/+…]", told["型"])[0].strip(),
                    "required": told["必須"].startswith("○"),
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
