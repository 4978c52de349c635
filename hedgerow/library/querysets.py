"""Chainable words for documents and their versions: each is seen by whoever sees its item."""

from django.db import models
from django.db.models import F

from hedgerow.access.seeing import visible_q
from hedgerow.access.viewer import Viewer


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, viewer: Viewer) -> "DocumentQuerySet":
        """Documents whose items the viewer sees."""
        return self.filter(visible_q(viewer, "item__"))


class VersionQuerySet(models.QuerySet):
    def visible_to(self, viewer: Viewer) -> "VersionQuerySet":
        """Versions of documents that the viewer sees."""
        return self.filter(visible_q(viewer, "document__item__"))


class UploadQuerySet(models.QuerySet):
    def visible_to(self, viewer: Viewer) -> "UploadQuerySet":
        """Files that wait for an answer: only whoever brought them sees them, as long as they see the document."""
        if viewer.person_id is None:
            return self.none()
        return self.filter(visible_q(viewer, "item__"), person_id=viewer.person_id)


def version_asked(versions: VersionQuerySet, code: str, number: str) -> VersionQuerySet:
    """Of these, the one version of a document's item code: the newest, or with a number that one."""
    here = versions.filter(document__item__code=code)
    if not number:
        return here.filter(document__current=F("pk"))
    return here.filter(number=int(number)) if number.isdigit() and len(number) < 7 else here.none()
