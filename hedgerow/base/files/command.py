"""The command `hedgerow inspect FILE…`: shows what Hedgerow would make of files, without keeping them."""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from hedgerow.base.files.inspection import DEFAULT_LIMIT, inspect
from hedgerow.base.files.sentences import size_in_words


def main(argv: Sequence[str] | None = None) -> int:
    """Inspect the files named in `argv`; returns 0 when all would be accepted, otherwise 1."""
    parser = argparse.ArgumentParser(
        prog="hedgerow inspect",
        description="Show what Hedgerow would make of files: their kind, their text, or why they are refused.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--text", action="store_true", help="print the text that search would find")
    shape.add_argument("--json", action="store_true", help="print all that is known, as JSON")
    parser.add_argument(
        "--limit-mb",
        type=int,
        default=DEFAULT_LIMIT // 1024**2,
        help="largest size to accept (default: %(default)s)",
    )
    options = parser.parse_args(argv)
    found = [_inspected(path, options.limit_mb * 1024**2) for path in options.files]
    if options.json:
        _print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        _print("\n".join(_as_text(one) if options.text else _as_summary(one) for one in found))
    return 0 if all(one["accepted"] for one in found) else 1


def _inspected(path: str, limit: int) -> dict[str, Any]:
    try:
        return inspect(path, limit)
    except OSError as problem:
        refusal = f"We can't read this file: {problem.strerror}."
        return {"path": path, "name": path, "size": 0, "accepted": False, "refusal": refusal}


def _as_summary(found: dict[str, Any]) -> str:
    lines = [found["path"]]
    if not found["accepted"]:
        lines.append(f"  Refused: {found['refusal']}")
        return "\n".join(lines)
    lines.append(f"  {found['word']}, {size_in_words(found['size'])} ({found['media_type']})")
    if found["name"] != found["path"].rpartition("/")[2]:
        lines.append(f"  Kept as: {found['name']}")
    if found["title"]:
        lines.append(f"  Title: {found['title']}")
    if found["page_count"]:
        unit = found["unit"] if found["page_count"] == 1 else f"{found['unit']}s"
        lines.append(f"  {found['page_count']} {unit}")
    if found["characters"]:
        lines.append(f"  Text: {found['characters']:,} characters: {found['start']}")
    if found["note"]:
        lines.append(f"  Note: {found['note']}")
    return "\n".join(lines)


def _as_text(found: dict[str, Any]) -> str:
    lines = [f"== {found['path']}"]
    if not found["accepted"]:
        lines.append(found["refusal"])
        return "\n".join(lines)
    for page in found["pages"]:
        if page["label"]:
            lines.append(f"-- {page['label']}")
        lines.append(page["text"])
    if found["note"]:
        lines.append(f"({found['note']})")
    return "\n".join(lines)


def _print(text: str) -> None:
    # A terminal may know fewer characters than a file holds.
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding))
