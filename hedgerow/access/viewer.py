"""Who asks: a Viewer is what every query and every action takes, never a bare person."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

#: An upper bound for "no upper bound" on eras; eras are small whole numbers.
ALL_ERAS = 32767


class Part(NamedTuple):
    """A person's membership in one community, as far as access is concerned."""

    part: str
    state: str
    from_era: int
    to_era: int


class RoomPart(NamedTuple):
    """A person's place in one room; `looks_after` makes them its facilitator."""

    from_era: int
    to_era: int
    looks_after: bool


@dataclass(frozen=True, slots=True)
class Standings:
    """All relations of one person to places, loaded by one query (hedgerow.communities.standings).

    communities: community id -> Part; rooms: room id -> RoomPart; bridged: ids of items that a bridge
    shows to a community of theirs.
    """

    communities: dict[int, Part] = field(default_factory=dict)
    rooms: dict[int, RoomPart] = field(default_factory=dict)
    granted_items: frozenset[int] = frozenset()
    granted_rooms: frozenset[int] = frozenset()
    bridged: frozenset[int] = frozenset()
    administrator: bool = False
    #: Ids of the placeholder persons in whose names this person wrote quiet words.
    masks: frozenset[int] = frozenset()


NOTHING = Standings()


class Viewer:
    """A person, a stranger, a token, or the system; with the standings that the moment gives them.

    `kind` is one of person, stranger, guest, api, feed, oversight, system. `token_scope` narrows an API or feed token.
    """

    __slots__ = (
        "kind",
        "person_id",
        "reason",
        "community_id",
        "now",
        "_standings",
        "_load",
        "device_id",
        "oversight_id",
        "seen_today",
    )

    def __init__(
        self,
        *,
        kind: str,
        person_id: int | None = None,
        now: datetime | None = None,
        load: Callable[["Viewer"], Standings] | None = None,
        standings: Standings | None = None,
        reason: str = "",
        community_id: int | None = None,
    ) -> None:
        self.kind = kind
        self.person_id = person_id
        self.now = now
        self.reason = reason
        self.community_id = community_id
        self._standings = standings
        self._load = load
        self.device_id: int | None = None
        #: The row of the log that an oversight viewer looks under.
        self.oversight_id: int | None = None
        self.seen_today = True

    @classmethod
    def stranger(cls) -> "Viewer":
        """Somebody who is not signed in."""
        return cls(kind="stranger", standings=NOTHING)

    @classmethod
    def system(cls, *, reason: str) -> "Viewer":
        """Maintenance: sees and may do everything. `reason` says why, and a test lists every use."""
        if not reason:
            raise ValueError("Viewer.system needs a reason.")
        return cls(kind="system", standings=NOTHING, reason=reason)

    @property
    def signed_in(self) -> bool:
        """True for a person or a token that acts for a person."""
        return self.person_id is not None

    @property
    def is_system(self) -> bool:
        return self.kind == "system"

    @property
    def standings(self) -> Standings:
        """The relations to places; loaded at the first question and kept for this viewer's life (one request or job)."""
        if self._standings is None:
            if self._load is None:
                raise RuntimeError("This viewer has no loader of standings.")
            self._standings = self._load(self)
        return self._standings

    def wrote(self, author_id: int | None) -> bool:
        """True when the author is the viewer's own person, or a placeholder in whose name they wrote quietly."""
        if self.person_id is None or author_id is None:
            return False
        return author_id == self.person_id or author_id in self.standings.masks

    def forget_standings(self) -> None:
        """After an action changed a membership, ask again."""
        if self._load is not None:
            self._standings = None

    def __repr__(self) -> str:
        return f"Viewer({self.kind}, person_id={self.person_id})"
