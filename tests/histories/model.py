"""What everybody may see after a history, kept in plain Python from the sentences of the architecture; it asks no database."""

from dataclasses import dataclass, field

ALL = 32767
WIDE = ("web", "network", "members")


@dataclass
class Belongs:
    """A person in the community."""

    part: str
    state: str
    low: int = 1
    high: int = ALL
    part_before: str = ""
    state_before: str = ""

    @property
    def again(self) -> str:
        """A cohort that was sealed meanwhile is not theirs to enter."""
        return "active" if self.high >= ALL else "alumni"


@dataclass
class Place:
    """A person in a room; a dictionary keeps the order in which they came."""

    low: int
    cares: bool


@dataclass
class Words:
    """An item, or a reply under one."""

    author: str
    era: int
    audience: str = ""
    state: str = "published"
    room: int | None = None
    under: int | None = None


@dataclass
class Model:
    """One community, its rooms, and what was put there."""

    people: dict[str, Belongs] = field(default_factory=dict)
    rooms: dict[int, dict[str, Place]] = field(default_factory=dict)
    doors: dict[int, int] = field(default_factory=dict)
    items: dict[int, Words] = field(default_factory=dict)
    replies: dict[int, Words] = field(default_factory=dict)
    era: int = 1
    outside: int = 1
    members: int = 1
    reading: str = "members"

    # Who sees what.

    def active(self, who: str) -> Belongs | None:
        me = self.people.get(who)
        return me if me is not None and me.state == "active" else None

    def from_outside(self, who: str, item: Words) -> bool:
        """By the door that is open to people outside."""
        me = self.people.get(who)
        if item.room is not None or item.state != "published" or item.era < self.outside:
            return False
        if me is not None and me.state == "suspended":
            return False
        if self.reading == "web" and item.audience == "web":
            return True
        return who != "nobody" and self.reading in ("web", "network") and item.audience in ("web", "network")

    def inside(self, who: str, item: Words) -> bool:
        """In the item's place, in an era that they may see."""
        me = self.active(who)
        if me is None:
            return False
        if item.room is None:
            return me.low <= item.era <= me.high
        place = self.rooms[item.room].get(who)
        return place is not None and place.low <= item.era

    def cares(self, who: str, item: Words) -> bool:
        """Looks after the item's place."""
        if not self.inside(who, item):
            return False
        facilitates = self.people[who].part == "facilitator"
        return facilitates or (item.room is not None and self.rooms[item.room][who].cares)

    def sees(self, who: str, item: Words) -> bool:
        if self.from_outside(who, item):
            return True
        me = self.people.get(who)
        if item.state == "removed":
            return self.cares(who, item) or (item.author == who and self.inside(who, item))
        if item.audience == "facilitators":
            return self.cares(who, item)
        if item.room is not None:
            return self.inside(who, item)
        if me is not None and me.state == "alumni":
            return me.low <= item.era <= me.high
        return self.inside(who, item) and me is not None and me.part != "register_keeper"

    def hears(self, who: str, reply: Words) -> bool:
        """Sees a reply."""
        assert reply.under is not None
        item = self.items[reply.under]
        if not self.sees(who, item):
            return False
        me = self.people.get(who)
        if (
            me is not None
            and me.state == "alumni"
            and not self.from_outside(who, item)
            and reply.era > me.high
        ):
            return False
        return reply.state == "published" or reply.author == who or self.cares(who, item)

    # What happened.

    def comes(self, who: str, part: str) -> None:
        """By today's door; rooms are entered anew, unless nobody else is in them."""
        me = self.people.get(who)
        if me is not None and me.state == "active":
            return
        low = self.members
        if me is not None:
            for places in self.rooms.values():
                if set(places) - {who}:
                    places.pop(who, None)
            if me.state == "alumni" and me.high + 1 >= low:
                low = min(me.low, low)
        self.people[who] = Belongs(part, "active", low)

    def goes(self, who: str, state: str) -> None:
        me = self.people[who]
        me.part_before = me.part if me.state != "suspended" else me.part_before or me.part
        me.state_before, me.state = me.state, state
        self.keep_cared_for()

    def returns(self, who: str) -> None:
        me = self.people[who]
        me.part = me.part_before or me.part
        me.state = "suspended" if me.state == "removed" and me.state_before == "suspended" else me.again
        me.state_before, me.part_before = "", me.part if me.state == "suspended" else ""

    def becomes(self, who: str, part: str) -> None:
        self.people[who].part = part
        if part == "register_keeper":
            for places in self.rooms.values():
                places.pop(who, None)
        self.keep_cared_for()

    def keep_cared_for(self) -> None:
        """A room never stays without somebody who looks after it, while anybody is in it."""
        for places in self.rooms.values():
            here = [who for who in places if self.active(who)]
            if here and not any(places[who].cares or self.people[who].part == "facilitator" for who in here):
                places[here[0]].cares = True

    def seals(self) -> None:
        for me in self.people.values():
            if me.part not in ("member", "listener"):
                continue
            if me.state == "active":
                me.state, me.high = "alumni", self.era
            elif me.state in ("suspended", "left", "removed"):
                me.high = min(me.high, self.era)
        self.era += 1
        self.outside = self.members = self.era
        self.keep_cared_for()

    def opens_or_narrows(self, reading: str, *, wider: bool) -> None:
        if wider:
            self.era += 1
            self.outside = self.members = self.era
        self.reading = reading
