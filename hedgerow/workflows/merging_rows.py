"""The rows of two accounts that become one: what moves, what both have of one thing, and how each goes back."""

from collections import defaultdict
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F
from django.utils import timezone

from hedgerow.access.viewer import ALL_ERAS
from hedgerow.communities.models import Membership, RoomMembership
from hedgerow.items.models import Item, Reaction, ReadMark, Reply
from hedgerow.people.models import Person

#: Which state of two memberships of one person counts: a suspension before all, so that nobody gets round it.
_STATES = ("suspended", "removed", "active", "alumni", "invited", "asked", "left", "declined")
_PARTS = ("facilitator", "member", "listener", "register_keeper")
_COPIED = (
    "part", "state", "from_era", "to_era", "reason", "joined_at", "ends_at", "accepted_rules_at", "part_before",
    "state_before",
)  # fmt: skip
_STEP = 500


class Changes:
    """What was moved and changed, as plain JSON for undo."""

    def __init__(self) -> None:
        self.moved: dict[str, list[int]] = defaultdict(list)
        self.changed: list[tuple[str, int, dict[str, Any], dict[str, Any]]] = []
        self.reactions: list[dict[str, Any]] = []

    def as_json(self) -> dict[str, Any]:
        """For the line of the log."""
        return {"moved": dict(self.moved), "changed": self.changed, "reactions": self.reactions}

    def move(self, model: type[models.Model], field: str, gone: int, to: int) -> None:
        """Give all rows of one person to the other, but those of which the other has one of their own already."""
        rows = model._base_manager.filter(**{f"{field}_id": gone})
        taken = self._taken(model, field, gone, to)
        pks = [pk for pk in rows.order_by("pk").values_list("pk", flat=True) if pk not in taken]
        for at in range(0, len(pks), _STEP):
            model._base_manager.filter(pk__in=pks[at : at + _STEP]).update(**{f"{field}_id": to})
        if pks:
            self.moved[f"{model._meta.label}.{field}"] += pks

    def _taken(self, model: type[models.Model], field: str, gone: int, to: int) -> set[int]:
        """Rows that stay behind, with an account that nobody signs in by; a read mark gives its number first."""
        taken: set[int] = set()
        for constraint in model._meta.constraints:
            if not isinstance(constraint, models.UniqueConstraint) or field not in constraint.fields:
                continue
            others = [name for name in constraint.fields if name != field]
            found = model._base_manager.filter(constraint.condition or models.Q())
            own = {
                tuple(row[1:]): row[0]
                for row in found.filter(**{f"{field}_id": to}).values_list("pk", *others)
            }
            for pk, *key in found.filter(**{f"{field}_id": gone}).values_list("pk", *others):
                if tuple(key) in own:
                    taken.add(pk)
                    if model is ReadMark:
                        self._further(own[tuple(key)], pk)
        return taken

    def _further(self, own: int, other: int) -> None:
        mine, theirs = ReadMark.objects.get(pk=own), ReadMark.objects.get(pk=other)
        if theirs.number > mine.number:
            self.change(mine, number=theirs.number)

    def change(self, row: models.Model, **values: Any) -> None:
        """Change a row, and remember what it was, and what it became."""
        before = {name: _plain(getattr(row, name)) for name in values}
        after = {name: _plain(value) for name, value in values.items()}
        self.changed.append((row._meta.label, row.pk, before, after))
        type(row)._base_manager.filter(pk=row.pk).update(**values)
        for name, value in values.items():
            setattr(row, name, value)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def merge_memberships(to: Person, gone: Person, changes: Changes) -> set[int]:
    """Memberships and places in rooms; answers which communities they are in."""
    own = {one.community_id: one for one in Membership.objects.select_for_update().filter(person=to)}
    touched = set()
    for theirs in Membership.objects.select_for_update().filter(person=gone).order_by("pk"):
        touched.add(theirs.community_id)
        mine = own.get(theirs.community_id)
        if mine is None:
            changes.change(theirs, person_id=to.pk)
            for place in RoomMembership.objects.filter(membership=theirs):
                changes.change(place, person_id=to.pk)
            continue
        # SECURITY: a place in a room wakes with a membership; only those in use before the merge are in use after it.
        waked = not _here(mine)
        used = list(RoomMembership.objects.filter(membership=theirs).order_by("pk")) if _here(theirs) else []
        changes.change(mine, **_both(mine, theirs))
        changes.change(theirs, state="left", part_before="", state_before="")
        if waked:
            _lay_rooms_by(mine, theirs, changes)
        _move_rooms(used, mine, to, changes)
    return touched


def _here(one: Membership) -> bool:
    return one.state == "active" and (one.ends_at is None or one.ends_at > timezone.now())


def _state(one: Membership) -> str:
    """An end that has come is as good as having left."""
    return "left" if one.state == "active" and not _here(one) else one.state


