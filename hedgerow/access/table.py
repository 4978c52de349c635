"""The table of access, as data: who sees an item in which audience and state, and who may do which verb.

Three readers read it and nothing else decides: `seeing` (which rows), `doing` (may this viewer do this),
`audience` (whom might we tell). `docs/access.md` is generated from it.
"""

from typing import NamedTuple

# Standings: how a viewer stands to a row. The gate (community, room, era, grant, bridge) is asked before any of them counts.
ANYONE = "anyone"
SIGNED_IN = "signed in"
MEMBER = "member"
LISTENER = "listener"
ROOM_MEMBER = "room member"
FACILITATOR = "facilitator"
AUTHOR = "author"
GUEST = "guest"
BRIDGED = "bridged"
ALUMNI = "alumni"
REGISTER_KEEPER = "register keeper"
OVERSIGHT = "oversight"
SUSPENDED = "suspended"
STANDINGS = (
    ANYONE, SIGNED_IN, MEMBER, LISTENER, ROOM_MEMBER, FACILITATOR, AUTHOR,
    GUEST, BRIDGED, ALUMNI, REGISTER_KEEPER, OVERSIGHT, SUSPENDED,
)  # fmt: skip

AUDIENCES = ("web", "network", "members", "room", "facilitators")
STATES = ("draft", "scheduled", "published", "held", "removed")
KINDS = ("discussion", "question", "case", "poll", "story", "document", "page", "event")

#: Kinds that a register keeper sees (events and registers, no content).
REGISTER_KINDS = ("event",)
#: Kinds that are never shown to guests or over bridges.
CLOSED_KINDS = ("case",)

_INSIDE = frozenset({MEMBER, LISTENER, FACILITATOR})
#: Who of a second community reads what a bridge shows there: not those who keep its registers.
OVER_BRIDGES = (MEMBER, LISTENER, FACILITATOR)
_WIDE = _INSIDE | {GUEST, BRIDGED, ALUMNI, REGISTER_KEEPER, OVERSIGHT}

#: (audience, state) -> standings that see the row, once the gate let them in.
#: In a room (audience room, or facilitators with a room) the gate leaves only room members, guests of it, and oversight.
SEES: dict[tuple[str, str], frozenset[str]] = {
    ("web", "published"): _WIDE | {ANYONE, SIGNED_IN},
    ("network", "published"): _WIDE | {SIGNED_IN},
    ("members", "published"): _WIDE,
    ("room", "published"): frozenset({ROOM_MEMBER, GUEST, OVERSIGHT}),
    ("facilitators", "published"): frozenset({FACILITATOR, OVERSIGHT}),
}
for _audience in AUDIENCES:
    SEES[(_audience, "draft")] = frozenset({AUTHOR})
    SEES[(_audience, "scheduled")] = frozenset({AUTHOR})
    SEES[(_audience, "held")] = frozenset({AUTHOR, FACILITATOR, OVERSIGHT})
    SEES[(_audience, "removed")] = frozenset({AUTHOR, FACILITATOR, OVERSIGHT})


class Verb(NamedTuple):
    """Who may do a verb to a row that they see, in which states, and whether an archived community refuses it."""

    who: frozenset[str]
    states: frozenset[str] = frozenset({"published"})
    archived: bool = False  # True: allowed in an archived community too
    who_helps: str = "facilitators"  # whom the refusal names


_PUBLISHED = frozenset({"published"})
_OWN = frozenset({"draft", "scheduled", "published", "held"})
_CORE = frozenset({FACILITATOR})
_TALKS = frozenset({MEMBER, LISTENER, FACILITATOR, ROOM_MEMBER, GUEST, BRIDGED})
_BELONGS = frozenset({MEMBER, LISTENER, FACILITATOR, ROOM_MEMBER})
_READS = frozenset(STANDINGS) - {SUSPENDED, ANYONE}

