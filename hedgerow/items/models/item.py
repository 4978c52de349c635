"""The Item: everything a person puts into a community is one row of this table."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hedgerow.access import table
from hedgerow.base.codes import new_code
from hedgerow.base.names import slug
from hedgerow.items.querysets import ItemQuerySet

TITLE_LENGTH = 150


def _choices(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(word, word) for word in words]


class Item(models.Model):
    """Every column by which lists filter or sort. What only one kind needs is a one-to-one detail row."""

    access_kind: ClassVar[str] = "item"

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="items")
    room = models.ForeignKey(
        "communities.Room", null=True, blank=True, on_delete=models.CASCADE, related_name="items"
    )
    kind = models.CharField(max_length=12, choices=_choices(table.KINDS))
    audience = models.CharField(max_length=12, choices=_choices(table.AUDIENCES), default="members")
    state = models.CharField(max_length=10, choices=_choices(table.STATES), default="published")
    era = models.PositiveSmallIntegerField(default=1)
    author = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="items")
    title = models.CharField(max_length=TITLE_LENGTH)
    source = models.TextField(blank=True)
    html = models.TextField(blank=True)
    plain = models.TextField(blank=True)
    renderer = models.PositiveSmallIntegerField(default=0)
    folder = models.ForeignKey(
        "items.Folder", null=True, blank=True, on_delete=models.SET_NULL, related_name="items"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    scheduled_at = models.DateTimeField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    last_active_at = models.DateTimeField()
    last_number = models.PositiveIntegerField(default=0)
    reply_count = models.PositiveIntegerField(default=0)
    answer = models.ForeignKey(
        "items.Reply", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    pinned_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey("people.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    removed_why = models.CharField(max_length=300, blank=True)
    #: The state that it was removed from ("answer": a published reply that was the chosen one), so that undo gives it back.
    removed_from = models.CharField(max_length=10, blank=True)
    #: What a held item waits for: "guard", its author's answer. Blank otherwise.
    held_for = models.CharField(max_length=10, blank=True)
    quiet = models.BooleanField(default=False)
    helpful = models.PositiveIntegerField(default=0)
    thanks = models.PositiveIntegerField(default=0)
    me_too = models.PositiveIntegerField(default=0)
    #: Bumped in the transaction of every write that a page of this item shows.
    version = models.PositiveIntegerField(default=1)

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(room=None) & ~Q(audience="room"))
                | (Q(room__isnull=False) & Q(audience__in=["room", "facilitators"])),
                name="item_in_a_room_is_for_the_room",
            ),
        ]
        indexes = [
            models.Index(fields=["community", "state", "-last_active_at", "-id"], name="item_listed"),
            models.Index(
                fields=["community", "kind", "state", "-last_active_at", "-id"], name="item_listed_by_kind"
            ),
            models.Index(fields=["community", "folder", "state", "title"], name="item_in_folder"),
            models.Index(
                fields=["community", "room", "folder", "state", "-last_active_at", "-id"],
                condition=Q(kind="document"),
                name="item_in_library",
            ),
            models.Index(
                fields=["community", "-published_at", "-id"],
                condition=Q(state="published"),
                name="item_by_start",
            ),
            models.Index(fields=["author", "-created_at"], name="item_by_author"),
            models.Index(
                fields=["room", "state", "-last_active_at"],
                condition=Q(room__isnull=False),
                name="item_in_room",
            ),
            models.Index(
                fields=["community", "pinned_at"], condition=Q(pinned_at__isnull=False), name="item_pinned"
            ),
            models.Index(fields=["scheduled_at"], condition=Q(state="scheduled"), name="item_scheduled"),
            models.Index(fields=["removed_at"], condition=Q(state="removed"), name="item_removed"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        return slug(self.title)

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_answered(self) -> bool:
        return self.answer_id is not None
