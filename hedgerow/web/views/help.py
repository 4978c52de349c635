"""Help: the profession pack's own pages, and what this place says of accessibility, privacy and communities of practice."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from hedgerow.base.text import render
from hedgerow.packs.loading import pack
from hedgerow.people.actions.place import policy_of
from hedgerow.people.place import place
from hedgerow.web.answers import page
from hedgerow.web.words import day

#: Pages of the platform itself: key -> title; each has a template of its own.
OWN: dict[str, str | Promise] = {
    "community-of-practice": _("What is a community of practice?"),
    "accessibility": _("Accessibility"),
    "privacy": _("Privacy"),
    "who-runs-this": _("Who runs this"),
}
#: What administrators may write (hedgerow.web.views.manage.policies).
POLICIES: dict[str, str | Promise] = {
    "privacy": _("Privacy"),
    "terms": _("Terms"),
    "ground-rules": _("Ground rules of this place"),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All help pages as links."""
    ours = pack(settings.PACK).help
    written = [(key, POLICIES[key]) for key in place().policies if key not in OWN]
    pages = [(key, one.title) for key, one in ours.items()] + list(OWN.items()) + written
    return page(request, "help/index.html", {"pages": pages})


@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """One help page; the place's own words go before ours. Raises Http404 for a key that nobody wrote."""
    written = policy_of(key) if key in place().policies else None
    if written is not None:
        words = {"title": POLICIES[key], "html": written.html, "changed": day(written.at)}
        return page(request, "help/policy.html", words)
    if key in OWN:
        return page(request, f"help/{key.replace('-', '_')}.html", {"title": OWN[key]})
    found = pack(settings.PACK).help.get(key)
    if found is None:
        raise Http404
    return page(request, "help/text.html", {"title": found.title, "html": render(found.text).html})
