"""The platform's log: writing a line of it, reading it, and finding who changed a setting last."""

from datetime import timedelta
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.people.models import Deed, Person

PAGE = 40
#: How long something that was taken away or merged can be put back.
UNDO = timedelta(days=30)


def note(
    by: Viewer,
    verb: str,
    *,
    person: Person | None = None,
    community_id: int | None = None,
    about: str = "",
    why: str = "",
    numbers: dict[str, int] | None = None,
    before: Any = None,
    after: Any = None,
) -> Deed:
    """One line of the log, in the transaction of what it tells of."""
    return Deed.objects.create(
        verb=verb,
        by_id=by.person_id,
        person=person,
        community_id=community_id,
        about=about[:60],
        why=why[:300],
        numbers=numbers or {},
        before=before,
        after=after,
    )


class LogPage(NamedTuple):
    """Lines, the newest first; `before` begins the next page, 0 when this is the last."""

    deeds: list[Deed]
    before: int


def log_page(viewer: Viewer, *, before: int = 0, person: Person | None = None) -> LogPage:
    """A page of the log, of all or of one person. Only for administrators."""
    require(viewer, "platform.manage")
    found = Deed.objects.select_related("by", "person", "undone_by").order_by("-pk")
    if person is not None:
        found = found.filter(person=person)
    if before:
        found = found.filter(pk__lt=before)
    deeds = list(found[: PAGE + 1])
    return LogPage(deeds[:PAGE], deeds[PAGE - 1].pk if len(deeds) > PAGE else 0)


def last_changes(viewer: Viewer, names: list[str]) -> dict[str, Deed]:
    """Setting -> the newest change of it that stands."""
    require(viewer, "platform.manage")
    found: dict[str, Deed] = {}
    rows = Deed.objects.filter(verb="setting.changed", about__in=names, undone_at=None)
    for deed in rows.select_related("by").order_by("-pk")[:200]:
        found.setdefault(deed.about, deed)
    return found


def deed_to_undo(by: Viewer, pk: int) -> Deed:
    """The line, locked, while it is not undone. Raises NotVisible, NotAllowed. The caller holds the transaction."""
    require(by, "platform.manage")
    deed = Deed.objects.select_for_update().filter(pk=pk).first()
    if deed is None:
        raise NotVisible
    if deed.undone_at is not None:
        raise NotAllowed(_("This was undone already."))
    return deed


def note_undone(by: Viewer, deed: Deed) -> None:
    """Write down that it was undone, and by whom."""
    Deed.objects.filter(pk=deed.pk).update(undone_at=timezone.now(), undone_by_id=by.person_id)


def community_deeds(viewer: Viewer, community_id: int) -> list[Deed]:
    """What administrators did to one community, the newest first."""
    require(viewer, "platform.manage")
    found = Deed.objects.filter(community_id=community_id).select_related("by", "person", "undone_by")
    return list(found.order_by("-pk")[:PAGE])


def deed_for(viewer: Viewer, pk: int) -> Deed:
    """One line. Raises NotVisible."""
    require(viewer, "platform.manage")
    found = Deed.objects.filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def logo_keys() -> set[str]:
    """Pictures that are the logo, or would be again after an undo."""
    changes = Deed.objects.filter(verb="setting.changed", about="logo").values_list("before", "after")
    return {key for pair in changes for key in pair if key}
