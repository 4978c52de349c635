"""Inviting people: a pasted list, shown back to be corrected, then sent."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hedgerow.communities import actions
from hedgerow.communities.actions.inviting import written_to
from hedgerow.communities.models import Community
from hedgerow.communities.parsing_invitations import read_people
from hedgerow.communities.queries_people import domains_here
from hedgerow.web.answers import done, page
from hedgerow.web.forms.facilitate import MOST_LINES, InviteForm, ReviewLine, review_lines
from hedgerow.web.pace import too_much
from hedgerow.web.views.facilitate.inside import inside
from hedgerow.web.views.facilitate.look_after import address
from hedgerow.web.views.places import place_context


@require_http_methods(["GET", "HEAD", "POST"])
@inside("community.invite")
def invite(request: HttpRequest, community: Community) -> HttpResponse:
    """Paste; look at what was read; send."""
    if request.method != "POST":
        return _ask(request, community, InviteForm(initial={"part": "member"}), tried=False)
    if request.POST.get("step") == "send":
        return _send(request, community)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _ask(request, community, form, tried=True)
    read = read_people(form.cleaned_data["people"], known_domains=domains_here(request.viewer, community))
    if len(read) > MOST_LINES:
        form.add_error(
            "people", _("This is more than %(n)s people. Paste them in parts.") % {"n": MOST_LINES}
        )
        return _ask(request, community, form, tried=True)
    lines = [
        ReviewLine(number, one.name, one.email, one.email, not one.wrong) for number, one in enumerate(read)
    ]
    for line, one in zip(lines, read, strict=True):
        line.guess = one.guess
        line.note = one.wrong
    _look_up(community, lines)
    return _review(request, community, lines, form.cleaned_data["message"], form.cleaned_data["part"], 200)


def _look_up(community: Community, lines: list[ReviewLine]) -> None:
    """Who needs no invitation is left out, with the reason."""
    known = written_to(community, [line.email for line in lines])
    for line in lines:
        found = known.get(line.email)
        if found:
            line.note, line.chosen, line.original = found, False, line.email


def _send(request: HttpRequest, community: Community) -> HttpResponse:
    form = InviteForm({**request.POST.dict(), "people": "@"})
    lines = review_lines(request.POST)
    valid = form.is_valid()
    # Every line is checked, so that all of them show what is to mend.
    fine = sum(line.check() for line in lines) == len(lines)
    wanted = [line for line in lines if line.wanted]
    if not (valid and fine and wanted):
        message, part = request.POST.get("message", ""), request.POST.get("part", "member")
        return _review(request, community, lines, message, part, 422)
    before = written_to(community, [line.email for line in wanted])
    count = len({line.email for line in wanted} - set(before))
    over = too_much(request.viewer, "invitations", count)
    if over:
        return _review(
            request, community, lines, request.POST.get("message", ""), form.cleaned_data["part"], 422, over
        )
    actions.invite_people(
        by=request.viewer,
        community=community,
        people=[(line.name, line.email) for line in wanted],
        message=form.cleaned_data["message"],
        part=form.cleaned_data["part"],
    )
    said = ngettext("Sent %(n)s invitation.", "Sent %(n)s invitations.", count) % {"n": count}
    return done(request, address("facilitate", community), toast=said)


def _ask(request: HttpRequest, community: Community, form: InviteForm, *, tried: bool) -> HttpResponse:
    context = {**place_context(request, community, "look-after"), "form": form, "tried": tried}
    context["back"] = address("facilitate", community)
    return page(request, "facilitate/invite.html", context, status=422 if tried else 200)


def _summary(lines: list[ReviewLine]) -> str:
    """ "14 people, 1 already here, 1 looks mistyped: nhs.example"."""
    parts = [ngettext("%(n)s person", "%(n)s people", len(lines)) % {"n": len(lines)}]
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.note] = counts.get(line.note, 0) + 1
    if counts.get("here"):
        parts.append(_("%(n)s already here") % {"n": counts["here"]})
    if counts.get("waiting"):
        parts.append(_("%(n)s already invited") % {"n": counts["waiting"]})
    if counts.get("declined"):
        parts.append(_("%(n)s said no thanks") % {"n": counts["declined"]})
    wrong = [line for line in lines if line.note in ("slip", "shape")]
    if wrong:
        domains = ", ".join(sorted({line.email.rpartition("@")[2] or line.email for line in wrong})[:3])
        looks = ngettext("%(n)s looks mistyped: %(what)s", "%(n)s look mistyped: %(what)s", len(wrong))
        parts.append(looks % {"n": len(wrong), "what": domains})
    return ", ".join(parts)


def _review(
    request: HttpRequest,
    community: Community,
    lines: list[ReviewLine],
    message: str,
    part: str,
    status: int,
    over: str = "",
) -> HttpResponse:
    errors = [(line.error, f"#f-email-{line.number}") for line in lines if line.error]
    if over:
        errors = [(over, "#list")]
    elif status == 422 and not errors:
        errors = [(_("Tick at least one person."), "#list")]
    context: dict[str, Any] = {
        **place_context(request, community, "look-after"),
        "summary": _summary(lines),
        "to_do": [line for line in lines if line.note not in ("here", "waiting", "declined")],
        "settled": [line for line in lines if line.note in ("here", "waiting", "declined")],
        "count": len(lines),
        "message": message,
        "part": part,
        "errors": errors,
        "again": address("facilitate_invite", community),
    }
    return page(request, "facilitate/review.html", context, status=status)
