"""Counts what the guard finds of what is there, and how often it speaks of nothing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from hedgerow.guard import Hit, Rules, look
from tests.guard.conftest import TODAY
from tests.guard.phrasings import Phrasing


@dataclass
class Recall:
    """By kind: how many there are, how many were found, and how many of those interrupt."""

    there: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    interrupting: Counter[str] = field(default_factory=Counter)

    def of(self, kind: str) -> float:
        return self.found[kind] / self.there[kind] if self.there[kind] else 1.0


@dataclass
class Alarms:
    """How many ordinary texts there are, how many would interrupt their author, and how many have hints only."""

    texts: int = 0
    interrupting: int = 0
    hinting: int = 0


def recall(texts: Iterable[Phrasing], rules: Rules) -> Recall:
    """A value counts as found when a hit of its kind meets it."""
    counted = Recall()
    for one in texts:
        hits = look(one.text, rules, where=one.where, today=TODAY)
        used: dict[str, int] = {}
        for kind, value in one.expect:
            start = one.text.index(value, used.get(value, 0))
            used[value] = start + 1
            met = [hit for hit in hits if hit.kind == kind and _meets(hit, start, start + len(value))]
            counted.there[kind] += 1
            counted.found[kind] += bool(met)
            counted.interrupting[kind] += any(hit.strength == "interrupt" for hit in met)
    return counted


def alarms(texts: Iterable[Phrasing], rules: Rules) -> Alarms:
    counted = Alarms()
    for one in texts:
        hits = look(one.text, rules, where=one.where, today=TODAY)
        interrupts = any(hit.strength == "interrupt" for hit in hits)
        counted.texts += 1
        counted.interrupting += interrupts
        counted.hinting += bool(hits) and not interrupts
    return counted


def _meets(hit: Hit, start: int, end: int) -> bool:
    return hit.start < end and hit.end > start


def recall_table(title: str, counted: Recall) -> str:
    lines = [f"{title}", f"  {'kind':<18} {'found':>9}  {'of which interrupt':>18}"]
    for kind in sorted(counted.there):
        there = counted.there[kind]
        found = f"{counted.found[kind]}/{there}"
        lines.append(f"  {kind:<18} {found:>9}  {f'{counted.interrupting[kind]}/{there}':>18}")
    return "\n".join(lines)


def alarm_line(title: str, counted: Alarms) -> str:
    return f"{title}: {counted.interrupting}/{counted.texts} interrupt, {counted.hinting}/{counted.texts} have a hint only"
