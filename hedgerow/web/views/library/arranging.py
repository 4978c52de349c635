"""Renaming and moving a document, and putting an older version on top again."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hedgerow.access.doing import can, require
from hedgerow.communities.models import Room
from hedgerow.items.actions import AfterMove, audience_after_move
from hedgerow.items.audience_words import audience_words
from hedgerow.items.models import Folder, Item
from hedgerow.library.actions import move_document, rename_document, restore_version
from hedgerow.web.answers import done, page
from hedgerow.web.forms.library import TitleForm
from hedgerow.web.interruption import answer_of
from hedgerow.web.shell import item_url
from hedgerow.web.signed_in import signed_in
from hedgerow.web.views.library.fetching import document_or_404
from hedgerow.web.views.places import place_context


def where(item: Item) -> str:
    """The page of a document."""
    return item_url(item.code, item.title, "document")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, code: str) -> HttpResponse:
    """Another title."""
    item = document_or_404(request, code)
    require(request.viewer, "document.rename", item)
    was, form = item.title, TitleForm(request.POST if request.method == "POST" else {"title": item.title})
    if request.method == "POST" and form.is_valid():
        title = form.cleaned_data["title"]
        item = rename_document(by=request.viewer, item=item, title=title, answer=answer_of(request))
        undo = reverse("document_rename", kwargs={"code": code})
        return done(request, where(item), toast=_("Renamed."), undo=undo, undo_fields={"title": was})
    tried = request.method == "POST"
    context = {
        **place_context(request, item.community, "documents"),
        "item": item,
        "here": where(item),
        "form": form,
        "tried": tried,
    }
    return page(request, "library/rename.html", context, status=422 if tried else 200)


@require_POST
@signed_in
def restore(request: HttpRequest, code: str) -> HttpResponse:
    """An older version becomes the newest one."""
    item = document_or_404(request, code)
    number = request.POST.get("number", "")
    made = restore_version(
        by=request.viewer, item=item, number=int(number) if number.isdigit() and len(number) < 7 else 0
    )
    said = _("Version %(old)s is back, as version %(n)s.") % {"old": number, "n": made.number}
    return done(request, where(item), toast=said)


class _Goal:
    """A place to move to, as the form names it: `members.`, `room code.folder code`."""

    def __init__(self, room: Room | None, folder: Folder | None, label: str, hint: str = "") -> None:
        self.room, self.folder, self.label, self.hint = room, folder, label, hint
        self.value = f"{room.code if room else 'members'}.{folder.code if folder else ''}"


def _goals(request: HttpRequest, item: Item) -> tuple[list[_Goal], dict[str, int]]:
    """Every folder here and, for a facilitator, every other room, with who would see it there."""
    viewer = request.viewer
    folders = Folder.objects.visible_to(viewer).filter(community=item.community).select_related("parent")
    by_room: dict[int | None, list[Folder]] = {}
    for folder in sorted(folders, key=_path):
        by_room.setdefault(folder.room_id, []).append(folder)
    rooms: list[Room | None] = [item.room]
    if can(viewer, "item.move", item):
        others = Room.objects.visible_to(viewer).filter(community=item.community).select_related("community")
        rooms += [
            room
            for room in others.by_name()
            if room.pk != item.room_id and can(viewer, "room.start_item", room)
        ]
        rooms += [None] if item.room is not None else []
    goals, told = [], {}
    for room in rooms:
        same = (room.pk if room else None) == item.room_id
        after = None if same else audience_after_move(item, room)
        if after is not None:
            told[room.code if room else "members"] = after.count
        name = room.name if room else item.community.name
        hint = _who_then(after) if after is not None else ""
        goals.append(_Goal(room, None, name if not same else _("Documents, in no folder"), hint))
        for folder in by_room.get(room.pk if room else None, ()):
            goals.append(
                _Goal(
                    room,
                    folder,
                    " › ".join(_path(folder)) if same else f"{name}: {' › '.join(_path(folder))}",
                    hint,
                )
            )
    return goals, told


def _path(folder: Folder) -> list[str]:
    return [folder.parent.name, folder.name] if folder.parent is not None else [folder.name]


def _who_then(after: AfterMove) -> str:
    parts = [after.sentence]
    if after.newcomers:
        parts.append(_("Some of them can't see it now."))
    if not after.author_sees:
        parts.append(_("Who wrote it will not see it any more."))
    return " ".join(f"{part.rstrip('.')}." for part in parts)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, code: str) -> HttpResponse:
    """To another folder, or another room; who will see it there is said before."""
    item = document_or_404(request, code)
    require(request.viewer, "document.move", item)
    goals, counts = _goals(request, item)
    wanted = request.POST.get("to", "")
    for goal in goals if request.method == "POST" else ():
        if goal.value == wanted:
            told = request.POST.get(f"told-{wanted.partition('.')[0]}", "")
            moved = move_document(
                by=request.viewer,
                item=item,
                folder=goal.folder,
                room=goal.room,
                told=int(told) if told.isdigit() else None,
            )
            return done(request, where(moved), toast=_("Moved to %(name)s.") % {"name": goal.label})
    now = f"{item.room.code if item.room else 'members'}.{item.folder.code if item.folder else ''}"
    tried = request.method == "POST"
    context = {
        **place_context(request, item.community, "documents"),
        "item": item,
        "here": where(item),
        "now": now,
        "choices": [(goal.value, goal.label, goal.hint) for goal in goals],
        "told": counts,
        "audience": audience_words(item),
        "tried": tried,
    }
    return page(request, "library/move.html", context, status=422 if tried else 200)
