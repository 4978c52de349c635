"""Makes docs/access.md from the access table, so that people can read what the programs obey."""

from collections.abc import Iterable, Mapping

from django.utils.translation import override

from hedgerow.access import table as t
from hedgerow.communities.models.community import FINDING, JOINING, READING
from hedgerow.communities.presets import PRESETS

#: One line for each standing. A standing without one stops the making of the page.
STANDINGS = {
    t.ANYONE: "whoever looks, signed in or not; only where the community is read on the web",
    t.SIGNED_IN: "has an account; only where anyone signed in may read",
    t.MEMBER: "an active member of the community",
    t.LISTENER: "an active member who is just listening",
    t.ROOM_MEMBER: "belongs to the room that the item is in",
    t.FACILITATOR: "looks after the community; inside a room only when they belong to it, or look after the room",
    t.AUTHOR: "wrote it, and is still inside the place",
    t.GUEST: "has a grant for this one item or room, which has not ended",
    t.BRIDGED: "an active member of a second community to which a bridge shows the item",
    t.ALUMNI: "was a member until a cohort was sealed; sees up to that era",
    t.REGISTER_KEEPER: "keeps registers: sees events alone, no other content",
    t.OVERSIGHT: "a site administrator for a limited time, with a reason that is logged",
    t.SUSPENDED: "a facilitator put them out for now: sees nothing inside",
}
AUDIENCES = {
    "web": "anyone on the internet",
    "network": "anyone signed in",
    "members": "members of the community",
    "room": "people of the room",
    "facilitators": "facilitators",
}
STATES = {
    "draft": "being written",
    "scheduled": "will be published at a set time",
    "published": "there to be read",
    "held": "waits for a facilitator to look at it",
    "removed": "taken away; can be put back for 30 days",
}

_HEAD = """# Who may see and do what

<!-- Written by bin/docs from hedgerow/access/table.py and hedgerow/communities/presets.py. Change those, then run bin/docs. -->

This page is the access table in words. It is made from the same data that the programs obey, and a test says when it is out of
date. [How access works](architecture.md#access-one-table-three-readers) is told on another page.

## Two steps

**First the gate: is the viewer inside the place at all?** The community must let them in by their part, a room by belonging to it,
an item by a grant or a bridge. The item's era must lie within the eras they may see. Whoever is suspended passes no gate of that
community. **Then the table below**: an item is seen when one of the viewer's standings is named for its audience and state.

What is not visible answers exactly as what does not exist. An audience, state or verb that is not in the table is an error, never a yes.
"""
_FOOT = """
## Replies, communities, rooms, people, files

* A **reply** is seen by who sees its item, when it is published. Held and removed replies: their author and the facilitators.
  Alumni see the replies of their own eras, and later ones only where the item is open to them in another way: on the web, to
  everybody signed in, by a grant or a bridge.
* A **community** is known to whom its "who finds it" setting says, and to those who asked, were invited, belong or are alumni.
* A **room** is known to the people in it and to its guests. Other members of the community do not learn that it is there.
* A **person's** page is seen by those who share a community with them at the moment. Each field says who sees it.
* A **file**, its older versions, smaller pictures and the text inside are seen by who sees the item or reply that it belongs to.
"""


def _listed(words: Iterable[str], order: tuple[str, ...]) -> str:
    found = set(words)
    return ", ".join(word for word in order if word in found) or "nobody"


def _rows(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _named(meanings: Mapping[str, str], words: tuple[str, ...], head: str) -> str:
    return _rows((head, "means"), ((f"**{word}**", meanings[word]) for word in words))


def _sees() -> str:
    rows = []
    for state in t.STATES:
        cells: dict[str, list[str]] = {}
        for audience in t.AUDIENCES:
            cells.setdefault(_listed(t.SEES[(audience, state)], t.STANDINGS), []).append(audience)
        for who, audiences in cells.items():
            spread = "any" if len(audiences) == len(t.AUDIENCES) else ", ".join(audiences)
            rows.append((state, spread, who))
    return _rows(("state", "audience", "seen by"), rows)


def _verbs(verbs: Mapping[str, t.Verb], *, states: bool) -> str:
    rows = []
    for name, verb in verbs.items():
        archived = "yes" if verb.archived else "no"
        when = (_listed(verb.states, t.STATES),) if states else ()
        rows.append((f"`{name}`", _listed(verb.who, t.STANDINGS), *when, archived))
    when_head = ("in these states",) if states else ()
    return _rows(("verb", "who", *when_head, "in an archived community"), rows)


def _presets() -> str:
    finding, reading, joining = dict(FINDING), dict(READING), dict(JOINING)
    rows = (
        (
            f"**{preset.name}**",
            str(preset.sentence),
            str(finding[preset.finding]),
            str(reading[preset.reading]),
            str(joining[preset.joining]),
        )
        for preset in PRESETS
    )
    return _rows(("preset", "in a sentence", "who finds it", "who reads", "how one joins"), rows)


def access_page() -> str:
    """The text of docs/access.md, in English whatever language is set. Raises KeyError for a word without a meaning."""
    with override("en"):
        parts = [
            _HEAD,
            "## Standings\n\nHow a viewer stands to a thing. One person can have several.\n",
            _named(STANDINGS, t.STANDINGS, "standing"),
            "## Audiences\n\nWhom an item is for, widest first. An item in a room is for the room or for its facilitators.\n",
            _named(AUDIENCES, t.AUDIENCES, "audience"),
            "## States\n\nWhere an item is in its life.\n",
            _named(STATES, t.STATES, "state"),
            "## Who sees an item\n",
            _sees(),
            f"Register keepers see these kinds only: {', '.join(t.REGISTER_KINDS)}. "
            f"Never shown to guests or over bridges: {', '.join(t.CLOSED_KINDS)}.\n",
            "## Verbs: what may be done to an item or a reply\n\n"
            "The viewer must see it first. Then one of their standings must be named. "
            "For a reply, the author is who wrote the reply.\n",
            _verbs(t.ITEM_VERBS, states=True),
            "## Verbs: what may be done to a community\n",
            _verbs(t.COMMUNITY_VERBS, states=False),
            "## Verbs: what may be done to a room\n",
            _verbs(t.ROOM_VERBS, states=False),
            "## Verbs of the platform\n",
            _rows(("verb", "who"), ((f"`{name}`", who) for name, who in t.PLATFORM_VERBS.items())),
            "## Five presets of a community\n\n"
            "A community has three settings. People choose among five mixtures in words. Making one wider starts a new era: "
            "nothing that was written before is shown to more people.\n",
            _presets(),
        ]
        return "\n".join(parts) + _FOOT
