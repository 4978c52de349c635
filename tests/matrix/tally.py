"""Counts cells: what was seen against what should be. A wrong denial counts like a leak."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Leaks, wrong denials and undecided cells of one test, in words; and how many cells were looked at."""

    cells: int = 0
    leaks: list[str] = field(default_factory=list)
    denials: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)

    def one(self, door: str, who: str, what: object, *, expected: bool | None, got: bool) -> None:
        """One cell."""
        self.cells += 1
        if expected is None:
            self.undecided.append(f"{door}: {who}, {what}")
        elif got and not expected:
            self.leaks.append(f"{door}: {who} sees {what}")
        elif expected and not got:
            self.denials.append(f"{door}: {who} does not see {what}")

    def settle(
        self,
        door: str,
        who: str,
        asked: Collection[object],
        *,
        expected: Iterable[object],
        got: Iterable[object],
    ) -> None:
        """As many cells as were asked about: one answer that shows some of them and leaves the others out."""
        self.cells += len(asked)
        want, have = set(expected), set(got)
        self.leaks += [f"{door}: {who} sees {what}" for what in sorted(map(str, have - want))]
        self.denials += [f"{door}: {who} does not see {what}" for what in sorted(map(str, want - have))]

    def verdict(self) -> str:
        """Empty when all is well; else what is wrong, the first lines of each sort."""
        found = []
        for name, lines in (
            ("leaks", self.leaks), ("wrong denials", self.denials), ("undecided", self.undecided)
        ):  # fmt: skip
            if lines:
                found.append(f"{len(lines)} {name}:\n  " + "\n  ".join(lines[:25]))
        return "\n".join(found)
