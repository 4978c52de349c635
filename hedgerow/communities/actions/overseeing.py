"""Oversight: an administrator looks inside one community, for an hour, with a reason that is written down and told."""

import re
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.communities.models import Community, Oversight, OversightPage
from hedgerow.people.deeds import note

LASTS = timedelta(hours=1)
#: The address of a thing or a person, with the words behind its code.
_TITLED = re.compile(r"^(/(?:d|f|people)/[^/]+)/(?!(?:file|history|newer|guests|picture)/)[^/]+/")
#: A reason that says something.
SHORTEST = 10
LONGEST = 300


@transaction.atomic
def begin_oversight(*, by: Viewer, code: str, why: str) -> Oversight:
    """Look inside from now on, on this device only. Its facilitators are told at once. Raises NotVisible, NotAllowed."""
    require(by, "platform.manage")
    if by.kind != "person" or by.device_id is None:  # SECURITY: no token and no job looks inside.
        raise NotVisible
    community = Community._base_manager.filter(code=code).first()
    if community is None:
        raise NotVisible
    why = " ".join(why.split())
    if not SHORTEST <= len(why) <= LONGEST:
        raise NotAllowed(_("Write why you look inside: a sentence that its facilitators will read."))
    now = timezone.now()
    _running(by.device_id).update(ended_at=now)
    made = Oversight.objects.create(
        community=community,
        person_id=by.person_id,
        device_id=by.device_id,
        why=why,
        started_at=now,
        ends_at=now + LASTS,
    )
    note(by, "oversight.started", community_id=community.pk, about=community.code, why=why)
    record(by=by, verb="oversight.started", community_id=community.pk, subject_id=made.pk)
    return made


@transaction.atomic
def end_oversight(*, by: Viewer) -> Oversight | None:
    """Stop looking, before the hour is over. Ending twice changes nothing."""
    require(by, "platform.manage")
    found = _running(by.device_id or 0).select_for_update().select_related("community").first()
    if found is None:
        return None
    _running(by.device_id or 0).update(ended_at=timezone.now())
    record(by=by, verb="oversight.ended", community_id=found.community_id, subject_id=found.pk)
    return found


def running_oversight(pk: int) -> Oversight | None:
    """The oversight that a request runs under."""
    return Oversight.objects.select_related("community").filter(pk=pk).first()


def note_page(oversight_id: int, path: str) -> None:
    """Write down that a page was opened under oversight: the one thing, beside read marks, that opening a page writes."""
    # SECURITY: without the words of titles and names: the log is read also by who may not see what was opened.
    path = _TITLED.sub(r"\1/", path)
    OversightPage.objects.create(oversight_id=oversight_id, path=path[:200])


def _running(device_id: int) -> QuerySet[Oversight]:
    return Oversight.objects.filter(device_id=device_id, ended_at=None, ends_at__gt=timezone.now())
