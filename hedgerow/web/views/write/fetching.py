"""Fetching what a verb is done to, always through the viewer."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from hedgerow.items.models import Item, Reply


def item_or_404(request: HttpRequest, code: str) -> Item:
    """The item with this code, if the viewer sees it."""
    found = Item.objects.visible_to(request.viewer).select_related("community", "room", "author")
    return get_object_or_404(found, code=code)


def reply_or_404(request: HttpRequest, code: str) -> Reply:
    """The reply with this code, if the viewer sees it."""
    found = Reply.objects.visible_to(request.viewer).select_related("item__community", "item__room", "author")
    return get_object_or_404(found, code=code)
