"""Everything that can be seen: an item of each kind in each audience, state and era of each community and room, with
replies, files, earlier texts and entries in the index. Each carries a word of its own, so that one finds it in any answer."""

import io
import re
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from hedgerow.access.table import KINDS
from hedgerow.communities.models import Community, Room
from hedgerow.items.blobs import store
from hedgerow.items.models import Attachment, Blob, Bridge, Grant, Item, Reply, Revision
from hedgerow.library.models import Document, Version
from hedgerow.search.backends import backend
from hedgerow.search.indexing import place
from hedgerow.search.models import Entry
from tests.matrix import cells
from tests.matrix.cast import COMMUNITIES, Cast
from tests.matrix.cells import shows

#: The kinds that access treats alike are all like discussion or document; the rest of them is for the long run.
FEW_KINDS = ("discussion", "document", "case", "event")
OUTER = ("web", "network", "members", "facilitators")
INNER = ("room", "facilitators")
STATES = ("draft", "scheduled", "published", "held", "removed")
#: In titles, texts, names of files and earlier texts.
CANARY = re.compile(r"canz[qtnr](\d+)x")
REPLY_CANARY = re.compile(r"canzy(\d+)x")


@dataclass(frozen=True, eq=False)
class Thing:
    """One item, with whom it is for."""

    number: int
    item: Item
    where: str
    in_room: bool
    letters: dict[str, str]

    def seen_by(self, who: str) -> bool:
        return shows(self.letters[who], self.item.kind)

    def __str__(self) -> str:
        item = self.item
        spot = f"{self.where}{' room' if self.in_room else ''}"
        return f"{spot} era {item.era} {item.kind} {item.audience} {item.state} ({self.number})"


@dataclass(frozen=True, eq=False)
class Said:
    """One reply, with whom it is for."""

    number: int
    reply: Reply
    thing: Thing
    letters: dict[str, str]

    def seen_by(self, who: str) -> bool:
        return self.letters[who] == "+"

    def __str__(self) -> str:
        return f"{self.reply.state} reply of era {self.reply.era} to {self.thing}"


@dataclass
class Things:
    """All of them."""

    items: list[Thing]
    replies: list[Said]
    by_pk: dict[int, Thing]
    attachments: dict[int, Attachment]
    versions: dict[int, Version]

    def here(self, where: str, **wanted: object) -> list[Thing]:
        """Those of one community, outside rooms unless said otherwise."""
        in_room = wanted.pop("in_room", False)
        return [
            thing
            for thing in self.items
            if thing.where == where
            and thing.in_room == in_room
            and all(getattr(thing.item, name) == value for name, value in wanted.items())
        ]


def _item(cast: Cast, number: int, community: Community, room: Room | None, era: int, **columns: str) -> Item:
    now = timezone.now() - timedelta(hours=1)
    words = f"Canary words canzt{number}x"
    return Item(
        community=community,
        room=room,
        era=era,
        author=cast.people["aut"],
        title=f"Canary canzq{number}x",
        source=words,
        html=f"<p>{words}</p>",
        plain=words,
        renderer=1,
        last_active_at=now,
        published_at=now if columns["state"] == "published" else None,
        removed_at=now if columns["state"] == "removed" else None,
        removed_by=cast.people["aut"] if columns["state"] == "removed" else None,
        removed_from="published" if columns["state"] == "removed" else "",
        **columns,
    )


def make_things(cast: Cast, *, everything: bool) -> Things:
    """Fill all places. Not `everything`: the four kinds that access tells apart."""
    kinds = KINDS if everything else FEW_KINDS
    found: list[tuple[Item, str, bool, dict[str, str]]] = []
    for where in COMMUNITIES:
        community, room = cast.communities[where], cast.rooms[where]
        for era in (1, 2):
            outer = cells.table(cells.TABLES[where][era - 1])
            inner = cells.table(cells.ROOMS[era - 1])
            for place_of, audiences, table in ((None, OUTER, outer), (room, INNER, inner)):
                for audience in audiences:
                    for state in STATES:
                        for kind in kinds:
                            made = _item(
                                cast, len(found), community, place_of, era,
                                audience=audience, state=state, kind=kind,
                            )  # fmt: skip
                            found.append((made, where, place_of is not None, table[audience, state]))
    plan = cells.replies()
    for where, audience, era, _own, _state, _letters in plan:
        at = "copse" if where == "room" else where
        table = cells.table(cells.ROOMS[era - 1] if where == "room" else cells.TABLES[at][era - 1])
        place_of = cast.rooms[at] if where == "room" else None
        made = _item(
            cast, len(found), cast.communities[at], place_of, era,
            audience=audience, state="published", kind="discussion",
        )  # fmt: skip
        found.append((made, at, where == "room", table[audience, "published"]))
    Item.objects.bulk_create([row[0] for row in found], batch_size=200)
    things = [Thing(number, *row) for number, row in enumerate(found)]
    replies = _replies(cast, things[-len(plan) :], plan)
    _ways_in(cast, things)
    attachments, versions = _files(cast, things)
    Revision.objects.bulk_create(
        [
            Revision(
                item=thing.item, title=thing.item.title, source="", plain=f"Earlier canzr{thing.number}x"
            )
            for thing in things
        ],
        batch_size=200,
    )
    _index(things, replies)
    return Things(things, replies, {thing.item.pk: thing for thing in things}, attachments, versions)