#: Verbs done to an item (or to a reply, which stands under its item).
ITEM_VERBS: dict[str, Verb] = {
    "item.edit": Verb(frozenset({AUTHOR}), _OWN),
    "item.publish": Verb(frozenset({AUTHOR}), frozenset({"draft", "scheduled"})),
    "item.remove": Verb(frozenset({AUTHOR, FACILITATOR}), _OWN),
    "item.restore": Verb(frozenset({AUTHOR, FACILITATOR}), frozenset({"removed"})),
    "item.release": Verb(_CORE, frozenset({"held"})),
    "item.assure": Verb(frozenset({AUTHOR}), frozenset({"held"})),
    "item.pin": Verb(_CORE),
    "item.close": Verb(frozenset({AUTHOR, FACILITATOR})),
    "item.move": Verb(_CORE),
    "item.follow": Verb(_READS - {OVERSIGHT}, archived=True),
    "item.react": Verb(_TALKS),
    "item.attach": Verb(frozenset({AUTHOR}), _OWN),
    "item.history": Verb(_READS | {ANYONE}, _OWN | {"removed"}, archived=True),
    # Also whoever invited a guest may withdraw them; the action asks.
    "item.invite_guest": Verb(_CORE),
    "item.withdraw_guest": Verb(_CORE, _OWN | {"removed"}, archived=True),
    "item.bridge": Verb(_CORE),
    "item.end_bridge": Verb(_CORE, _OWN | {"removed"}, archived=True),
    "question.answer": Verb(frozenset({AUTHOR, FACILITATOR})),
    "reply.add": Verb(_TALKS),
    "reply.add_quietly": Verb(_BELONGS),
    # Besides this, only the named steward of the place; the action asks.
    "quiet.look": Verb(_BELONGS, _OWN | {"removed"}, archived=True),
    "reply.edit": Verb(frozenset({AUTHOR}), _OWN),
    "reply.remove": Verb(frozenset({AUTHOR, FACILITATOR}), _OWN),
    "reply.restore": Verb(frozenset({AUTHOR, FACILITATOR}), frozenset({"removed"})),
    "reply.react": Verb(_TALKS),
    "document.version": Verb(_BELONGS, frozenset({"published", "held"})),
    "document.restore_version": Verb(frozenset({AUTHOR, FACILITATOR})),
    "document.move": Verb(frozenset({AUTHOR, FACILITATOR})),
    "document.rename": Verb(frozenset({AUTHOR, FACILITATOR})),
}

#: Verbs done to a community.
COMMUNITY_VERBS: dict[str, Verb] = {
    "community.read": Verb(frozenset({MEMBER, LISTENER, FACILITATOR, OVERSIGHT, ALUMNI}), archived=True),
    "community.see_people": Verb(frozenset({MEMBER, LISTENER, FACILITATOR, OVERSIGHT}), archived=True),
    "community.join": Verb(frozenset({SIGNED_IN})),
    "community.ask": Verb(frozenset({SIGNED_IN})),
    "community.follow": Verb(frozenset({SIGNED_IN}), archived=True),
    "community.leave": Verb(_INSIDE, archived=True),
    "community.change_part": Verb(_INSIDE),
    "community.take_on": Verb(frozenset({MEMBER, LISTENER})),
    "community.start_item": Verb(_INSIDE),
    "community.start_quietly": Verb(_INSIDE),
    "community.add_folder": Verb(_CORE),
    "community.invite": Verb(_CORE),
    "community.take_bridge": Verb(_CORE),
    "community.end_bridge": Verb(_CORE, archived=True),
    "community.approve": Verb(_CORE),
    "community.change_people": Verb(_CORE),
    "community.edit": Verb(_CORE),
    "community.add_room": Verb(_CORE),
    "community.archive": Verb(_CORE),
    "community.reopen": Verb(_CORE, archived=True),
    "community.cultivate": Verb(_CORE, archived=True),
}

#: Verbs done to a room.
ROOM_VERBS: dict[str, Verb] = {
    "room.read": Verb(frozenset({ROOM_MEMBER, GUEST, OVERSIGHT}), archived=True),
    "room.start_item": Verb(frozenset({ROOM_MEMBER})),
    "room.start_quietly": Verb(frozenset({ROOM_MEMBER})),
    "room.change_people": Verb(frozenset({FACILITATOR})),
    "room.invite_guest": Verb(frozenset({FACILITATOR})),
    "room.withdraw_guest": Verb(frozenset({FACILITATOR}), archived=True),
    "room.edit": Verb(frozenset({FACILITATOR})),
    "room.leave": Verb(frozenset({ROOM_MEMBER}), archived=True),
}

#: Verbs that need only a signed-in person, or a site administrator, or nothing.
PLATFORM_VERBS: dict[str, str] = {
    "account.change": SIGNED_IN,
    "account.start": ANYONE,
    "community.start": SIGNED_IN,
    "platform.manage": "administrator",
}
