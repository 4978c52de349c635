"""Adding documents and versions: several files at once, and the question about a name that is there already."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed
from hedgerow.base.files.accepting import Refusal
from hedgerow.items.audience_words import audience_words
from hedgerow.items.blobs import in_words
from hedgerow.items.models import Item
from hedgerow.library.actions import Brought, add_version, answer_upload, bring_file
from hedgerow.library.models import Document, Upload
from hedgerow.web.answers import done, page
from hedgerow.web.forms.library import VersionForm
from hedgerow.web.pace import too_much
from hedgerow.web.shell import community_url, item_url
from hedgerow.web.signed_in import signed_in
from hedgerow.web.views.library.fetching import document_or_404, newest_number
from hedgerow.web.views.library.listing import show_library
from hedgerow.web.views.library.places import Shelf, shelf_of
from hedgerow.web.views.places import place_context


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, and not a form."""
    return request.headers.get("Accept", "").startswith("application/json")


@require_POST
@signed_in
def add(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Files for a place in the library: one from the script, or several from a plain form."""
    shelf = shelf_of(request, code)
    if wants_json(request):
        return _add_one(request, shelf)
    files, added, asked = request.FILES.getlist("files"), 0, 0
    over = too_much(request.viewer, "files", len(files))
    refused = [over] if over else []
    for file in () if over else files:
        try:
            brought = _bring(request, shelf, file)
        except Refusal as refusal:
            refused.append(in_words(refusal))
            continue
        added, asked = added + (brought.upload is None), asked + (brought.upload is not None)
    if not (added or asked or refused):
        refused = [_("Choose one or more files first.")]
    if refused:
        return show_library(request, shelf, refused=refused, status=422)
    said = ngettext("%(n)s document added.", "%(n)s documents added.", added) % {"n": added} if added else ""
    return done(request, shelf.here, toast=said or _("That name is here already. Say below what it is."))


def _bring(request: HttpRequest, shelf: Shelf, file: Any) -> Brought:
    return bring_file(
        by=request.viewer,
        community=shelf.community,
        room=shelf.room,
        folder=shelf.folder,
        file=file,
        name=file.name or "",
    )


def _add_one(request: HttpRequest, shelf: Shelf) -> JsonResponse:
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"error": _("Choose a file.")}, status=422)
    over = too_much(request.viewer, "files")
    if over:
        return JsonResponse({"error": over}, status=429)
    try:
        brought = _bring(request, shelf, file)
    except Refusal as refusal:
        return JsonResponse({"error": in_words(refusal)}, status=422)
    except NotAllowed as refusal:
        return JsonResponse({"error": refusal.sentence}, status=403)
    if brought.upload is None:
        return JsonResponse(_arrived(brought.item, file.name or ""), status=201)
    return JsonResponse(_question(request, brought.upload), status=409)


def _arrived(item: Item, name: str) -> dict[str, object]:
    url = item_url(item.code, item.title, "document")
    return {"code": item.code, "name": name, "url": url, "kind": "document", "markdown": ""}


def _question(request: HttpRequest, upload: Upload) -> dict[str, object]:
    """ "Replace version 2 of this file, or keep both?": the answer goes to its own address, without the file."""
    number = newest_number(request, upload.item)
    url = reverse("upload_answer", kwargs={"code": upload.code})
    choices = [(_("Make it version %(n)s") % {"n": number + 1}, "version"), (_("Keep both"), "both")]
    return {
        "error": _("This name is here already, as version %(n)s.") % {"n": number},
        "choices": [
            {"label": label, "name": "answer", "value": value, "url": url} for label, value in choices
        ],
        "drop": url,
    }


@require_POST
@signed_in
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """What a waiting file is: a new version, a document beside it, or nothing."""
    found = Upload.objects.visible_to(request.viewer).select_related("item", "community", "folder", "room")
    upload = get_object_or_404(found, code=code)
    name, place = upload.name, upload.community
    chosen = request.POST.get("answer", "")
    item = answer_upload(by=request.viewer, upload=upload, answer=chosen)
    if wants_json(request):
        return JsonResponse(_arrived(item, name) if item else {"code": "", "name": name}, status=201)
    here = community_url(place.code, place.name, "documents/")
    if upload.folder is not None:
        here = f"{here}?folder={upload.folder.code}"
    elif upload.room is not None:
        here = f"{here}?room={upload.room.code}"
    said = {
        "version": _("It is the newest version now."),
        "both": _("Both are kept."),
        "drop": _("It was not added."),
    }
    return done(request, here, toast=said[chosen])


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, code: str) -> HttpResponse:
    """A newer file in a document's place."""
    item = document_or_404(request, code)
    require(request.viewer, "document.version", item)
    here, number = item_url(item.code, item.title, "document"), newest_number(request, item)
    form = VersionForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        form.refuse("file", too_much(request.viewer, "files"))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = add_version(
                by=request.viewer, item=item, file=file, name=file.name, note=form.cleaned_data["note"]
            )
        except Refusal as refusal:
            form.add_error("file", in_words(refusal))
        else:
            same = made.number == number
            said = (
                _("That is the file that is here already.")
                if same
                else _("Version %(n)s is here. Older ones are kept.") % {"n": made.number}
            )
            return done(request, here, toast=said)
    tried = request.method == "POST"
    context = {
        **place_context(request, item.community, "documents"),
        "item": item,
        "here": here,
        "number": number + 1,
        "form": form,
        "tried": tried,
        "audience": audience_words(item),
        "file_name": Document.objects.visible_to(request.viewer).get(item=item).file_name,
    }
    return page(request, "library/version.html", context, status=422 if tried else 200)
