"""What changed between two states of a text, for the history that people can see."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from rapidfuzz.distance import LCSseq

Kind = Literal["same", "changed", "added", "removed"]

# Two lines that share less than this part of their words are shown as one removed and one added.
ALIKE = 0.3

_WORDS = re.compile(r"\w+|\s+|[^\w\s]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a comparison; html is safe, with <ins> and <del> round what changed."""

    kind: Kind
    html: str


def compare(old: str, new: str) -> list[Line]:
    """The lines of the newer text with what was removed between them, changed words marked.

    The library's bit-parallel search keeps the work bounded for any two texts of the longest length.
    """
    before, after = old.splitlines(), new.splitlines()
    return list(_lines(before, after))


def _lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    for tag, old_from, old_to, new_from, new_to in _steps(before, after):
        if tag == "equal":
            yield from (Line("same", escape(line, quote=False)) for line in after[new_from:new_to])
            continue
        gone, come = before[old_from:old_to], after[new_from:new_to]
        paired = min(len(gone), len(come))
        for old_line, new_line in zip(gone[:paired], come[:paired], strict=True):
            yield from _pair(old_line, new_line)
        yield from (_removed(line) for line in gone[paired:])
        yield from (_added(line) for line in come[paired:])


def _steps(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Equal and changed stretches in turn: neighbouring deletions and insertions are one stretch."""
    old_at = new_at = 0
    for step in LCSseq.opcodes(before, after):
        if step.tag != "equal":
            continue
        if old_at < step.src_start or new_at < step.dest_start:
            yield "changed", old_at, step.src_start, new_at, step.dest_start
        yield "equal", step.src_start, step.src_end, step.dest_start, step.dest_end
        old_at, new_at = step.src_end, step.dest_end
    if old_at < len(before) or new_at < len(after):
        yield "changed", old_at, len(before), new_at, len(after)


def _pair(old_line: str, new_line: str) -> Iterator[Line]:
    before, after = _WORDS.findall(old_line), _WORDS.findall(new_line)
    steps = list(_steps(before, after))
    kept = sum(
        len(word)
        for tag, _a, _b, first, last in steps
        if tag == "equal"
        for word in after[first:last]
        if word.strip()
    )
    if kept < ALIKE * max(len(old_line), len(new_line)):
        yield _removed(old_line)
        yield _added(new_line)
        return
    pieces: list[str] = []
    for tag, old_from, old_to, new_from, new_to in steps:
        gone, come = "".join(before[old_from:old_to]), "".join(after[new_from:new_to])
        if tag == "equal":
            pieces.append(escape(come, quote=False))
        else:
            pieces.append(_wrap("del", gone) + _wrap("ins", come))
    yield Line("changed", "".join(pieces))


def _removed(line: str) -> Line:
    return Line("removed", _wrap("del", line))


def _added(line: str) -> Line:
    return Line("added", _wrap("ins", line))


def _wrap(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text, quote=False)}</{tag}>" if text else ""