def _both(mine: Membership, theirs: Membership) -> dict[str, Any]:
    """What one membership out of two is."""
    first, second = sorted((mine, theirs), key=lambda one: _STATES.index(_state(one)))
    values = {name: getattr(first, name) for name in _COPIED}
    if _here(first) and _here(second):
        values["part"] = min(first.part, second.part, key=_PARTS.index)
        if first.ends_at is not None and second.ends_at is not None:
            values["ends_at"] = max(first.ends_at, second.ends_at)
        else:
            values["ends_at"] = None
        # SECURITY: two stretches that do not meet would become one over what neither saw between.
        if max(first.from_era, second.from_era) <= min(first.to_era, second.to_era, ALL_ERAS - 1) + 1:
            values["from_era"] = min(first.from_era, second.from_era)
            values["to_era"] = max(first.to_era, second.to_era)
    return values


def _lay_rooms_by(sleeping: Membership, other: Membership, changes: Changes) -> None:
    """Places in rooms that somebody had left go to the membership that is left; where the other one is in the same
    room, it becomes what that one is.
    """
    theirs = {one.room_id: one for one in RoomMembership.objects.filter(membership=other)}
    for place in RoomMembership.objects.filter(membership=sleeping):
        same = theirs.get(place.room_id)
        if same is None:
            changes.change(place, person_id=other.person_id, membership_id=other.pk)
        else:
            changes.change(place, looks_after=same.looks_after, from_era=same.from_era, to_era=same.to_era)


def _move_rooms(places: list[RoomMembership], target: Membership, to: Person, changes: Changes) -> None:
    own = {one.room_id: one for one in RoomMembership.objects.filter(person=to)}
    for place in places:
        mine = own.get(place.room_id)
        if mine is None:
            changes.change(place, person_id=to.pk, membership_id=target.pk)
        elif place.looks_after and not mine.looks_after:
            changes.change(mine, looks_after=True)


def merge_reactions(to: Person, gone: Person, changes: Changes) -> None:
    """Each word once: where both said it, one of them goes, and the number with it."""
    own = set(Reaction.objects.filter(person=to).values_list("item_id", "reply_id", "kind"))
    for one in Reaction.objects.filter(person=gone).order_by("pk"):
        if (one.item_id, one.reply_id, one.kind) not in own:
            changes.change(one, person_id=to.pk)
            continue
        changes.reactions.append({"item": one.item_id, "reply": one.reply_id, "kind": one.kind})
        one.delete()
        _count(one, -1)


def _count(one: Reaction, by: int) -> None:
    row: Any = (
        Item.objects.filter(pk=one.item_id) if one.reply_id is None else Reply.objects.filter(pk=one.reply_id)
    )
    row.update(**{one.kind: F(one.kind) + by})


def put_back(before: dict[str, Any], gone: int, to: int) -> None:
    """Everything that moved or changed, as it was; what was deleted or changed since stays so.

    SECURITY: whoever was suspended or removed since is so in both accounts.
    """
    shut = _shut_since(before, to)
    for key, pks in before["moved"].items():
        label, _dot, field = key.rpartition(".")
        model = apps.get_model(label)
        for at in range(0, len(pks), _STEP):
            rows = model._base_manager.filter(pk__in=pks[at : at + _STEP], **{f"{field}_id": to})
            rows.update(**{f"{field}_id": gone})
    for label, pk, values, after in reversed(before["changed"]):
        model = apps.get_model(label)
        row = model._base_manager.filter(pk=pk).first()
        if row is None:
            continue
        found = {
            name: model._meta.get_field(name).to_python(value)
            for name, value in values.items()
            if _plain(getattr(row, name)) == after[name]
        }
        if label == Membership._meta.label and row.community_id in shut and "state" in found:
            found["state"] = shut[row.community_id]
        if found:
            model._base_manager.filter(pk=pk).update(**found)


def _shut_since(before: dict[str, Any], to: int) -> dict[int, str]:
    """Communities in which the one account was suspended or removed after the merge, with which of the two."""
    was = {pk: after["state"] for label, pk, _values, after in before["changed"] if "state" in after}
    now = Membership.objects.filter(pk__in=was, person_id=to, state__in=("suspended", "removed"))
    return {one.community_id: one.state for one in now if one.state != was[one.pk]}


def put_reactions_back(before: dict[str, Any], gone: Person) -> None:
    """The words that both had said, said by both again, where what they were said to is still there."""
    for one in before["reactions"]:
        there = Item.objects.filter(pk=one["item"])
        if one["reply"] is not None:
            there = there.filter(replies__pk=one["reply"])
        if there.exists():
            made = Reaction.objects.create(
                person=gone, item_id=one["item"], reply_id=one["reply"], kind=one["kind"]
            )
            _count(made, 1)


def items_touched(person_id: int) -> list[int]:
    """Ids of the items whose pages show this person."""
    own = Item.objects.filter(author_id=person_id).values_list("pk", flat=True)
    replied = Reply.objects.filter(author_id=person_id).values_list("item_id", flat=True)
    return sorted({*own, *replied})
