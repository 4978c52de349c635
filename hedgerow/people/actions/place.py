"""Changing the place itself: its name, its look, who may register, its policies. Every change says who, when, and is undone."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed
from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import record
from hedgerow.base.text import render
from hedgerow.people.deeds import deed_to_undo, note, note_undone
from hedgerow.people.models import Deed, Platform, Policy
from hedgerow.people.place import place_changed

#: What is changed on a page, each with a line of its own in the log. The mail server's password is in no line.
SETTINGS = (
    "name", "address", "time_zone", "contact", "registration", "domains", "accent", "accent_dark", "logo", "welcome",
)  # fmt: skip


@transaction.atomic
def change_place(*, by: Viewer, numbers: dict[str, int] | None = None, **values: Any) -> list[Deed]:
    """Change some of SETTINGS; one line of the log for each that is another now. Raises TypeError for other names."""
    require(by, "platform.manage")
    row, _made = Platform.objects.select_for_update().get_or_create(pk=1)
    deeds = []
    for name, value in values.items():
        if name not in SETTINGS:
            raise TypeError(name)
        before = getattr(row, name)
        if before == value:
            continue
        setattr(row, name, value)
        deeds.append(note(by, "setting.changed", about=name, before=before, after=value, numbers=numbers))
    if deeds:
        row.save(update_fields=[deed.about for deed in deeds])
        record(by=by, verb="platform.changed")
        place_changed()
    return deeds


@transaction.atomic
def undo_change(*, by: Viewer, deed_id: int) -> Deed:
    """Put a setting back to what it was. Raises NotAllowed when it was changed again since: that change is undone first."""
    deed = deed_to_undo(by, deed_id)
    if deed.verb != "setting.changed" or deed.about not in SETTINGS:
        raise NotAllowed(_("This can't be undone."))
    row = Platform.objects.select_for_update().get(pk=1)
    if getattr(row, deed.about) != deed.after:
        raise NotAllowed(_("It was changed again since. Undo the newer change first."))
    setattr(row, deed.about, deed.before)
    row.save(update_fields=[deed.about])
    note_undone(by, deed)
    record(by=by, verb="platform.changed")
    place_changed()
    return deed


def policy_of(key: str) -> Policy | None:
    """The policy in force; None when nobody wrote one. For everyone to read."""
    found = Policy.objects.filter(key=key).select_related("by").order_by("-pk").first()
    return found if found is not None and found.text else None


@transaction.atomic
def write_policy(*, by: Viewer, key: str, text: str) -> Policy:
    """Say anew what a policy says, or, with no words, that there is none. The versions before stay."""
    require(by, "platform.manage")
    if key not in Policy.KEYS:
        raise ValueError(key)
    newest = Policy.objects.select_for_update().filter(key=key).order_by("-pk").first()
    if newest is not None and newest.text == text:
        return newest
    html = render(text).html if text else ""
    made = Policy.objects.create(key=key, text=text, html=html, by_id=by.person_id, at=timezone.now())
    note(by, "policy.written", about=key, before=newest.pk if newest else None, after=made.pk)
    record(by=by, verb="platform.changed")
    place_changed()
    return made


@transaction.atomic
def undo_policy(*, by: Viewer, deed_id: int) -> Deed:
    """Back to the words before, as a version of its own with its date."""
    deed = deed_to_undo(by, deed_id)
    newest = Policy.objects.filter(key=deed.about).order_by("-pk").first()
    if deed.verb != "policy.written" or newest is None or newest.pk != deed.after:
        raise NotAllowed(_("It was changed again since. Undo the newer change first."))
    before = Policy.objects.filter(pk=deed.before).first()
    words = (before.text, before.html) if before is not None else ("", "")
    Policy.objects.create(key=deed.about, text=words[0], html=words[1], by_id=by.person_id, at=timezone.now())
    note_undone(by, deed)
    record(by=by, verb="platform.changed")
    place_changed()
    return deed
