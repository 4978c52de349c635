"""Fetching a document, always through the viewer."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from hedgerow.items.models import Item
from hedgerow.library.models import Document


def document_or_404(request: HttpRequest, code: str) -> Item:
    """The item of the document with this code, if the viewer sees it."""
    found = Item.objects.visible_to(request.viewer).select_related("community", "room", "author", "folder")
    return get_object_or_404(found, code=code, kind="document")


def newest_number(request: HttpRequest, item: Item) -> int:
    """The number of the newest version."""
    found = Document.objects.visible_to(request.viewer).filter(item=item)
    return int(found.values_list("current__number", flat=True).first() or 0)
