"""Communities as an administrator knows them without looking inside, and the two ways to do something there."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hedgerow.communities.actions import begin_oversight, end_oversight
from hedgerow.communities.queries.managed import Managed, managed, managed_one, told_of_oversight
from hedgerow.people.deeds import community_deeds
from hedgerow.people.limits import hold
from hedgerow.web.answers import done
from hedgerow.web.forms.manage import WhyForm
from hedgerow.web.shell import community_url
from hedgerow.web.views.manage.inside import manage_page, managing, tried
from hedgerow.web.views.manage.words import deed_row
from hedgerow.web.words import people as people_words


def called(one: Managed) -> str:
    """What a community is called here: of a secret one the code alone."""
    return one.name or _("A confidential community, %(code)s") % {"code": one.code}


def _row(one: Managed) -> dict[str, object]:
    meta = []
    if one.people is not None:
        meta.append(people_words(one.people))
    if one.active_on is not None:
        meta.append(_("active %(day)s") % {"day": one.active_on.strftime("%-d %B %Y")})
    if not one.name:
        meta.append(_("its name, people and numbers are its own"))
    if one.archived:
        meta.append(_("archived"))
    return {
        "name": called(one),
        "species": one.species,
        "url": reverse("manage_community", args=[one.code]),
        "meta": " · ".join(meta),
        "alone": not one.looked_after and not one.archived,
    }


@managing
@require_safe
def communities(request: HttpRequest) -> HttpResponse:
    """All of them, or those that nobody looks after."""
    q = request.GET.get("q", "").strip()[:80]
    alone, after = request.GET.get("f") == "alone", request.GET.get("after", "0")
    rows, following = managed(
        request.viewer, q=q, alone=alone, after=int(after) if after.isdecimal() and len(after) < 12 else 0
    )
    base = reverse("manage_communities")
    context = {
        "rows": [_row(one) for one in rows],
        "q": q,
        "alone": alone,
        "chips": [(_("All"), base, not alone), (_("Nobody looks after them"), f"{base}?f=alone", alone)],
        "older_url": f"?after={following}{'&f=alone' if alone else ''}" if following else None,
    }
    return manage_page(request, "communities", "manage_communities", context)


def one_or_404(request: HttpRequest, code: str) -> Managed:
    """The community with this code."""
    found = managed_one(request.viewer, code)
    if found is None:
        raise Http404
    return found


@managing
@require_safe
def community(request: HttpRequest, code: str) -> HttpResponse:
    """One community: what may be known of it, what administrators did there, and what can be done."""
    one = one_or_404(request, code)
    context = {
        "one": one,
        "row": _row(one),
        "name": called(one),
        "front_url": community_url(one.code, one.name) if one.name else "",
        "deeds": [deed_row(deed) for deed in community_deeds(request.viewer, one.id)],
    }
    return manage_page(request, "community", "manage_communities", context)


@managing
@require_http_methods(["GET", "HEAD", "POST"])
def oversight(request: HttpRequest, code: str) -> HttpResponse:
    """Look inside: told first who hears of it, and begun only with a reason."""
    one = one_or_404(request, code)
    form = WhyForm(request.POST if tried(request) else None)
    if tried(request) and form.is_valid():
        hold("oversight", str(request.viewer.person_id), most=20, seconds=24 * 3600)
        made = begin_oversight(by=request.viewer, code=one.code, why=form.cleaned_data["why"])
        where = community_url(made.community.code, made.community.name)
        return done(request, where, toast=_("Its facilitators are told now."))
    context = {
        "form": form,
        "name": called(one),
        "told": _("Everybody who looks after it")
        if one.people is None
        else people_words(told_of_oversight(request.viewer, one.id)),
        "back": reverse("manage_community", args=[one.code]),
        "sections": [],
    }
    return manage_page(
        request, "oversight", "manage_communities", context, status=422 if tried(request) else 200
    )


@managing
@require_POST
def oversight_end(request: HttpRequest) -> HttpResponse:
    """Stop looking."""
    found = end_oversight(by=request.viewer)
    to = reverse("manage_communities")
    if found is not None:
        to = reverse("manage_community", args=[found.community.code])
    return done(
        request,
        to,
        toast=_("You no longer look inside. What you opened stays written down, for its facilitators."),
    )
