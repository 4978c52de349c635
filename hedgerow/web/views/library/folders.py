"""Making, changing and removing folders."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hedgerow.access.refusals import NotVisible
from hedgerow.items.models import Folder
from hedgerow.library.actions import FolderRefused, add_folder, move_folder, remove_folder, rename_folder
from hedgerow.library.actions.folders import require_folders
from hedgerow.web.answers import done, page
from hedgerow.web.forms.library import FolderForm
from hedgerow.web.interruption import answer_of
from hedgerow.web.signed_in import signed_in
from hedgerow.web.views.library.places import Shelf, shelf_of
from hedgerow.web.views.places import place_context


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def folder_new(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """A new folder here."""
    shelf = shelf_of(request, code)
    require_folders(request.viewer, shelf.community, shelf.room)
    form = FolderForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            folder = add_folder(
                by=request.viewer,
                community=shelf.community,
                room=shelf.room,
                parent=shelf.folder,
                name=form.cleaned_data["name"],
                description=form.cleaned_data["description"],
                answer=answer_of(request),
            )
            return done(request, shelf._replace(folder=folder).here, toast=_("Folder made."))
        except FolderRefused as refusal:
            form.add_error("name", refusal.sentence)
    return _show(request, shelf, form, parents=[])


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def folder_edit(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Another name, other words, or another place for a folder (`?folder=`)."""
    shelf, folder = _folder(request, code)
    parents = _parents(request, shelf, folder)
    now = {
        "name": folder.name,
        "description": folder.description,
        "parent": folder.parent.code if folder.parent else "",
    }
    form = FolderForm(request.POST if request.method == "POST" else now)
    if request.method == "POST" and form.is_valid():
        try:
            _change(request, folder, form, {one.code: one for one in parents})
            return done(request, shelf.here, toast=_("Saved."))
        except FolderRefused as refusal:
            form.add_error("name", refusal.sentence)
    return _show(request, shelf, form, parents=parents)


def _change(request: HttpRequest, folder: Folder, form: FolderForm, parents: dict[str, Folder]) -> None:
    wanted = form.cleaned_data["parent"]
    if wanted and wanted not in parents:
        raise NotVisible
    parent = parents.get(wanted)
    if (parent.pk if parent else None) != folder.parent_id:
        folder = move_folder(by=request.viewer, folder=folder, parent=parent)
    rename_folder(
        by=request.viewer,
        folder=folder,
        name=form.cleaned_data["name"],
        description=form.cleaned_data["description"],
        answer=answer_of(request),
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def folder_remove(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Take a folder away; the page says where what is in it goes."""
    shelf, folder = _folder(request, code)
    up = shelf._replace(folder=folder.parent)
    if request.method == "POST":
        remove_folder(by=request.viewer, folder=folder)
        return done(request, up.here, toast=_("The folder is gone. What was in it is here."))
    context = {
        **place_context(request, shelf.community, "documents"),
        "shelf": shelf,
        "up": folder.parent.name if folder.parent else _("Documents"),
    }
    return page(request, "library/folder_remove.html", context)


def _folder(request: HttpRequest, code: str) -> tuple[Shelf, Folder]:
    shelf = shelf_of(request, code)
    if shelf.folder is None:
        raise NotVisible
    require_folders(request.viewer, shelf.community, shelf.room)
    shelf.folder.community = shelf.community
    return shelf, shelf.folder


def _parents(request: HttpRequest, shelf: Shelf, folder: Folder) -> list[Folder]:
    """The folders at the top of the same place that it could go into."""
    found = Folder.objects.visible_to(request.viewer).filter(
        community=shelf.community, room=shelf.room, parent=None
    )
    return list(found.exclude(pk=folder.pk).order_by("name"))


def _show(request: HttpRequest, shelf: Shelf, form: FolderForm, *, parents: list[Folder]) -> HttpResponse:
    tried = request.method == "POST"
    context = {
        **place_context(request, shelf.community, "documents"),
        "shelf": shelf,
        "form": form,
        "tried": tried,
        "new": request.path.endswith("/new/"),
        "parents": [("", _("Documents, at the top")), *((one.code, one.name) for one in parents)],
    }
    return page(request, "library/folder.html", context, status=422 if tried else 200)
