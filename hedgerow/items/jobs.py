"""What happens to items by itself: what was removed goes for good, and old drafts with it."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hedgerow.base.jobs import every, task
from hedgerow.items.actions.drafting import KEPT
from hedgerow.items.actions.removing import UNDO
from hedgerow.items.models import Draft, Item, Reply
from hedgerow.items.quiet import forget_masks

#: Rows deleted in one transaction, so that people who write meanwhile wait a moment only.
SLICE = 50


@every("daily at 03:30")
@task(retries=3, dedup=True)
def delete_removed() -> None:
    """Delete what was removed more than 30 days ago, with everything under it and the drafts it was posted from."""
    too_old = Q(state="removed", removed_at__lt=timezone.now() - UNDO)
    while found := list(Item.objects.filter(too_old).order_by("pk").values_list("pk", flat=True)[:SLICE]):
        with transaction.atomic():
            # Somebody may have put one back a moment ago: the condition is asked again.
            going = list(
                Item.objects.select_for_update().filter(too_old, pk__in=found).values_list("pk", flat=True)
            )
            Draft.objects.filter(published_item_id__in=going).delete()
            Item.objects.filter(pk__in=going).delete()
    while found := list(Reply.objects.filter(too_old).order_by("pk").values_list("pk", flat=True)[:SLICE]):
        with transaction.atomic():
            going = list(
                Reply.objects.select_for_update().filter(too_old, pk__in=found).values_list("pk", flat=True)
            )
            Draft.objects.filter(published_reply_id__in=going).delete()
            Reply.objects.filter(pk__in=going).delete()
    forget_masks()


@every("daily at 03:40")
@task(retries=3, dedup=True)
def delete_old_drafts() -> None:
    """Delete drafts that were posted or thrown away long ago, and those in which nothing was ever written."""
    before = timezone.now() - KEPT
    ended = Q(published_at__lt=before)
    empty = Q(published_at=None, title="", text="", attachments=None, saved_at__lt=before)
    Draft.objects.filter(pk__in=Draft.objects.filter(ended | empty).values("pk")).delete()
