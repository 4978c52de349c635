"""`hedgerow guard`: what in a text may identify somebody, by kind and place. It never prints the words it found."""

import argparse
import json
import sys
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, TextIO

from hedgerow.guard import PLACES, Hit, Rules, RulesError, look
from hedgerow.interruption.rules import DEFAULT, rules_of
from hedgerow.packs.loading import pack_names
from hedgerow.packs.reading import PackError

_ABOUT = """Reads a text on standard input and says where it may identify somebody. Places count characters: the first
line is 1, its first character 1; with --json and --jsonl, `start` and `end` count from 0 over the whole text. The words
themselves are never printed. It finds much and misses some: nothing found does not mean that nobody could be known."""


class _NotUnderstood(Exception):
    """The input is not what was asked for; the message says which line and why."""


def main(argv: Sequence[str] | None = None) -> int:
    """Answers 0 when the input was read, whatever was found; 2 when it was not understood."""
    options = _parser().parse_args(argv)
    try:
        rules = rules_of(options.pack)
        source = _decoded(sys.stdin)
        if options.jsonl:
            _each_line(source, rules, sys.stdout)
        else:
            _one_text(source, rules, options, sys.stdout)
    except (PackError, RulesError, _NotUnderstood) as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hedgerow guard", description=_ABOUT)
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="print the hits as JSON")
    shape.add_argument(
        "--jsonl",
        action="store_true",
        help="read one JSON object a line (id, text, where) and print one a line (id, hits)",
    )
    parser.add_argument(
        "--pack", default=DEFAULT, help=f"whose rules: {', '.join(pack_names())} (default: %(default)s)"
    )
    parser.add_argument(
        "--where", default="post", choices=PLACES, help="where the text was written (default: %(default)s)"
    )
    return parser


def _decoded(stream: TextIO) -> TextIO:
    """Standard input as UTF-8, whatever the terminal says; ends of lines stay as they are, so that places are true."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="strict", newline="")
    return stream


def _one_text(source: TextIO, rules: Rules, options: argparse.Namespace, out: TextIO) -> None:
    try:
        text = source.read()
    except UnicodeDecodeError as wrong:
        raise _NotUnderstood("The text is not UTF-8. Save it as UTF-8 and try again.") from wrong
    hits = look(text, rules, where=options.where)
    if options.json:
        out.write(json.dumps({"hits": [_as_json(hit) for hit in hits]}) + "\n")
        return
    starts = [0, *(at + 1 for at, character in enumerate(text) if character == "\n")]
    for hit in hits:
        line = bisect_right(starts, hit.start)
        column = hit.start - starts[line - 1] + 1
        called = rules.kinds[hit.kind].called
        out.write(f"{line}:{column} {hit.kind} ({hit.strength}): this may be {called}\n")
    if not hits:
        out.write("Nothing was found. That does not mean that nobody could be known from it.\n")


def _each_line(source: TextIO, rules: Rules, out: TextIO) -> None:
    number = 0
    try:
        for number, line in enumerate(source, 1):
            if line.strip():
                asked = _asked(line, number)
                hits = look(asked["text"], rules, where=asked["where"])
                answer = {"id": asked["id"], "hits": [_as_json(hit) for hit in hits]}
                out.write(json.dumps(answer, ensure_ascii=True) + "\n")
    except UnicodeDecodeError as wrong:
        raise _NotUnderstood(
            f"Line {number + 1} or one soon after it is not UTF-8. Save it as UTF-8 and try again."
        ) from wrong


def _asked(line: str, number: int) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as wrong:
        raise _NotUnderstood(
            f"Line {number} is not JSON. Write one object a line, with id, text and where."
        ) from wrong
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise _NotUnderstood(f'Line {number} needs an object with a "text" that is a string.')
    where = value.get("where", "post")
    if not isinstance(where, str):
        raise _NotUnderstood(f'Line {number}: "where" needs one of: {", ".join(PLACES)}.')
    return {"id": value.get("id"), "text": value["text"], "where": where}


def _as_json(hit: Hit) -> dict[str, str | int]:
    return {"kind": hit.kind, "start": hit.start, "end": hit.end, "strength": hit.strength}
