"""Starting a community: one page, then three small things to begin with."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hedgerow.access.doing import require
from hedgerow.base.codes import new_code
from hedgerow.base.text import render
from hedgerow.communities.actions import start_community
from hedgerow.communities.models.community import RHYTHM
from hedgerow.communities.presets import PRESETS
from hedgerow.packs.loading import Template, pack
from hedgerow.web.answers import done, page
from hedgerow.web.forms.communities import StartForm
from hedgerow.web.signed_in import signed_in
from hedgerow.web.views.communities.places import address, fetch
from hedgerow.web.views.places import place_context

ICONS = {
    "web": "globe",
    "open": "door-open",
    "restricted": "lock",
    "private": "mail",
    "confidential": "eye-off",
}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Four fields; a template fills them and brings rooms, ground rules and a rhythm."""
    request.section = "communities"
    sent = request.method == "POST"
    template = _template((request.POST if sent else request.GET).get("template", ""))
    form = StartForm(request.POST if sent else None, initial=_begun(template))
    if sent and form.is_valid():
        return _start(request, form, template)
    context = {
        "form": form,
        "code": (request.POST if sent else {}).get("code") or new_code(),
        "template": template,
        "rules_html": render(template.ground_rules).html if template else "",
        "chips": _chips(template),
        "presets": [
            {"value": one.key, "title": one.name, "hint": one.sentence, "icon": ICONS[one.key]}
            for one in PRESETS
        ],
        "rhythms": RHYTHM,
    }
    return page(request, "communities/new.html", context, status=422 if sent else 200)


def _chips(chosen: Template | None) -> list[tuple[str, str, bool]]:
    """The templates as links, which work before anything is typed."""
    here = reverse("community_new")
    found = [(one.name, f"{here}?template={one.key}", one is chosen) for one in pack(settings.PACK).templates]
    return [(_("From scratch"), here, chosen is None), *found]


def _template(key: str) -> Template | None:
    try:
        return pack(settings.PACK).template(key)
    except KeyError:
        return None


def _begun(template: Template | None) -> dict[str, str]:
    if template is None:
        return {"rhythm": "when_needed"}
    return {
        "purpose": template.purpose,
        "preset": template.preset,
        "rhythm": "when_needed",
        "rhythm_words": template.rhythm,
    }


def _start(request: HttpRequest, form: StartForm, template: Template | None) -> HttpResponse:
    brings: dict[str, Any] = {}
    if template is not None:
        brings = {
            "template": template.key,
            "ground_rules": template.ground_rules,
            "rooms": [(room.name, room.purpose) for room in template.rooms],
        }
    community = start_community(
        by=request.viewer, code=request.POST.get("code", ""), **form.cleaned_data, **brings
    )
    toast = _("%(name)s is here. You look after it.") % {"name": community.name}
    return done(request, address(community, "begin/"), toast=toast)


@require_safe
def begin(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Three cards for whoever has just started a community; any of them can wait."""
    community = fetch(request, code)
    require(request.viewer, "community.cultivate", community)
    context = {
        **place_context(request, community, "home"),
        "invite_url": address(community, "invite/"),
        "hello_url": f"{reverse('post')}?c={community.code}&kind=discussion",
        "documents_url": address(community, "documents/"),
    }
    return page(request, "communities/begin.html", context)