def _replies(cast: Cast, things: list[Thing], plan: list[tuple]) -> list[Said]:
    found = []
    for number, (thing, (_where, _audience, _era, own, state, letters)) in enumerate(zip(things, plan)):
        words = f"Canary reply canzy{number}x"
        reply = Reply(
            item=thing.item,
            author=cast.people["roo"],
            era=own,
            state=state,
            number=None if state == "held" else 1,
            source=words,
            html=f"<p>{words}</p>",
            plain=words,
            renderer=1,
            published_at=timezone.now() - timedelta(minutes=30),
            removed_at=timezone.now() if state == "removed" else None,
            removed_by=cast.people["roo"] if state == "removed" else None,
        )
        found.append(Said(number, reply, thing, letters))
        thing.item.last_number = 0 if state == "held" else 1
        thing.item.reply_count = int(state == "published")
    Reply.objects.bulk_create([said.reply for said in found])
    Item.objects.bulk_update([said.thing.item for said in found], ["last_number", "reply_count"])
    return found


def _ways_in(cast: Cast, things: list[Thing]) -> None:
    """A grant on every item and room for each guest, and a bridge from every item to two communities."""
    now = timezone.now()
    later, over = now + timedelta(days=7), now - timedelta(minutes=5)
    kinds = {
        "gui": {"ends_at": later, "accepted_at": now},
        "sgu": {"ends_at": later, "accepted_at": now},
        "rga": {"ends_at": later, "accepted_at": now},
        "gex": {"ends_at": over, "accepted_at": now - timedelta(days=7)},
        "gre": {"ends_at": later, "accepted_at": now, "revoked_at": now},
        "gwa": {"ends_at": later},
    }
    grants = [
        Grant(person=cast.people[who], item=thing.item, **columns)
        for who, columns in kinds.items()
        for thing in things
    ]
    for where, room in cast.rooms.items():
        grants += [Grant(person=cast.people[who], room=room, **kinds[who]) for who in ("gex", "gre", "gwa")]
        grants.append(Grant(person=cast.people["gro"], room=room, **kinds["gui"]))
        grants.append(Grant(person=cast.people["gr2"], room=cast.rooms2[where], **kinds["gui"]))
    assert cast.elsewhere is not None
    other = _item(
        cast, 999_999, cast.elsewhere, None, 1, audience="members", state="published", kind="discussion"
    )
    other.title = other.source = other.html = other.plain = "Another thing"
    other.author = cast.people["els"]
    other.save()
    grants.append(Grant(person=cast.people["gu2"], item=other, **kinds["gui"]))
    Grant.objects.bulk_create(grants, batch_size=500)
    bridges = [Bridge(item=thing.item, community=cast.bridged, agreed_at=now) for thing in things]
    bridges += [Bridge(item=thing.item, community=cast.unbridged) for thing in things]
    Bridge.objects.bulk_create(bridges, batch_size=500)


def _files(cast: Cast, things: list[Thing]) -> tuple[dict[int, Attachment], dict[int, Version]]:
    """Under each item a file, and for each document a version with a smaller picture."""
    blobs = {}
    for where, community in cast.communities.items():
        kept = store().put(io.BytesIO(f"bytes of {where}".encode()), namespace=community.code, limit=1000)
        blobs[where] = Blob.objects.create(
            community=community,
            sha256=kept.sha256,
            size=kept.size,
            path=kept.key,
            media_type="image/png",
            kind="png",
            derivatives={"small": kept.key, "large": kept.key},
        )
    attached = [
        Attachment(
            blob=blobs[thing.where], name=f"canzn{thing.number}x.png", item=thing.item, by=cast.people["aut"]
        )
        for thing in things
    ]
    Attachment.objects.bulk_create(attached, batch_size=200)
    documents = [thing for thing in things if thing.item.kind == "document"]
    Document.objects.bulk_create(
        [Document(item=thing.item, file_name=f"canzn{thing.number}x.png") for thing in documents]
    )
    versions = [
        Version(
            document_id=thing.item.pk,
            number=1,
            blob=blobs[thing.where],
            file_name=f"canzn{thing.number}x.png",
            at=timezone.now() - timedelta(hours=1),
            by=cast.people["aut"],
        )
        for thing in documents
    ]
    Version.objects.bulk_create(versions, batch_size=200)
    details = list(Document.objects.all())
    current = {version.document_id: version for version in versions}
    for detail in details:
        detail.current = current[detail.pk]
    Document.objects.bulk_update(details, ["current"], batch_size=200)
    by_number = {thing.item.pk: thing.number for thing in things}
    return (
        {by_number[one.item_id]: one for one in attached},
        {by_number[one.document_id]: one for one in versions},
    )


def _index(things: list[Thing], replies: list[Said]) -> None:
    """Entries of everything, also of what was held or removed since: the index may be late, search may not."""
    entries = [
        Entry(
            kind=thing.item.kind,
            item=thing.item,
            title=thing.item.title,
            body=thing.item.plain,
            at=thing.item.last_active_at,
        )
        for thing in things
    ]
    entries += [
        Entry(kind="reply", item=said.thing.item, reply=said.reply, body=said.reply.plain, at=timezone.now())
        for said in replies
    ]
    Entry.objects.bulk_create(entries, batch_size=500)
    backend().put([(entry.pk, entry.title, entry.body, place(entry.item.community_id)) for entry in entries])
