"""Quiet words: my own with the looks at them, and the steward's look at who wrote something."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hedgerow.access.doing import require
from hedgerow.access.refusals import NotAllowed
from hedgerow.base.text import excerpt
from hedgerow.items.actions.looking import LONGEST_REASON, look, may_look
from hedgerow.items.models import Item, Reply
from hedgerow.items.queries.looks import OwnWords, own_quiet_words
from hedgerow.web.answers import page
from hedgerow.web.forms.write import LookForm
from hedgerow.web.shell import item_url, person_url
from hedgerow.web.signed_in import signed_in
from hedgerow.web.views.places import place_context
from hedgerow.web.views.write.editing import where
from hedgerow.web.views.write.fetching import item_or_404, reply_or_404
from hedgerow.web.words import ago


@require_safe
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """What I wrote quietly, and every look at who wrote it."""
    request.section = "settings"
    lines = [_line(one) for one in own_quiet_words(request.viewer)]
    response = page(request, "write/quiet.html", {"lines": lines, "back": reverse("settings")})
    response["Cache-Control"] = "no-store"
    return response


def _line(one: OwnWords) -> dict[str, object]:
    here = item_url(one.code, one.title, one.kind)
    return {
        "title": one.title,
        "url": here if one.number is None else f"{here}?reply={one.number}#r{one.number}",
        "meta": " · ".join((one.community_name, _("as %(name)s") % {"name": one.mask_name}, ago(one.at))),
        "quote": excerpt(one.plain, 160),
        "looks": [(name or _("Former member"), ago(at), why) for name, at, why in one.looks],
    }


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def look_at_item(request: HttpRequest, code: str) -> HttpResponse:
    """The steward's look at who started this quietly."""
    return _look(request, item_or_404(request, code))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def look_at_reply(request: HttpRequest, code: str) -> HttpResponse:
    """The steward's look at who replied quietly."""
    return _look(request, reply_or_404(request, code))


def _look(request: HttpRequest, row: Item | Reply) -> HttpResponse:
    viewer, reply = request.viewer, row if isinstance(row, Reply) else None  # type: ignore[attr-defined]
    item = row.item if isinstance(row, Reply) else row
    require(viewer, "quiet.look", row)
    if not may_look(viewer, row):
        raise NotAllowed(_("Only the steward of quiet words here can look who wrote this."))
    tried = request.method == "POST"
    form = LookForm(request.POST if tried else None)
    looked, person = False, None
    if tried and form.is_valid():
        looked, person = True, look(by=viewer, row=row, why=form.cleaned_data["why"])
    context = {
        **place_context(request, item.community, "discussions"),
        "item": item,
        "here": where(item, reply),
        "mask": row.author.shown_name if row.author else "",
        "quote": excerpt(row.plain, 240),
        "form": form,
        "tried": tried and not looked,
        "looked": looked,
        "most": LONGEST_REASON,
        "person": (person.shown_name, person_url(person.code, person.name)) if person else None,
    }
    response = page(request, "write/quiet_look.html", context, status=422 if tried and not looked else 200)
    response["Cache-Control"] = "no-store"
    return response
