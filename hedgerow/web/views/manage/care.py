"""Communities that nobody looks after: named by an administrator, taken on by one of their people, and the log inside."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hedgerow.access.doing import can
from hedgerow.access.refusals import NotAllowed
from hedgerow.communities import actions
from hedgerow.communities.actions.rescuing import is_alone
from hedgerow.communities.models import Community
from hedgerow.communities.queries.managed import looks_inside
from hedgerow.communities.queries.rescues import rescues
from hedgerow.web.answers import done
from hedgerow.web.answers import page as whole_page
from hedgerow.web.forms.manage import EmailForm
from hedgerow.web.views.facilitate.inside import inside
from hedgerow.web.views.facilitate.look_after import here
from hedgerow.web.views.manage.communities import called, one_or_404
from hedgerow.web.views.manage.inside import manage_page, managing, tried
from hedgerow.web.views.manage.opened import opened_pages
from hedgerow.web.views.places import place_context
from hedgerow.web.words import ago, clock
from hedgerow.web.words import people as people_words


@managing
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, code: str) -> HttpResponse:
    """Name one of its people, when nobody looks after it."""
    one = one_or_404(request, code)
    if one.looked_after:
        raise NotAllowed(_("Somebody looks after this community. An administrator does not come between."))
    form = EmailForm(request.POST if tried(request) else None)
    back = reverse("manage_community", args=[code])
    if tried(request) and form.is_valid():
        try:
            made = actions.name_facilitator(by=request.viewer, code=code, **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error("email", str(refusal))
        else:
            said = _("%(name)s looks after it now, and gets an email.") % {"name": made.person.shown_name}
            return done(request, back, toast=said)
    context = {"form": form, "name": called(one), "back": back}
    status = 422 if tried(request) else 200
    return manage_page(request, "name", "manage_communities", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@inside("community.see_people")
def take_on(request: HttpRequest, community: Community) -> HttpResponse:
    """Nobody looks after it: would you?"""
    if tried(request):
        actions.take_on(by=request.viewer, community=community)
        said = _("You look after %(name)s now. Thank you.") % {"name": community.name}
        return done(request, here(community), toast=said)
    context = {
        "community": community,
        "alone": is_alone(community),
        "may": can(request.viewer, "community.take_on", community),
        "people": people_words(community.member_count),
        "home_url": here(community, ""),
    }
    return whole_page(request, "facilitate/take_on.html", context)


@require_safe
@inside("community.see_people")
def community_log(request: HttpRequest, community: Community) -> HttpResponse:
    """What administrators did here: named facilitators for all inside, looks inside for those who look after it."""
    looks = looks_inside(community) if can(request.viewer, "community.cultivate", community) else None
    opened = opened_pages(request.viewer, (path for one in looks or () for path, _at in one.pages))
    context = {
        **place_context(request, community, "people"),
        "rescues": [{"words": one.words, "why": one.why, "when": ago(one.at)} for one in rescues(community)],
        "looks": None
        if looks is None
        else [
            {
                "by": one.by,
                "why": one.why,
                "when": ago(one.started_at),
                "until": clock(one.over_at),
                "running": one.running,
                "pages": [(opened[path], clock(at)) for path, at in one.pages],
            }
            for one in looks
        ],
    }
    return whole_page(request, "facilitate/log.html", context)
