"""Who and what is where while the example is loaded: persons, their viewers, and one community with its things."""

import hashlib
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from hedgerow.access.viewer import Viewer
from hedgerow.base.codes import ALPHABET, CODE_LENGTH
from hedgerow.communities.models import Community, Room
from hedgerow.communities.standings import viewer_for
from hedgerow.items.models import Folder, Item
from hedgerow.packs.example.rows import Example, ExampleCommunity
from hedgerow.packs.tokens import fill, tokens
from hedgerow.people.models import Person

SEED = 7


def lasting_code(sort: str, key: str) -> str:
    """The code that a person or community of the example has each time it is loaded, so that addresses and faces stay."""
    digest = hashlib.sha256(f"{SEED} {sort} {key}".encode()).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:CODE_LENGTH])


@dataclass
class Cast:
    """Everybody of the example, by key. All that happened did so before `now`, and is being written since `began`."""

    example: Example
    pack: str
    now: datetime
    began: datetime = field(default_factory=timezone.now)
    people: dict[str, Person] = field(default_factory=dict)
    _viewers: dict[str, Viewer] = field(default_factory=dict)
    _read: dict[str, dict[str, int]] = field(default_factory=dict)

    def viewer(self, key: str) -> Viewer:
        """The person's viewer; kept, as one person does many things here."""
        if key not in self._viewers:
            self._viewers[key] = viewer_for(self.people[key].pk)
        return self._viewers[key]

    def read_marks(self, key: str) -> dict[str, int]:
        """How far the person had read, by key of item; worked out once."""
        if key not in self._read:
            self._read[key] = self.example.read_marks(key)
        return self._read[key]


@dataclass
class Place:
    """One community of the example while it is filled, with what links and replies refer to, by key."""

    cast: Cast
    row: ExampleCommunity
    community: Community
    rooms: dict[str, Room] = field(default_factory=dict)
    folders: dict[str, Folder] = field(default_factory=dict)
    items: dict[str, Item] = field(default_factory=dict)
    #: Made files by name and version: what each is called, and its bytes.
    made: dict[tuple[str, int], tuple[str, bytes]] = field(default_factory=dict)

    def filled(self, text: str, attached: tuple[str, ...] = ()) -> str:
        """A text with its mentions as one types them, and its links as they are stored.

        A link to what is not loaded is its title; documents that hang on the text follow it as links.
        """
        links = [f"#{{{name[1:]}}}" for name in attached if name.startswith("#")]
        text = "\n\n".join([text.strip(), *links])
        keys = [key for sort, key in tokens(text) if sort == "#"]
        return fill(
            text,
            people={key: f"@{person.name}" for key, person in self.cast.people.items()},
            items={key: self._link(key) for key in keys},
        )

    def _link(self, key: str) -> str:
        item = self.items.get(key)
        if item is not None:
            return f"[[item:{item.code}]]"
        example = self.cast.example
        titles = {row.key: row.title for row in example.items} | {
            row.key: row.title for row in example.documents
        }
        return f"*{titles[key]}*"


def soon_after(moment: datetime, now: datetime, chance: random.Random) -> datetime:
    """A moment in the thirty hours after another one, and not after now."""
    return moment + min(now - moment, timedelta(hours=30)) * chance.random()
