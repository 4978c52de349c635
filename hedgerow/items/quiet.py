"""Quiet words: where they are offered, by whose name they stand, and who can look behind it.

They are written by a placeholder person, a mask, made for one writer in one item. Nothing but the sealed Attribution
leads from the mask to the writer.
"""

import secrets
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hedgerow.access.refusals import NotAllowed
from hedgerow.access.viewer import NOTHING, Viewer
from hedgerow.base.codes import MASK, new_code
from hedgerow.base.sql import Fixed, as_stored
from hedgerow.items.audience_words import audience_now
from hedgerow.items.models import Attachment, Attribution, Draft, Item, Reply
from hedgerow.people.models import Person

#: Quiet words are for people inside only.
INSIDE = ("members", "room", "facilitators")


class Steward(NamedTuple):
    """Who can look who wrote quiet words in a place, with a written reason."""

    id: int
    name: str


_OF_COMMUNITY = Fixed("""
SELECT p.id, p.name FROM communities_membership m JOIN people_person p ON p.id = m.person_id
 WHERE m.community_id = %s AND m.person_id = %s AND m.state = 'active' AND m.part = 'facilitator'
   AND (m.ends_at IS NULL OR m.ends_at > %s) AND p.is_active
""")
_OF_ROOM = Fixed("""
SELECT p.id, p.name FROM communities_roommembership r JOIN communities_membership m ON m.id = r.membership_id
  JOIN people_person p ON p.id = r.person_id
 WHERE r.room_id = %s AND r.person_id = %s AND m.state = 'active' AND (m.ends_at IS NULL OR m.ends_at > %s) AND p.is_active
""")


def steward_of(place: Any) -> Steward | None:
    """The steward of a community or a room, as long as they are there: a facilitator of the community, a person of the room."""
    if place is None or place.steward_id is None:
        return None
    statement = _OF_ROOM if place.access_kind == "room" else _OF_COMMUNITY
    rows = statement.rows(place.pk, place.steward_id, as_stored(timezone.now()))
    return Steward._make(rows[0]) if rows else None


def steward_for(item: Any) -> Steward | None:
    """The steward of the place that an item (or a row of one) is in."""
    return steward_of(item.community if item.room_id is None else item.room)


def offered_under(item: Any) -> Steward | None:
    """The steward, where replies under this item may be written quietly; None where they may not."""
    return steward_for(item) if audience_now(item) in INSIDE else None


def offered_in(place: Any, audience: str) -> Steward | None:
    """The steward, where something new for this audience may be written quietly."""
    return steward_of(place) if audience in INSIDE else None


def why_not(steward: Steward | None, draft: Draft | None) -> str:
    """A sentence where nothing is written quietly, and for files, which say too much of who made them; otherwise ""."""
    if steward is None:
        return _("Nothing can be posted quietly here. Post it under your name, or keep it as a draft.")
    if draft is not None and Attachment.objects.filter(draft_id=draft.pk or 0, item=None).exists():
        return _("A file often says who made it, so none goes with quiet words. Take the files off first.")
    return ""


def require_offer(steward: Steward | None, draft: Draft | None) -> None:
    """Raises NotAllowed with that sentence."""
    sentence = why_not(steward, draft)
    if sentence:
        raise NotAllowed(sentence)


def as_mask(by: Viewer, row: Item | Reply) -> Viewer:
    """In whose name a deed on this row is written down: the mask's, when the viewer wrote the row quietly."""
    if not row.quiet or not by.wrote(row.author_id):
        return by
    return Viewer(kind=by.kind, person_id=row.author_id, standings=NOTHING, now=by.now)


def mask_of(by: Viewer, item: Item) -> Person:
    """The viewer's mask in this item; made when they write quietly there for the first time. The item is locked or new."""
    if item.pk is not None:
        found = Attribution.objects.filter(item=item, person_id=by.person_id).exclude(mask=None).first()
        if found is not None and found.mask is not None:
            return found.mask
    return Person.objects.create(email=None, name=_fresh_name(item), code=MASK + new_code(), is_active=False)


def seal(by: Viewer, mask: Person | None, item: Item, reply: Reply | None) -> Attribution:
    """Write down who it was. Nothing else does."""
    made = Attribution.objects.create(item=item, reply=reply, person_id=by.person_id, mask=mask)
    by.forget_standings()
    return made


def forget_masks() -> None:
    """Delete the placeholders whose words are gone, in whatever way."""
    masks = Person.objects.filter(code__startswith=MASK)
    nothing = ~Exists(Item.objects.filter(author_id=OuterRef("pk")))
    masks.filter(nothing, ~Exists(Reply.objects.filter(author_id=OuterRef("pk")))).delete()


def _fresh_name(item: Item) -> str:
    """A made-up name that nobody has in this item yet, by chance, so that it tells nothing."""
    taken = set()
    if item.pk is not None:
        taken = set(Attribution.objects.filter(item=item).values_list("mask__name", flat=True))
    # SECURITY: in the language of the place and not in the writer's own, which would tell something of them.
    with translation.override(settings.LANGUAGE_CODE):
        names = _names()
    free = [name for name in names if name not in taken]
    if free:
        return secrets.choice(free)
    return f"{secrets.choice(names)} {len(taken) + 1}"


def _names() -> list[str]:
    return [
        _("Quiet Badger"), _("Quiet Bee"), _("Quiet Blackbird"), _("Quiet Bullfinch"), _("Quiet Buzzard"),
        _("Quiet Chaffinch"), _("Quiet Cricket"), _("Quiet Curlew"), _("Quiet Damselfly"), _("Quiet Deer"),
        _("Quiet Dormouse"), _("Quiet Dragonfly"), _("Quiet Dunnock"), _("Quiet Fieldfare"), _("Quiet Firefly"),
        _("Quiet Frog"), _("Quiet Goldcrest"), _("Quiet Grayling"), _("Quiet Greenfinch"), _("Quiet Hare"),
        _("Quiet Hedgehog"), _("Quiet Heron"), _("Quiet Jay"), _("Quiet Kestrel"), _("Quiet Kingfisher"),
        _("Quiet Ladybird"), _("Quiet Lapwing"), _("Quiet Linnet"), _("Quiet Marten"), _("Quiet Mole"),
        _("Quiet Moth"), _("Quiet Newt"), _("Quiet Nightingale"), _("Quiet Nuthatch"), _("Quiet Otter"),
        _("Quiet Owl"), _("Quiet Plover"), _("Quiet Redwing"), _("Quiet Robin"), _("Quiet Siskin"),
        _("Quiet Skylark"), _("Quiet Squirrel"), _("Quiet Starling"), _("Quiet Swallow"), _("Quiet Swift"),
        _("Quiet Thrush"), _("Quiet Toad"), _("Quiet Treecreeper"), _("Quiet Vole"), _("Quiet Wagtail"),
        _("Quiet Warbler"), _("Quiet Waxwing"), _("Quiet Whinchat"), _("Quiet Woodlark"), _("Quiet Wren"),
        _("Quiet Yellowhammer"),
    ]  # fmt: skip
