"""Checks that every reference in an example resolves: who writes is there, what is linked is older, what is attached is made."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hedgerow.packs.example.rows import Example, ExampleCommunity, ExampleDocument, ExampleItem
from hedgerow.packs.loading import FOLDER, pack
from hedgerow.packs.reading import PackError
from hedgerow.packs.tokens import tokens

Row = ExampleItem | ExampleDocument

SPECIES = (
    "hawthorn",
    "holly",
    "ivy",
    "speedwell",
    "blackthorn",
    "elder",
    "bramble",
    "dog-rose",
    "field-maple",
    "honeysuckle",
    "hazel",
    "crab-apple",
)


def check(example: Example, *, pack_key: str, now: datetime) -> None:
    """Raises PackError for the first thing in `example` that does not fit."""
    _check_people(example, pack_key)
    for community in example.communities:
        _check_community(example, community, pack_key)
    _check_library(example, pack_key)
    listed: tuple[Row, ...] = (*example.items, *example.documents)
    _unique([row.key for row in listed], "item or document")
    rows = {row.key: row for row in listed}
    files = made_files(FOLDER / pack_key)
    for row in listed:
        _check_row(example, row, rows, files, now)


def made_files(folder: Path) -> set[str]:
    """The names of the files that the generator makes for the pack in `folder`."""
    return {path.stem for path in folder.glob("example_files/*.toml")}


def _need(truth: bool, message: str) -> None:
    if not truth:
        raise PackError(message)


def _unique(keys: list[str], what: str) -> None:
    for key in keys:
        _need(keys.count(key) == 1, f'The {what} key "{key}" is used twice; give one of them another')


def _check_people(example: Example, pack_key: str) -> None:
    roles = {role.key for role in pack(pack_key).roles}
    _unique([one.key for one in example.people], "person")
    _unique([email for one in example.people for email in (one.email, *one.extra_emails)], "email")
    for one in example.people:
        _need(one.role in roles, f'people.toml, {one.key}: the role "{one.role}" is not in roles.toml')
        for email in (one.email, *one.extra_emails):
            domain = email.partition("@")[2]
            known = domain in ("example.org", "example.net") or domain.endswith(
                (".example.org", ".example.net")
            )
            _need(
                known, f"people.toml, {one.key}: {email} could be somebody's; use example.org or example.net"
            )


def _check_community(example: Example, community: ExampleCommunity, pack_key: str) -> None:
    where = f"communities.toml, {community.key}"
    people = {one.key for one in example.people}
    members = {one.person for one in community.members}
    templates = {one.key for one in pack(pack_key).templates}
    _need(community.species in SPECIES, f'{where}: the species "{community.species}" does not grow here')
    _need(
        community.template in templates,
        f'{where}: the template "{community.template}" is not in templates.toml',
    )
    _unique([one.person for one in community.members], f"{where}: member")
    carers = {one.person for one in community.members if one.part == "facilitator"}
    _need(community.started_by in carers, f"{where}: whoever started it must be one of its facilitators")
    for member in community.members:
        _need(member.joined_at >= community.started_at, f"{where}: {member.person} joined before it started")
    for room in community.rooms:
        outside = set(room.people) - members
        _need(not outside, f"{where}, room {room.key}: {outside} are in the room and not in the community")
    for asked in community.asked:
        _need(asked.person in people - members, f"{where}: {asked.person} can't ask to join")
    listed: tuple[Row, ...] = (*example.items, *example.documents)
    own = {row.key for row in listed if row.community == community.key}
    _need(community.steward in carers | {""}, f"{where}: the steward must be one of its facilitators")
    for guest in community.guests:
        _need(guest.person in people - members, f"{where}: {guest.person} can't be a guest here")
        _need(guest.invited_by in carers, f"{where}: {guest.invited_by} can't invite guests here")
        _need(set(guest.items) <= own, f"{where}: {set(guest.items) - own} are not in this community")
    for bridge in community.bridges:
        _need(bridge.item in own, f"{where}: {bridge.item} is not in this community")
        far = {one.person: one.part for one in example.community(bridge.to).members}
        both = bridge.by in carers and far.get(bridge.by) == "facilitator"
        _need(both, f"{where}: {bridge.by} does not look after this community and {bridge.to}")
        for reply in bridge.replies:
            _need(reply.by in far, f"{where}: {reply.by} is not in {bridge.to}")
            _need(
                reply.created_at >= bridge.built_at, f"{where}: {reply.by} replied before there was a bridge"
            )
    _need(
        set(community.shown_on_front) <= own, f"{where}: {set(community.shown_on_front) - own} are not here"
    )


def _check_library(example: Example, pack_key: str) -> None:
    folders = {one.key: one for one in example.folders}
    _unique(list(folders), "folder")
    files = made_files(FOLDER / pack_key)
    for folder in example.folders:
        if folder.parent:
            parent = folders.get(folder.parent)
            fits = parent is not None and parent.community == folder.community and not parent.parent
            _need(
                fits,
                f'documents.toml, folder {folder.key}: "{folder.parent}" can\'t hold it; folders are two deep',
            )
    for document in example.documents:
        where = f"documents.toml, {document.key}"
        if document.folder:
            home = folders.get(document.folder)
            fits = home is not None and home.community == document.community
            _need(fits, f'{where}: the folder "{document.folder}" is not in this community')
        for version in document.versions:
            _need(version.file in files, f"{where}: example_files/{version.file}.toml is missing")


@dataclass(frozen=True, slots=True)
class _Place:
    """What can be said about one item or document: who is there, since when, and what can be linked to."""

    where: str
    row: Row
    rows: dict[str, Row]
    files: set[str]
    inside: set[str]
    joined: dict[str, datetime]

    def check_writer(self, where: str, by: str, at: datetime) -> None:
        _need(by in self.inside, f"{where}: {by} is not there to write this")
        _need(at >= self.joined.get(by, at), f"{where}: {by} had not joined yet")

    def check_reactions(self, where: str, by: str, people: set[str]) -> None:
        _need(people <= self.inside, f"{where}: {sorted(people - self.inside)} react and are not there")
        _need(by not in people, f"{where}: {by} reacts to their own words")

    def check_text(self, where: str, text: str, at: datetime) -> None:
        for sort, key in tokens(text):
            if sort == "@":
                _need(key in self.inside, f"{where}: it mentions {key}, who can't see it")
            else:
                self._check_link(where, key, at)

    def check_attachments(self, where: str, names: tuple[str, ...], at: datetime) -> None:
        for name in names:
            if name.startswith("#"):
                self._check_link(where, name[1:], at)
            else:
                _need(name in self.files, f"{where}: example_files/{name}.toml is missing")

    def _check_link(self, where: str, key: str, at: datetime) -> None:
        target = self.rows.get(key)
        fits = target is not None and target.community == self.row.community
        _need(fits, f'{where}: "#{key}" is not in this community')
        assert target is not None
        _need(target.created_at <= at, f'{where}: "#{key}" did not exist yet')


def _check_row(example: Example, row: Row, rows: dict[str, Row], files: set[str], now: datetime) -> None:
    where = f"{row.community}/{row.key}"
    community = {one.key: one for one in example.communities}.get(row.community)
    if community is None:
        raise PackError(f'{where}: the community "{row.community}" is not in communities.toml')
    joined = {one.person: one.joined_at for one in community.members}
    inside = set(joined) | {guest.person for guest in community.guests if row.key in guest.items}
    if row.room:
        rooms = {room.key: room for room in community.rooms}
        _need(row.room in rooms, f'{where}: the room "{row.room}" is not in this community')
        inside = set(rooms[row.room].people)
    place = _Place(where, row, rows, files, inside, joined)
    place.check_writer(where, row.author, row.created_at)
    place.check_reactions(where, "", {*row.helpful, *row.thanks, *row.this_helped})
    if isinstance(row, ExampleItem):
        _check_item(place, row, now)
    else:
        for version in row.versions:
            place.check_writer(where, version.by, version.created_at)
            _need(version.by in joined, f"{where}: a guest, {version.by}, can't add documents")
    for reply in row.replies:
        named = f"{where}, reply {reply.number}"
        place.check_writer(named, reply.by, reply.created_at)
        place.check_reactions(named, reply.by, {*reply.helpful, *reply.thanks, *reply.me_too})
        place.check_text(named, reply.text, reply.created_at)
        place.check_attachments(named, reply.attachments, reply.created_at)
        _need(reply.to < reply.number, f"{named}: it can only answer an earlier reply")


def _check_item(place: _Place, item: ExampleItem, now: datetime) -> None:
    where = place.where
    place.check_reactions(where, item.author, {*item.helpful, *item.thanks, *item.me_too})
    place.check_text(where, item.text, item.created_at)
    place.check_attachments(where, item.attachments, item.created_at)
    _need(0 <= item.answer <= len(item.replies), f"{where}: there is no reply {item.answer} to be the answer")
    _need(not item.answer or item.kind == "question", f"{where}: only a question has an answer")
    if item.state == "scheduled":
        _need(bool(item.publish_at and item.publish_at > now), f'{where}: say when it appears, in "publish"')
    if item.state in ("draft", "scheduled"):
        _need(not item.replies, f"{where}: nobody has seen it yet, so nobody can have replied")
