"""A held document and its author: replace it, remove it, or say why nobody can be known by it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hedgerow.access.doing import can
from hedgerow.interruption import ONLY_LOOK, Interrupted
from hedgerow.items.audience_words import audience_words
from hedgerow.items.models import Item
from hedgerow.library.actions import assure_document, require_held
from hedgerow.web.answers import done
from hedgerow.web.interruption import answer_of, interruption
from hedgerow.web.shell import item_url
from hedgerow.web.signed_in import signed_in
from hedgerow.web.views.library.fetching import document_or_404


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def assurance(request: HttpRequest, code: str) -> HttpResponse:
    """The page that asks to look twice, for a whole document. Nothing waits: there is no such page."""
    item = document_or_404(request, code)
    require_held(request.viewer, item)
    try:
        answer = answer_of(request) if request.method == "POST" else ONLY_LOOK
        item = assure_document(by=request.viewer, item=item, answer=answer)
    except Interrupted as asked:
        return _asked(request, item, asked)
    return done(request, item_url(item.code, item.title, item.kind), toast=_("Everyone can see it again."))


def _asked(request: HttpRequest, item: Item, asked: Interrupted) -> HttpResponse:
    ways = [(_("Replace the file"), reverse("document_version", kwargs={"code": item.code}), False)]
    if can(request.viewer, "item.edit", item):
        ways.append((_("Change its title or words"), reverse("item_edit", kwargs={"code": item.code}), False))
    if can(request.viewer, "item.remove", item):
        ways.append((_("Remove it"), reverse("item_remove", kwargs={"code": item.code}), True))
    lead = _("Only its author and the facilitators can see this document for now. Nothing is lost.")
    seen = _("Once it is shown again: %(who)s") % {"who": audience_words(item).sentence}
    return interruption(request, asked, ways=ways, lead=lead, audience=seen, post=_("Show it to everyone"))
