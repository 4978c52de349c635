"""What the living example is made of: frozen rows with real moments, plain keys and no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ExamplePerson:
    """Somebody of the example. `last_here` says up to when a persona has read; None means never."""

    key: str
    name: str
    email: str
    extra_emails: tuple[str, ...]
    role: str
    what_i_do: str
    pronouns: str
    says: str
    language: str
    about: str
    willing_to_help: tuple[str, ...]
    joined_at: datetime
    last_here: datetime | None
    administrator: bool
    persona: str
    persona_order: int
    state: str


@dataclass(frozen=True, slots=True)
class ExampleMember:
    """A person in a community: `part` is facilitator, member, listener or former."""

    person: str
    part: str
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class ExampleAsked:
    """Somebody who has asked to join and waits."""

    person: str
    asked_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class ExampleGuest:
    """Access to a few items or documents, for a while."""

    person: str
    until: datetime
    items: tuple[str, ...]
    invited_by: str
    why: str


@dataclass(frozen=True, slots=True)
class ExampleFarReply:
    """What somebody of the second community says over a bridge."""

    by: str
    created_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class ExampleBridge:
    """An item that is shown in a second community, by somebody who looks after both."""

    item: str
    to: str
    by: str
    built_at: datetime
    replies: tuple[ExampleFarReply, ...]


@dataclass(frozen=True, slots=True)
class ExampleRoom:
    """A room with the people in it."""

    key: str
    name: str
    purpose: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExampleCommunity:
    """A community. `finding`, `reading` and `joining` are filled in from the preset unless the data says otherwise."""

    key: str
    name: str
    short_name: str
    species: str
    template: str
    preset: str
    finding: str
    reading: str
    joining: str
    meant_for: tuple[str, ...]
    purpose: str
    front_page: str
    ground_rules: str
    rhythm: str
    pace: str
    meets: tuple[str, ...]
    state: str
    rests_until: datetime | None
    started_at: datetime
    started_by: str
    members: tuple[ExampleMember, ...]
    asked: tuple[ExampleAsked, ...]
    guests: tuple[ExampleGuest, ...]
    bridges: tuple[ExampleBridge, ...]
    rooms: tuple[ExampleRoom, ...]
    #: Who can look who wrote something quiet; "" where nothing is written quietly.
    steward: str
    shown_on_front: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExampleEdit:
    """An earlier form of a text, and when and by whom it was replaced."""

    by: str
    replaced_at: datetime
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ExampleReply:
    """One reply. `to` is the number of the reply it answers, or 0; numbers count from 1, removed ones too."""

    number: int
    by: str
    created_at: datetime
    text: str
    to: int
    attachments: tuple[str, ...]
    helpful: tuple[str, ...]
    thanks: tuple[str, ...]
    me_too: tuple[str, ...]
    removed_at: datetime | None
    edits: tuple[ExampleEdit, ...]
    quiet: bool


@dataclass(frozen=True, slots=True)
class ExampleItem:
    """One item of any kind but document. `answer` is the number of the chosen reply, or 0."""

    key: str
    kind: str
    community: str
    room: str
    author: str
    created_at: datetime
    title: str
    text: str
    state: str
    publish_at: datetime | None
    message: str
    pinned: bool
    closed: bool
    answer: int
    attachments: tuple[str, ...]
    tags: tuple[str, ...]
    helpful: tuple[str, ...]
    thanks: tuple[str, ...]
    me_too: tuple[str, ...]
    this_helped: tuple[str, ...]
    edits: tuple[ExampleEdit, ...]
    quiet: bool
    data: Mapping[str, object]
    replies: tuple[ExampleReply, ...]


@dataclass(frozen=True, slots=True)
class ExampleFolder:
    """A folder of a community's library; `parent` is a key or empty."""

    key: str
    community: str
    name: str
    parent: str
    describes: str


@dataclass(frozen=True, slots=True)
class ExampleVersion:
    """One version of a document: `file` names a file that `making` makes, with `number` as its version."""

    number: int
    file: str
    by: str
    created_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class ExampleDocument:
    """A document with its versions, oldest first. It is an item too, so it has replies."""

    key: str
    community: str
    room: str
    folder: str
    title: str
    describes: str
    tags: tuple[str, ...]
    pinned: bool
    state: str
    review_at: datetime | None
    helpful: tuple[str, ...]
    thanks: tuple[str, ...]
    this_helped: tuple[str, ...]
    versions: tuple[ExampleVersion, ...]
    replies: tuple[ExampleReply, ...]

    @property
    def author(self) -> str:
        """Who added the first version."""
        return self.versions[0].by

    @property
    def created_at(self) -> datetime:
        """When the first version came."""
        return self.versions[0].created_at


@dataclass(frozen=True, slots=True)
class Example:
    """All of the example, in the order in which it should be loaded. It knows nothing of the database."""

    people: tuple[ExamplePerson, ...]
    communities: tuple[ExampleCommunity, ...]
    folders: tuple[ExampleFolder, ...]
    documents: tuple[ExampleDocument, ...]
    items: tuple[ExampleItem, ...]

    def person(self, key: str) -> ExamplePerson:
        """Raises KeyError when there is none."""
        return {one.key: one for one in self.people}[key]

    def community(self, key: str) -> ExampleCommunity:
        """Raises KeyError when there is none."""
        return {one.key: one for one in self.communities}[key]

    def document(self, key: str) -> ExampleDocument:
        """Raises KeyError when there is none."""
        return {one.key: one for one in self.documents}[key]

    def item(self, key: str) -> ExampleItem:
        """Raises KeyError when there is none."""
        return {one.key: one for one in self.items}[key]

    def personas(self) -> tuple[ExamplePerson, ...]:
        """The people for "View as", in the order of their buttons."""
        return tuple(sorted((one for one in self.people if one.persona), key=lambda one: one.persona_order))

    def read_marks(self, person_key: str) -> dict[str, int]:
        """How far a person had read when they were last here: replies seen, per item or document they belong with.

        Removed replies count, as they had a number. What was written since, and what is not named, is unread.
        """
        person = self.person(person_key)
        if person.last_here is None:
            return {}
        mine = {one.key for one in self.communities if any(m.person == person_key for m in one.members)}
        rooms = {room.key for one in self.communities for room in one.rooms if person_key in room.people}
        seen: dict[str, int] = {}
        rows: tuple[ExampleItem | ExampleDocument, ...] = (*self.items, *self.documents)
        for row in rows:
            if (
                row.community in mine
                and (not row.room or row.room in rooms)
                and row.created_at <= person.last_here
            ):
                seen[row.key] = sum(1 for reply in row.replies if reply.created_at <= person.last_here)
        return seen
