"""Read marks of everybody of the example, guests of single items, and what authors assured."""

from hedgerow.items.models import Assurance, Attribution, Grant, Item, ReadMark
from hedgerow.packs.example.rows import ExampleItem
from hedgerow.people.models import Person
from hedgerow.workflows.example.cast import Place


def let_guests_in(place: Place, key: str) -> None:
    """Give the guests of the community what they may see of the item, before they write under it."""
    for guest in place.row.guests:
        if key not in guest.items:
            continue
        item = place.items[key]
        # They came long ago: the row says all that their coming left behind.
        grant = Grant.objects.create(
            person=place.cast.people[guest.person],
            item=item,
            by=place.cast.people[guest.invited_by],
            why=guest.why,
            role=place.cast.people[guest.person].what_i_do,
            accepted_at=item.published_at,
            ends_at=guest.until,
        )
        Grant.objects.filter(pk=grant.pk).update(created_at=item.published_at)
        place.cast.viewer(guest.person).forget_standings()


def assure(place: Place, row: ExampleItem, item: Item) -> None:
    """What its author answered when they were asked whether somebody could be known by it."""
    said = row.data.get("assurance")
    if not isinstance(said, dict):
        return
    made = Assurance.objects.create(
        item=item,
        person=place.cast.people[row.author],
        kinds=said["kinds"],
        reason=said["reason"],
        words=said["words"],
    )
    Assurance.objects.filter(pk=made.pk).update(at=row.created_at)


def mark_read(place: Place) -> None:
    """Set the read marks of this community's people as they were when they were last here; never below their own words."""
    marks = {
        (mark.person_id, mark.item_id): mark
        for mark in ReadMark.objects.filter(item__community=place.community)
    }
    numbers = dict(Item.objects.filter(community=place.community).values_list("pk", "last_number"))
    new, moved = [], []
    for row in place.cast.example.people:
        for key, seen in place.cast.read_marks(row.key).items():
            item = place.items.get(key)
            if item is None or row.last_here is None:
                continue
            person, number = place.cast.people[row.key], min(seen, numbers[item.pk])
            mark = marks.get((person.pk, item.pk))
            if mark is None:
                new.append(ReadMark(person=person, item=item, number=number, at=row.last_here))
            elif mark.number < number:
                mark.number, mark.at = number, row.last_here
                moved.append(mark)
    # SPEED: opening a page moves one mark at a time; here are more than a thousand.
    ReadMark.objects.bulk_create(new)
    ReadMark.objects.bulk_update(moved, ["number", "at"])


def date_masks() -> None:
    """Whoever wrote quietly did so when the words say."""
    for sealed in Attribution.objects.exclude(mask=None).select_related("item", "reply").order_by("-pk"):
        at = (sealed.reply or sealed.item).created_at
        Attribution.objects.filter(pk=sealed.pk).update(created_at=at)
        Person.objects.filter(pk=sealed.mask_id).update(joined_at=at)
