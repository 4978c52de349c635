"""The people of the matrix and their places: everybody of cells.VIEWERS stands alike to six communities, from open to secret."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from hedgerow.access.viewer import Viewer
from hedgerow.communities.models import Community, Room, RoomMembership
from hedgerow.communities.standings import load, viewer_for
from hedgerow.people.models import Person, Platform
from tests.matrix.cells import VIEWERS
from tests.world import belong, client_for, enter, make_community, make_person

#: Key -> name, preset, the era since which people outside see, and the era from which new members see.
COMMUNITIES = {
    "meadow": ("Zqmeadow Field", "web", 1, 1),
    "gate": ("Zqgate Lane", "web", 2, 2),
    "hall": ("Zqhall Barn", "open", 2, 2),
    "walled": ("Zqwalled Garden", "restricted", 1, 1),
    "privet": ("Zqprivet Corner", "private", 1, 1),
    "copse": ("Zqcopse Hollow", "confidential", 1, 1),
}
#: Those who act by somebody else's account, or by none.
ACTS_FOR = {"api": "mem", "fee": "mem", "apo": "out", "ovr": "adm", "ove": "adm"}
#: Who sits in the room of every community, with the memberships that others left behind there.
IN_ROOM = ("aut", "roo", "fac", "alr", "sus", "rem", "lef", "end")
STATES = {
    "ask": "asked", "inv": "invited", "sus": "suspended", "sgu": "suspended", "sbr": "suspended",
    "rem": "removed", "rga": "removed", "lef": "left", "dec": "declined", "alu": "alumni", "alr": "alumni",
}  # fmt: skip
PARTS = {"lis": "listener", "fac": "facilitator", "fou": "facilitator", "reg": "register_keeper"}
#: Who belongs to none of the six.
OUTSIDE = (
    "nob", "out", "els", "gui", "gu2", "gro", "gr2", "bri", "bro", "bsu", "bal", "ben", "adm", "gex", "gre", "gwa",
)  # fmt: skip


@dataclass
class Cast:
    """People by their key in cells.VIEWERS, the six communities, their rooms, and three places elsewhere."""

    people: dict[str, Person] = field(default_factory=dict)
    communities: dict[str, Community] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    rooms2: dict[str, Room] = field(default_factory=dict)
    elsewhere: Community | None = None
    bridged: Community | None = None
    unbridged: Community | None = None
    clients: dict[str, Client] = field(default_factory=dict)

    def person(self, who: str) -> Person | None:
        """Whose account it is; None for the stranger."""
        return self.people.get(ACTS_FOR.get(who, who))

    def viewer(self, who: str, community: Community | None = None) -> Viewer:
        """A fresh viewer; oversight is of `community`."""
        if who == "nob":
            return Viewer.stranger()
        if who in ("ovr", "ove"):
            place = community if who == "ovr" else self.elsewhere
            assert place is not None
            administrator = self.people["adm"].pk
            return Viewer(
                kind="oversight", person_id=administrator, community_id=place.pk, load=load, reason="a report"
            )
        person = self.person(who)
        assert person is not None
        if who in ("api", "apo", "fee"):
            return Viewer(kind="feed" if who == "fee" else "api", person_id=person.pk, load=load)
        return viewer_for(person.pk)

    def client(self, who: str) -> Client:
        """A browser of theirs; kept, so that a device is made once."""
        if who not in self.clients:
            self.clients[who] = client_for(self.people.get(who))
            self.clients[who].raise_request_exception = False  # also an error must show nothing
        return self.clients[who]

    @property
    def browsing(self) -> list[str]:
        """Those who come by browser; tokens have no pages yet, and oversight has a test of its own."""
        return [who for who in VIEWERS if who not in ACTS_FOR]


def make_cast() -> Cast:
    """Everybody in their places."""
    Platform.objects.update_or_create(pk=1, defaults={"set_up_at": timezone.now()})
    cast = Cast()
    for who in VIEWERS:
        if who != "nob" and who not in ACTS_FOR:
            cast.people[who] = make_person(f"Zqp{who} O'Brien", is_administrator=who == "adm")
    cast.elsewhere = make_community("Zqelse Where", "confidential")
    cast.bridged = make_community("Zqbridge End", "confidential")
    cast.unbridged = make_community("Zqfar Bank", "confidential")
    belong(cast.people["els"], cast.elsewhere, "facilitator")
    belong(cast.people["bri"], cast.bridged)
    belong(cast.people["bro"], cast.unbridged)
    belong(cast.people["bsu"], cast.bridged, state="suspended")
    belong(cast.people["bal"], cast.bridged, state="alumni")
    belong(cast.people["ben"], cast.bridged, ends_at=timezone.now() - timedelta(minutes=5))
    belong(cast.people["sbr"], cast.bridged)
    for key, (name, preset, outside, members) in COMMUNITIES.items():
        made = make_community(
            name, preset, era=2, outside_from_era=outside, members_from_era=members, join_code=f"ZQ{key[:4]}"
        )
        cast.communities[key] = made
        _belonging(cast, key, made)
    return cast


def _belonging(cast: Cast, key: str, community: Community) -> None:
    over = timezone.now() - timedelta(minutes=5)
    for who, person in cast.people.items():
        if who in OUTSIDE:
            continue
        belong(
            person,
            community,
            PARTS.get(who, "member"),
            STATES.get(who, "active"),
            from_era=2 if who == "lat" else 1,
            **({"to_era": 1} if who in ("alu", "alr") else {}),
            **({"ends_at": over} if who == "end" else {}),
        )
    room = cast.rooms[key] = Room.objects.create(community=community, name=f"Zqroom {key}")
    other = cast.rooms2[key] = Room.objects.create(community=community, name=f"Zqshed {key}")
    for who in IN_ROOM:
        enter(cast.people[who], room)
    enter(cast.people["car"], room, looks_after=True)
    enter(cast.people["ro2"], other)
    late = enter(cast.people["rlt"], room)
    RoomMembership.objects.filter(pk=late.pk).update(from_era=2)
