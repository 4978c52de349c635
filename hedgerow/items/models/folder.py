"""A folder: where a community puts its documents in order, two deep at most."""

from django.db import models

from hedgerow.base.codes import new_code
from hedgerow.items.querysets import FolderQuerySet


class Folder(models.Model):
    """Its name is seen by whoever may read the community's members' things, or its room's."""

    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="folders")
    room = models.ForeignKey(
        "communities.Room", null=True, blank=True, on_delete=models.CASCADE, related_name="folders"
    )
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="inside")
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FolderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "room", "parent", "name"], name="one_folder_name", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.name
