"""The people of a community: found and filtered by everyone inside, looked after by facilitators."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hedgerow.access.doing import can
from hedgerow.access.refusals import NotVisible
from hedgerow.communities import actions
from hedgerow.communities.models import Community
from hedgerow.communities.models.membership import PARTS
from hedgerow.communities.queries_people import FILTERS, PersonLine, facilitators_of, people_page
from hedgerow.web.answers import done, page
from hedgerow.web.forms.facilitate import ReasonForm
from hedgerow.web.views.facilitate.inside import inside, line_face, membership_or_404
from hedgerow.web.views.facilitate.look_after import address, here, part_word
from hedgerow.web.views.places import place_context


def _tag(line: PersonLine) -> str:
    if line.state == "suspended":
        return _("Suspended")
    if line.state == "removed":
        return _("Removed")
    if line.part in ("facilitator", "register_keeper"):
        return part_word(line.part)
    return _("New") if line.is_new else ""


def _row(community: Community, line: PersonLine, me: int | None) -> dict[str, Any]:
    own = line.person_id == me
    does = line.does
    if line.part == "listener":
        does = f"{does} · {part_word('listener').lower()}" if does else part_word("listener")
    to = {
        name: address(f"member_{name}", community, person=line.code)
        for name in ("part", "hand_over", "suspend", "let_back", "remove", "restore")
    }
    return {
        "face": line_face(line, open_=line.state == "active"),
        "line": does,
        "helps": line.willing,
        "tag": _tag(line),
        "reason": line.reason if line.state != "active" else "",
        "part": line.part,
        "state": line.state,
        "own": own,
        "to": to,
    }


def _chips(base: str, chosen: str, q: str, facilitates: bool) -> list[tuple[str, str, bool]]:
    words = {
        "all": _("Everyone"),
        "willing": _("Willing to help"),
        "new": _("New this month"),
        "away": _("Not here now"),
    }
    return [
        (word, f"{base}?{urlencode({'f': key, 'q': q})}", key == chosen)
        for key, word in words.items()
        if facilitates or key != "away"
    ]


@require_safe
@inside("community.see_people")
def people(request: HttpRequest, community: Community) -> HttpResponse:
    """Everybody here, by name; nothing is counted."""
    viewer = request.viewer
    facilitates = can(viewer, "community.cultivate", community)
    q = request.GET.get("q", "")[:100]
    chosen = request.GET.get("f", "all")
    if chosen not in FILTERS or (chosen == "away" and not facilitates):
        chosen = "all"
    found = people_page(viewer, community, q=q, chosen=chosen, after=request.GET.get("after", ""))
    base = here(community, "people/")
    older = f"{base}?{urlencode({'f': chosen, 'after': found.after})}" if found.after else None
    context = {
        **place_context(request, community, "people"),
        "rows": [_row(community, line, viewer.person_id) for line in found.lines],
        "chips": _chips(base, chosen, q, facilitates),
        "chosen": chosen,
        "q": q,
        "base": base,
        "older_url": older,
        "first_url": base if request.GET.get("after") else None,
        "may_change": can(viewer, "community.change_people", community),
        "may_invite": can(viewer, "community.invite", community),
        "invite_url": address("facilitate_invite", community),
        "facilitators": [
            {"face": line_face(line), "line": line.does} for line in facilitators_of(viewer, community)
        ],
        "alone": community.member_count <= 1,
    }
    return page(request, "facilitate/people.html", context)


@require_POST
@inside("community.change_people")
def part(request: HttpRequest, community: Community, person: str) -> HttpResponse:
    """Change somebody's part."""
    membership = membership_or_404(request, community, person)
    wanted = request.POST.get("part", "")
    if wanted not in dict(PARTS):
        raise NotVisible
    before = membership.part
    actions.change_part(by=request.viewer, membership=membership, part=wanted)
    said = _("%(name)s: %(part)s.") % {"name": membership.person.first_name, "part": part_word(wanted)}
    undo = address("member_part", community, person=person)
    back = here(community, "people/")
    if request.viewer.person_id == membership.person_id:
        return done(request, back, toast=said)
    return done(request, back, toast=said, undo=undo, undo_fields={"part": before})


@require_http_methods(["GET", "HEAD", "POST"])
@inside("community.change_people")
def hand_over(request: HttpRequest, community: Community, person: str) -> HttpResponse:
    """Make somebody a facilitator in one's own place."""
    membership = membership_or_404(request, community, person)
    if request.method == "POST":
        actions.hand_over(by=request.viewer, membership=membership)
        said = _("%(name)s looks after %(place)s now.") % {
            "name": membership.person.first_name,
            "place": community.name,
        }
        return done(request, here(community, "people/"), toast=said)
    context = {
        **place_context(request, community, "people"),
        "name": membership.person.shown_name,
        "first_name": membership.person.first_name,
        "back": here(community, "people/"),
    }
    return page(request, "facilitate/hand_over.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@inside("community.change_people")
def suspend(request: HttpRequest, community: Community, person: str) -> HttpResponse:
    """Keep somebody out for a while, with a reason for the other facilitators."""
    membership = membership_or_404(request, community, person)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.suspend_member(by=request.viewer, membership=membership, why=form.cleaned_data["why"])
        said = _("%(name)s is suspended and sees nothing inside.") % {"name": membership.person.first_name}
        undo = address("member_let_back", community, person=person)
        return done(request, here(community, "people/"), toast=said, undo=undo)
    context = {
        **place_context(request, community, "people"),
        "name": membership.person.shown_name,
        "first_name": membership.person.first_name,
        "form": form,
        "back": here(community, "people/"),
    }
    status = 422 if request.method == "POST" else 200
    return page(request, "facilitate/suspend.html", context, status=status)


@require_POST
@inside("community.change_people")
def let_back(request: HttpRequest, community: Community, person: str) -> HttpResponse:
    """Let somebody back in as they were."""
    membership = membership_or_404(request, community, person)
    actions.end_suspension(by=request.viewer, membership=membership)
    said = _("%(name)s is back.") % {"name": membership.person.first_name}
    return done(request, here(community, "people/"), toast=said)


@require_POST
@inside("community.change_people")
def remove(request: HttpRequest, community: Community, person: str) -> HttpResponse:
    """Remove somebody, with an undo."""
    membership = membership_or_404(request, community, person)
    actions.remove_member(by=request.viewer, membership=membership)
    said = _("%(name)s is no longer here. What they wrote stays.") % {"name": membership.person.first_name}
    undo = address("member_restore", community, person=person)
    return done(request, here(community, "people/"), toast=said, undo=undo)


@require_POST
@inside("community.change_people")
def restore(request: HttpRequest, community: Community, person: str) -> HttpResponse:
    """Undo a removal."""
    membership = membership_or_404(request, community, person)
    actions.restore_member(by=request.viewer, membership=membership)
    said = _("%(name)s is back.") % {"name": membership.person.first_name}
    return done(request, here(community, "people/"), toast=said)
