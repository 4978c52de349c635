"""Reads the example's files into rows: fills in dates, puts replies in order and never lets one lie ahead of now."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from hedgerow.packs.example.rows import (
    ExampleAsked,
    ExampleBridge,
    ExampleCommunity,
    ExampleEdit,
    ExampleFarReply,
    ExampleGuest,
    ExampleItem,
    ExampleMember,
    ExamplePerson,
    ExampleReply,
    ExampleRoom,
)
from hedgerow.packs.loading import PRESETS
from hedgerow.packs.moments import dated, moment
from hedgerow.packs.reading import PackError, Table, read_table

KINDS = ("discussion", "question", "case", "poll", "story", "event", "page")
ITEM_STATES = ("published", "draft", "scheduled", "hidden", "removed")
FINDING = ("anyone", "signed_in", "no_one")
READING = ("web", "network", "members")
JOINING = ("at_once", "by_asking", "by_invitation")
SETTINGS = {
    "web": ("anyone", "web", "at_once"),
    "open": ("anyone", "network", "at_once"),
    "restricted": ("anyone", "members", "by_asking"),
    "private": ("signed_in", "members", "by_invitation"),
    "confidential": ("no_one", "members", "by_invitation"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """Where the files are, and what "now" is while they are read."""

    folder: Path
    now: datetime

    def when(self, row: Table, name: str = "when", base: datetime | None = None) -> datetime:
        """A moment that has passed: after `base` where there is one, and before now in any case."""
        try:
            result = moment(row.text(name), now=self.now, base=base)
        except PackError as wrong:
            raise row.wrong(f'"{name}": {wrong}') from wrong
        if base is not None and result <= base:
            result = base + timedelta(minutes=1)
        return min(result, self.now - timedelta(seconds=1))

    def maybe(self, row: Table, name: str) -> datetime | None:
        """A moment that may lie ahead, or None where nothing is written."""
        written = row.text(name, "")
        return moment(written, now=self.now) if written else None

    def text(self, row: Table, name: str, default: str | None = None) -> str:
        """A text with its dates filled in."""
        try:
            return dated(row.text(name, default), self.now.date())
        except PackError as wrong:
            raise row.wrong(f'"{name}": {wrong}') from wrong


def read_people(reading: Reading) -> tuple[ExamplePerson, ...]:
    """Everybody in people.toml."""
    rows = read_table(reading.folder / "people.toml")
    found = []
    for row in rows.tables("people"):
        found.append(
            ExamplePerson(
                key=row.text("key"),
                name=row.text("name"),
                email=row.text("email"),
                extra_emails=row.texts("extra_emails"),
                role=row.text("role"),
                what_i_do=row.text("what_i_do"),
                pronouns=row.text("pronouns", ""),
                says=row.text("says", ""),
                language=row.choice("language", ("en", "cy"), "en"),
                about=row.text("about", ""),
                willing_to_help=row.texts("willing_to_help"),
                joined_at=reading.when(row, "joined"),
                last_here=reading.maybe(row, "last_here"),
                administrator=row.flag("administrator"),
                persona=row.text("persona", ""),
                persona_order=row.number("persona_order", 0),
                state=row.choice("state", ("active", "waiting", "former"), "active"),
            )
        )
        row.done()
    rows.done()
    return tuple(found)


def read_communities(reading: Reading, people: dict[str, ExamplePerson]) -> tuple[ExampleCommunity, ...]:
    """Every community of communities.toml, oldest first; who joined when follows from start, arrival or `joined`."""
    rows = read_table(reading.folder / "communities.toml")
    found = []
    for row in rows.tables("communities"):
        started = reading.when(row, "started")
        preset = row.choice("preset", PRESETS)
        finding, reads, joining = SETTINGS[preset]
        found.append(
            ExampleCommunity(
                key=row.text("key"),
                name=row.text("name"),
                short_name=row.text("short_name"),
                species=row.text("species"),
                template=row.text("template"),
                preset=preset,
                finding=row.choice("finding", FINDING, finding),
                reading=row.choice("reading", READING, reads),
                joining=row.choice("joining", JOINING, joining),
                meant_for=row.texts("for"),
                purpose=row.text("purpose"),
                front_page=row.text("front_page", ""),
                ground_rules=row.text("ground_rules"),
                rhythm=row.text("rhythm"),
                pace=row.choice("pace", ("gentle", "steady", "lively", "resting")),
                meets=row.texts("meets"),
                state=row.choice("state", ("active", "resting"), "active"),
                rests_until=reading.maybe(row, "rests_until"),
                started_at=started,
                started_by=row.text("started_by"),
                members=_members(reading, row, people, started),
                asked=tuple(_asked(reading, one) for one in row.tables("asked")),
                guests=tuple(_guest(reading, one) for one in row.tables("guests")),
                bridges=tuple(_bridge(reading, one) for one in row.tables("bridges")),
                rooms=tuple(_room(one) for one in row.tables("rooms")),
                steward=row.text("steward", ""),
                shown_on_front=row.texts("shown_on_front"),
            )
        )
        row.done()
    rows.done()
    return tuple(sorted(found, key=lambda one: (one.started_at, one.key)))


def _members(
    reading: Reading, row: Table, people: dict[str, ExamplePerson], started: datetime
) -> tuple[ExampleMember, ...]:
    named = row.table("joined")
    parts = {"facilitators": "facilitator", "members": "member", "listeners": "listener", "former": "former"}
    found = []
    for field, part in parts.items():
        for key in row.texts(field):
            if key not in people:
                raise row.wrong(f'"{field}" names "{key}", who is not in people.toml')
            joined = reading.when(named, key) if named.has(key) else max(started, people[key].joined_at)
            found.append(ExampleMember(key, part, joined))
    named.done()
    return tuple(found)


def _asked(reading: Reading, row: Table) -> ExampleAsked:
    asked = ExampleAsked(row.text("person"), reading.when(row), row.text("reason"))
    row.done()
    return asked


def _guest(reading: Reading, row: Table) -> ExampleGuest:
    until = moment(row.text("until"), now=reading.now)
    guest = ExampleGuest(
        row.text("person"), until, row.texts("items"), row.text("invited_by"), row.text("why")
    )
    row.done()
    return guest


def _bridge(reading: Reading, row: Table) -> ExampleBridge:
    built = reading.when(row)
    replies = []
    for one in row.tables("replies"):
        replies.append(ExampleFarReply(one.text("by"), reading.when(one), one.text("text").strip()))
        one.done()
    bridge = ExampleBridge(row.text("item"), row.text("to"), row.text("by"), built, tuple(replies))
    row.done()
    return bridge


def _room(row: Table) -> ExampleRoom:
    room = ExampleRoom(row.text("key"), row.text("name"), row.text("purpose"), row.texts("people"))
    row.done()
    return room


def _edits(reading: Reading, row: Table, base: datetime) -> tuple[ExampleEdit, ...]:
    found = []
    for edit in row.tables("edits"):
        base = reading.when(edit, base=base)
        found.append(
            ExampleEdit(edit.text("by"), base, reading.text(edit, "title", ""), reading.text(edit, "text"))
        )
        edit.done()
    return tuple(found)


def read_replies(reading: Reading, row: Table, start: datetime) -> tuple[ExampleReply, ...]:
    """The replies of a row, in order; each comes after the one above it and before now."""
    found = []
    earlier = start
    for number, one in enumerate(row.tables("replies"), 1):
        created = reading.when(one, base=start)
        created = min(max(created, earlier + timedelta(seconds=40)), reading.now - timedelta(seconds=1))
        earlier = created
        found.append(
            ExampleReply(
                number=number,
                by=one.text("by"),
                created_at=created,
                text=reading.text(one, "text"),
                to=one.number("to", 0),
                attachments=one.texts("attachments"),
                helpful=one.texts("helpful"),
                thanks=one.texts("thanks"),
                me_too=one.texts("me_too"),
                removed_at=reading.when(one, "removed", base=created) if one.has("removed") else None,
                edits=_edits(reading, one, created),
                quiet=one.flag("quiet"),
            )
        )
        one.done()
    return tuple(found)


def read_items(reading: Reading) -> tuple[ExampleItem, ...]:
    """Every file under items/, oldest first."""
    found = [_item(reading, path) for path in sorted(reading.folder.glob("items/*/*.toml"))]
    return tuple(sorted(found, key=lambda one: (one.created_at, one.key)))


def _item(reading: Reading, path: Path) -> ExampleItem:
    row = read_table(path)
    created = reading.when(row)
    item = ExampleItem(
        key=row.text("key"),
        kind=row.choice("kind", KINDS),
        community=row.text("community"),
        room=row.text("room", ""),
        author=row.text("author"),
        created_at=created,
        title=reading.text(row, "title"),
        text=reading.text(row, "text"),
        state=row.choice("state", ITEM_STATES, "published"),
        publish_at=reading.maybe(row, "publish"),
        message=row.text("message", ""),
        pinned=row.flag("pinned"),
        closed=row.flag("closed"),
        answer=row.number("answer", 0),
        attachments=row.texts("attachments"),
        tags=row.texts("tags"),
        helpful=row.texts("helpful"),
        thanks=row.texts("thanks"),
        me_too=row.texts("me_too"),
        this_helped=row.texts("this_helped"),
        edits=_edits(reading, row, created),
        quiet=row.flag("quiet"),
        data=row.raw("data"),
        replies=read_replies(reading, row, created),
    )
    row.done()
    if (path.parent.name, path.stem) != (item.community, item.key):
        raise row.wrong(f"this file belongs in items/{item.community}/{item.key}.toml")
    return item
