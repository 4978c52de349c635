"""The cast that most tests need: Fay facilitates, Max and Ann are members, Lil listens, Ivo is invited, Ask asked to join,
Sue is suspended, Rex was removed, Alma is alumni of the first era, Otto is an outsider, Ada looks after the platform,
and nobody is signed out. `open_` is open on the web; `secret` is confidential."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from django.conf import settings
from django.core import signing
from django.test import Client
from django.utils import timezone

from hedgerow.access.viewer import Viewer
from hedgerow.communities.models import Community, Membership, Room, RoomMembership
from hedgerow.communities.presets import BY_KEY
from hedgerow.communities.standings import viewer_for
from hedgerow.items.models import Item, Reply
from hedgerow.people.devices import start_device
from hedgerow.people.models import Person, Platform

_numbers = count(1)


def make_person(name: str, **extra: Any) -> Person:
    """A person with an address of their own."""
    first = name.split()[0].lower().replace("'", "")
    return Person.objects.create_user(f"{first}.{next(_numbers)}@example.org", name=name, **extra)


def make_community(name: str, preset: str = "restricted", **extra: Any) -> Community:
    """A community with the three settings of a preset."""
    found = BY_KEY[preset]
    settings_of_it = {"finding": found.finding, "reading": found.reading, "joining": found.joining}
    return Community.objects.create(name=name, purpose=f"What {name} is for", **{**settings_of_it, **extra})


def belong(
    person: Person, community: Community, part: str = "member", state: str = "active", **extra: Any
) -> Membership:
    """A membership in any part and state; its era is the community's present one unless said."""
    extra.setdefault("from_era", community.members_from_era)
    extra.setdefault("joined_at", timezone.now() - timedelta(days=30))
    made = Membership.objects.create(person=person, community=community, part=part, state=state, **extra)
    if state == "active":
        community.member_count += 1
        community.save(update_fields=["member_count"])
    return made


def enter(person: Person, room: Room, looks_after: bool = False) -> RoomMembership:
    """A place in a room for a member of its community."""
    membership = Membership.objects.get(person=person, community=room.community)
    return RoomMembership.objects.create(
        room=room, membership=membership, person=person, looks_after=looks_after, from_era=room.from_era
    )


def make_item(community: Community, author: Person, title: str = "A discussion", **extra: Any) -> Item:
    """A published discussion for members, straight into the table."""
    now = timezone.now()
    extra.setdefault("kind", "discussion")
    extra.setdefault("state", "published")
    if "audience" not in extra:
        extra["audience"] = (
            "room"
            if extra.get("room")
            else ("members" if community.reading == "members" else community.reading)
        )
    extra.setdefault("era", community.era)
    extra.setdefault("published_at", now if extra["state"] == "published" else None)
    text = extra.pop("text", "Some words.")
    return Item.objects.create(
        community=community,
        author=author,
        title=title,
        source=text,
        html=f"<p>{text}</p>",
        plain=text,
        renderer=1,
        last_active_at=extra.pop("last_active_at", now),
        **extra,
    )


def make_reply(item: Item, author: Person, text: str = "A reply.", **extra: Any) -> Reply:
    """A published reply with the next number, straight into the table."""
    state = extra.setdefault("state", "published")
    if state != "held":
        item.last_number += 1
        extra.setdefault("number", item.last_number)
        item.reply_count += state == "published"
        item.last_active_at = timezone.now()
        item.save(update_fields=["last_number", "reply_count", "last_active_at"])
    extra.setdefault("era", item.community.era)
    extra.setdefault("published_at", timezone.now())
    return Reply.objects.create(
        item=item, author=author, source=text, html=f"<p>{text}</p>", plain=text, renderer=1, **extra
    )


def client_for(person: Person | None) -> Client:
    """A test client on a device of the person's, or a stranger's."""
    client = Client()
    if person is not None:
        secret = start_device(person, name="Chrome on Windows", place="127.0.0.1")
        client.cookies[settings.DEVICE_COOKIE] = signing.Signer(salt="hedgerow.device").sign(secret)
    return client


@dataclass
class World:
    """The people, two communities and a room of the secret one."""

    fay: Person
    max: Person
    ann: Person
    lil: Person
    ivo: Person
    ask: Person
    sue: Person
    rex: Person
    alma: Person
    otto: Person
    ada: Person
    open_: Community
    secret: Community
    room: Room
    nobody: Viewer = field(default_factory=Viewer.stranger)

    def viewer(self, name: str) -> Viewer:
        """A fresh viewer for one of the cast, by name; `nobody` is a stranger."""
        if name == "nobody":
            return Viewer.stranger()
        return viewer_for(getattr(self, name).pk)

    def client(self, name: str) -> Client:
        return client_for(None if name == "nobody" else getattr(self, name))


def make_world() -> World:
    """Everyone in their places in both communities; Fay and Max are in the secret one's room, which Fay looks after."""
    Platform.objects.update_or_create(pk=1, defaults={"set_up_at": timezone.now()})
    names = {
        "fay": "Fay O'Brien",
        "max": "Max Siân",
        "ann": "Ann Thistle",
        "lil": "Lil Sorrel",
        "ivo": "Ivo Marsh",
        "ask": "Aska Vetch",
        "sue": "Sue Campion",
        "rex": "Rex Tansy",
        "alma": "Alma Yarrow",
        "otto": "Otto Reed",
    }
    people = {key: make_person(name) for key, name in names.items()}
    ada = make_person("Ada Rowan", is_administrator=True)
    open_ = make_community("Open Meadow", "web", era=2, members_from_era=1)
    secret = make_community("Quiet Copse", "confidential", era=2)
    for community in (open_, secret):
        belong(people["fay"], community, "facilitator")
        belong(people["max"], community)
        belong(people["ann"], community)
        belong(people["lil"], community, "listener")
        belong(people["ivo"], community, state="invited")
        belong(people["ask"], community, state="asked")
        belong(people["sue"], community, state="suspended")
        belong(people["rex"], community, state="removed")
        belong(people["alma"], community, state="alumni", to_era=1)
    room = Room.objects.create(community=secret, name="Side room")
    enter(people["fay"], room, looks_after=True)
    enter(people["max"], room)
    return World(ada=ada, open_=open_, secret=secret, room=room, **people)
