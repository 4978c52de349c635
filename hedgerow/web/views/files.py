"""The door of files: what is attached, documents and their pictures. Access is asked at every request."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.base.files.accepting import Refusal
from hedgerow.base.files.kinds import KINDS, Kind
from hedgerow.base.files.ranges import etag_of, serving_headers
from hedgerow.items.actions import open_draft, save_draft
from hedgerow.items.blobs import attach_file, in_words, store
from hedgerow.items.models import Attachment, Blob, Draft
from hedgerow.items.pictures import is_drawable
from hedgerow.library.models import Version
from hedgerow.library.querysets import version_asked
from hedgerow.web.files import file_answer
from hedgerow.web.pace import too_much
from hedgerow.web.signed_in import signed_in
from hedgerow.web.views.write.fetching import item_or_404
from hedgerow.web.views.write.places import where_of

log = logging.getLogger("hedgerow.web")


def _send(request: HttpRequest, key: str, kind: Kind, name: str, *, secret: bool) -> HttpResponseBase:
    inline = not request.GET.get("download")
    headers = serving_headers(kind, name, inline, confidential=secret)
    etag = etag_of(key.rpartition("/")[2])
    try:
        return file_answer(request, store().path(key), headers, etag=etag)
    except FileNotFoundError:
        log.error("a file that a row names is not there: %s", key)
        raise NotVisible from None


def _whole(request: HttpRequest, blob: Blob, name: str) -> HttpResponseBase:
    return _send(request, blob.path, KINDS[blob.kind], name, secret=blob.community.is_secret)


def _picture(request: HttpRequest, blob: Blob, name: str, wanted: str) -> HttpResponseBase:
    """A smaller picture; until it is drawn, the picture itself where a browser shows it."""
    key = blob.derivatives.get(wanted)
    if key is not None:
        return _send(request, key, KINDS["webp"], f"{name}.webp", secret=blob.community.is_secret)
    if is_drawable(blob.kind) and KINDS[blob.kind].inline_safe:
        return _whole(request, blob, name)
    raise NotVisible


def _wanted(request: HttpRequest, blob: Blob) -> str:
    if request.GET.get("s") == "small":
        return "small"
    if blob.kind == "pdf":
        return f"page-{request.GET.get('page', '1')}"
    return "large"


def _attachment(request: HttpRequest, code: str) -> Attachment:
    found = Attachment.objects.visible_to(request.viewer).select_related("blob__community")
    return get_object_or_404(found, code=code)


@require_safe
def attachment(request: HttpRequest, code: str) -> HttpResponseBase:
    """A file under an item or a reply; of a draft, for its writer."""
    found = _attachment(request, code)
    return _whole(request, found.blob, found.name)


@require_safe
def attachment_picture(request: HttpRequest, code: str) -> HttpResponseBase:
    """A smaller picture of such a file: `?s=small` for lists, `?page=2` of a PDF."""
    found = _attachment(request, code)
    return _picture(request, found.blob, found.name, _wanted(request, found.blob))


def _version(request: HttpRequest, code: str) -> Version:
    found = Version.objects.visible_to(request.viewer).select_related("blob__community")
    return get_object_or_404(version_asked(found, code, request.GET.get("v", "")))


@require_safe
def document_file(request: HttpRequest, code: str, slug: str) -> HttpResponseBase:
    """The newest version of a document, or with `?v=2` that one."""
    found = _version(request, code)
    return _whole(request, found.blob, found.file_name)


@require_safe
def document_picture(request: HttpRequest, code: str, slug: str) -> HttpResponseBase:
    """A picture of a document: `?s=small` for lists, `?page=2` of a PDF, `?v=2` of an older version."""
    found = _version(request, code)
    return _picture(request, found.blob, found.file_name, _wanted(request, found.blob))


@require_POST
@signed_in
def upload(request: HttpRequest) -> HttpResponse:
    """A file for a text that is being written: it is kept with the draft."""
    sent: Any = request.FILES.get("file")
    if sent is None:
        return JsonResponse({"error": _("Choose a file.")}, status=422)
    over = too_much(request.viewer, "files")
    if over:
        return JsonResponse({"error": over}, status=429)
    try:
        draft = _draft(request)
        made = attach_file(by=request.viewer, draft=draft, file=sent, name=sent.name or "")
    except Refusal as refusal:
        return JsonResponse({"error": in_words(refusal)}, status=422)
    except NotAllowed as refusal:
        return JsonResponse({"error": refusal.sentence}, status=403)
    picture = is_drawable(made.blob.kind)
    words = "".join(c for c in made.name if c not in "[]\\`\n")
    answer = {
        "code": made.code,
        "name": made.name,
        "size": made.blob.size,
        "url": reverse("attachment", kwargs={"code": made.code}),
        "kind": "image" if picture else made.blob.kind,
        "markdown": f"{'!' if picture else ''}[{words}](file:{made.code})",
        "draft": draft.code,
    }
    return JsonResponse(answer, status=201)


def _draft(request: HttpRequest) -> Draft:
    viewer: Viewer = request.viewer
    code = request.POST.get("draft") or request.GET.get("draft") or ""
    if request.GET.get("item"):
        return open_draft(by=viewer, code=code, item=item_or_404(request, request.GET["item"]))
    place = ".".join(part for part in (request.GET.get("c", ""), request.GET.get("room", "")) if part)
    where = where_of(viewer, place)
    if where is None:
        raise NotVisible
    draft = open_draft(by=viewer, code=code, community=where.community, room=where.room)
    if draft.community is None:
        draft = save_draft(by=viewer, draft=draft, community=where.community, room=where.room)
    return draft
