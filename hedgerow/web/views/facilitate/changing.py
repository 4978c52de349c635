"""Changing a community: its words and look, who can find and read it, the end of a cohort, the archive."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hedgerow.access.doing import require
from hedgerow.communities import actions
from hedgerow.communities.actions.announcing import SEALED, WAITS
from hedgerow.communities.actions.changing import WORDS, is_wider
from hedgerow.communities.models import Community
from hedgerow.communities.models.community import RHYTHM
from hedgerow.communities.presets import BY_KEY, PRESETS, Preset
from hedgerow.communities.queries_people import cohort_size
from hedgerow.communities.species import SPECIES
from hedgerow.items.queries.counts import amount_in
from hedgerow.web.answers import done, page
from hedgerow.web.forms.facilitate import AccessForm, WordsForm
from hedgerow.web.interruption import answer_of
from hedgerow.web.views.facilitate.amounts import amount_words
from hedgerow.web.views.facilitate.inside import inside
from hedgerow.web.views.facilitate.look_after import address, here
from hedgerow.web.views.places import place_context
from hedgerow.web.words import day
from hedgerow.web.words import people as people_words

ICONS = {
    "web": "globe",
    "open": "globe",
    "restricted": "door-open",
    "private": "mail",
    "confidential": "lock",
}


@require_http_methods(["GET", "HEAD", "POST"])
@inside("community.edit")
def edit(request: HttpRequest, community: Community) -> HttpResponse:
    """Words and look; addresses go on working."""
    tried = request.method == "POST"
    start = {name: getattr(community, name) for name in WORDS}
    start["resting_until"] = community.resting_until.isoformat() if community.resting_until else ""
    form = WordsForm(request.POST if tried else None, initial=start)
    if tried and form.is_valid():
        actions.edit_community(
            by=request.viewer, community=community, answer=answer_of(request), **form.cleaned_data
        )
        return done(request, here(community), toast=_("Saved."))
    context = {
        **place_context(request, community, "look-after"),
        "form": form,
        "tried": tried,
        "rhythms": RHYTHM,
        "species": SPECIES,
        "back": here(community),
    }
    return page(request, "facilitate/edit.html", context, status=422 if tried else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@inside("community.edit")
def access(request: HttpRequest, community: Community) -> HttpResponse:
    """Who can find and read it. A wider choice is told first in numbers, and made only by a second button."""
    if request.method == "POST":
        if "withdraw" in request.POST:
            return _withdraw(request, community)
        form = AccessForm(request.POST)
        if form.is_valid():
            preset = BY_KEY[form.cleaned_data["preset"]]
            if is_wider(community, preset) and request.POST.get("told") != preset.key:
                return _told_first(request, community, preset)
            waits = actions.announce_access(by=request.viewer, community=community, preset=preset.key)
            said = _("It comes on %(day)s. Everyone is told.") if waits else _("%(name)s is now: %(preset)s.")
            said %= {"name": community.name, "preset": preset.name, "day": _coming_day(community)}
            return done(request, here(community), toast=said)
    now = community.preset
    context = {
        **place_context(request, community, "look-after"),
        "presets": [
            {"value": one.key, "title": one.name, "hint": one.sentence, "icon": ICONS[one.key]}
            for one in PRESETS
        ],
        "chosen": now.key if now else "",
        "tried": request.method == "POST",
        "back": here(community),
    }
    return page(request, "facilitate/access.html", context, status=422 if request.method == "POST" else 200)


def _withdraw(request: HttpRequest, community: Community) -> HttpResponse:
    actions.withdraw_change(by=request.viewer, community=community)
    return done(request, here(community), toast=_("Withdrawn. Everything stays as it is."))


def _coming_day(community: Community) -> str:
    return day(community.changes_at or timezone.now() + WAITS)


def _told_first(request: HttpRequest, community: Community, preset: Preset) -> HttpResponse:
    amount = amount_in(request.viewer, community)
    before = amount_in(request.viewer, community, since_era=community.outside_from_era)
    read_now = community.reading != "members" and preset.reading != "members"
    context: dict[str, Any] = {
        "community": community,
        "preset": preset,
        "amount": amount_words(amount),
        "lost": amount_words(before) if read_now else "",
        "people": people_words(community.member_count),
        "to_web": preset.reading == "web" and community.reading != "web",
        "reads_more": preset.reading != "members",
        "day": day(timezone.now() + WAITS) if community.member_count > 1 else "",
        "back": address("community_access", community),
    }
    return page(request, "facilitate/access_told.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@inside("community.edit")
def seal(request: HttpRequest, community: Community) -> HttpResponse:
    """End a cohort, once it was told in numbers what that means."""
    if request.method == "POST":
        if "withdraw" in request.POST:
            return _withdraw(request, community)
        actions.announce_seal(by=request.viewer, community=community)
        said = _("The cohort ends on %(day)s. Everyone is told.") % {"day": _coming_day(community)}
        return done(request, here(community), toast=said)
    going, staying = cohort_size(request.viewer, community)
    context = {
        "community": community,
        "going": people_words(going),
        "day": _coming_day(community),
        "pending": community.changes_at is not None and community.changes_to == SEALED,
        "staying": people_words(staying),
        "amount": amount_words(amount_in(request.viewer, community)),
        "back": here(community),
    }
    return page(request, "facilitate/seal.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@inside("community.cultivate")
def archive(request: HttpRequest, community: Community) -> HttpResponse:
    """Make it read-only, or take it out of the archive again."""
    if request.method == "POST":
        again = address("community_archive", community)
        if request.POST.get("on", "1") == "1":
            actions.archive_community(by=request.viewer, community=community)
            said = _("%(name)s is archived. It can be read, and nothing new can be added.")
            undo, fields = again, {"on": "0"}
        else:
            actions.reopen_community(by=request.viewer, community=community)
            said, undo, fields = _("%(name)s is open again."), "", {}
        return done(
            request, here(community), toast=said % {"name": community.name}, undo=undo, undo_fields=fields
        )
    if not community.is_archived:
        require(request.viewer, "community.archive", community)
    context = {**place_context(request, community, "look-after"), "back": here(community)}
    context["people"] = people_words(community.member_count)
    return page(request, "facilitate/archive.html", context)
