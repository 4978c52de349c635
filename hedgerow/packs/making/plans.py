"""Reads the description of a file: what it is called, who made it, and its text as blocks for one version."""

import re
from dataclasses import dataclass
from datetime import date

from hedgerow.packs.loading import FOLDER
from hedgerow.packs.moments import dated
from hedgerow.packs.reading import PackError, read_table

KINDS = ("pdf", "slides", "word", "sheet", "opendocument", "text", "csv", "photo", "picture", "video")
SPECIES_COLOURS = {"dog-rose": ("8F2453", "FBE7EF", "E9C9D8"), "speedwell": ("1F5196", "E5EEF9", "C3D6EF")}

_VERSIONED = re.compile(r"\{(-?\d+)\}")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text. `kind` is heading, paragraph, bullet, row, break, notes or drawing; only one field fits it."""

    kind: str
    text: str = ""
    level: int = 0
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """One version of a file, ready to be made. `colours` are dark, tint and middle, as RRGGBB."""

    kind: str
    filename: str
    title: str
    author: str
    text: str
    blocks: tuple[Block, ...]
    scene: str
    flow: tuple[str, ...]
    colours: tuple[str, str, str]


def read_plan(pack: str, name: str, *, version: int, today: date) -> Plan:
    """The plan of `example_files/<name>.toml`. Raises PackError when it is missing or does not fit."""
    row = read_table(FOLDER / pack / "example_files" / f"{name}.toml")
    text = dated(_for_version(row.text("text"), version), today)
    author = row.text("author")
    plan = Plan(
        kind=row.choice("kind", KINDS),
        filename=row.text("filename"),
        title=dated(row.text("title"), today),
        author=_names(pack).get(author, ""),
        text=text,
        blocks=tuple(_block(line) for line in text.splitlines() if line.strip()),
        scene=row.text("scene", ""),
        flow=row.texts("flow"),
        colours=SPECIES_COLOURS[row.choice("species", tuple(SPECIES_COLOURS), "dog-rose")],
    )
    row.done()
    if not plan.author:
        raise PackError(f'{row.where}: the author "{author}" is not in people.toml')
    return plan


def _names(pack: str) -> dict[str, str]:
    rows = read_table(FOLDER / pack / "example" / "people.toml")
    return {row.text("key"): row.text("name") for row in rows.tables("people")}


def _for_version(text: str, version: int) -> str:
    """Only the lines that belong: "{2}" before one means from version 2 on, "{-1}" up to version 1."""
    kept = []
    for line in text.splitlines():
        match = _VERSIONED.match(line)
        if match:
            bound = int(match[1])
            if (bound > 0 and version < bound) or (bound < 0 and version > -bound):
                continue
            line = line[match.end() :]
        kept.append(line)
    return "\n".join(kept)


def _block(line: str) -> Block:
    line = line.strip()
    if line in ("---", "===="):
        return Block("break")
    if line.startswith("#"):
        level = len(line) - len(line.lstrip("#"))
        return Block("heading", line.lstrip("# "), level)
    if line.startswith("- "):
        return Block("bullet", line[2:])
    if line.startswith("|"):
        return Block("row", cells=tuple(cell.strip() for cell in line.strip("|").split("|")))
    if line.startswith("Notes: "):
        return Block("notes", line.removeprefix("Notes: "))
    if line.startswith("Picture: "):
        return Block("drawing", line.removeprefix("Picture: "))
    return Block("paragraph", line)


def tables(blocks: tuple[Block, ...]) -> list[Block | list[tuple[str, ...]]]:
    """The blocks with neighbouring rows put together, each such table padded to one width."""
    result: list[Block | list[tuple[str, ...]]] = []
    for block in blocks:
        if block.kind != "row":
            result.append(block)
        elif result and isinstance(result[-1], list):
            result[-1].append(block.cells)
        else:
            result.append([block.cells])
    for part in result:
        if isinstance(part, list):
            width = max(len(cells) for cells in part)
            part[:] = [cells + ("",) * (width - len(cells)) for cells in part]
    return result
