"""The directory of communities: browse, search and filter, signed out too."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hedgerow.communities.models.community import JOINING
from hedgerow.communities.queries import SORTS, Listing, Wanted, directory
from hedgerow.items.queries.pace import LEVELS, at_pace, paces
from hedgerow.packs.loading import pack
from hedgerow.web.answers import page
from hedgerow.web.views.communities.cards import card_view
from hedgerow.web.words import capped

#: What the address of the directory holds; everything else in it is left out of the links.
KEYS = ("q", "for", "kind", "joining", "pace", "mine", "sort")


@require_safe
def communities(request: HttpRequest) -> HttpResponse:
    """The address holds every filter; htmx gets the block of results alone."""
    request.section = "communities"
    viewer, now = request.viewer, timezone.now()
    wanted = _wanted(request)
    pace = request.GET.get("pace", "")
    found = directory(viewer, wanted, also=at_pace(pace, now))
    busy = paces(viewer, [row.pk for row in found.rows], now)
    # Going back, htmx asks for the whole page and puts it in place of this one.
    alone = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    context = {
        "wanted": wanted,
        "pace": pace if pace in LEVELS else "",
        "cards": [card_view(viewer, row, busy.get(row.pk)) for row in found.rows],
        "count": found.total,
        "older_url": _link(request, after=found.after) if found.after else None,
        "first_url": _link(request) if wanted.after else None,
        "alone": alone,
        "filtered": any(request.GET.get(key) for key in KEYS if key != "sort"),
        **_choices(found, wanted),
    }
    answer = page(request, "communities/directory.html", context, block="results")
    if alone:
        answer["HX-Push-Url"] = _link(request)
    return answer


def _wanted(request: HttpRequest) -> Wanted:
    asked = request.GET
    return Wanted(
        words=asked.get("q", "").strip()[:100],
        meant_for=asked.get("for", "").strip()[:80],
        template=asked.get("kind", "") if asked.get("kind") in _kinds() else "",
        joining=asked.get("joining", "") if asked.get("joining") in dict(JOINING) else "",
        mine=request.viewer.signed_in and bool(asked.get("mine")),
        sort=asked.get("sort", "") if asked.get("sort") in SORTS else "suggested",
        after=asked.get("after", "")[:24],
    )


def _kinds() -> dict[str, str]:
    return {one.key: one.name for one in pack(settings.PACK).templates}


def _choices(found: Listing, wanted: Wanted) -> dict[str, list]:
    """The filters with how many communities each has; one that could only say "all" is left out."""
    facets = found.facets
    everyone = capped(facets.all)
    names = _kinds()
    kinds = [(key, names[key]) for key in names if facets.templates.get(key) or key == wanted.template]
    joining = [
        ("at_once", _("You can join")),
        ("by_asking", _("You can ask")),
        ("by_invitation", _("By invitation")),
    ]
    words = facets.meant_for
    if wanted.meant_for and wanted.meant_for not in dict(words):
        words = [*words, (wanted.meant_for, 0)]
    meant_for = [(word, word[:1].upper() + word[1:], capped(count)) for word, count in words]
    return {
        "meant_for": [("", _("All"), everyone), *meant_for] if meant_for else [],
        "kinds": [("", _("Any")), *kinds] if kinds else [],
        "joinings": [
            ("", _("Any"), everyone),
            *[
                (key, word, capped(facets.joining.get(key, 0)))
                for key, word in joining
                if facets.joining.get(key) or wanted.joining == key
            ],
        ],
        "paces": [
            ("", _("Any")),
            ("gentle", _("Gentle")),
            ("steady", _("Steady")),
            ("lively", _("Lively")),
        ],
        "sorts": [
            ("suggested", _("Suggested first")),
            ("newest", _("Newest first")),
            ("name", _("By name")),
        ],
    }


def _link(request: HttpRequest, **changes: str) -> str:
    kept = {key: request.GET[key] for key in KEYS if request.GET.get(key)} | changes
    return f"{reverse('communities')}?{urlencode(kept)}" if kept else reverse("communities")
