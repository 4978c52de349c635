"""People as administrators look after them: find, shut and open an account, help to sign in, make an administrator."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hedgerow.people.actions.managing import (
    deactivate,
    end_administrator,
    make_administrator,
    make_help_code,
    reactivate,
)
from hedgerow.people.addresses import addresses_of
from hedgerow.people.deeds import log_page
from hedgerow.people.limits import hold
from hedgerow.people.models import Person
from hedgerow.people.queries_managed import find_people, person_to_manage, state_of
from hedgerow.web.answers import done
from hedgerow.web.forms.manage import WhyForm
from hedgerow.web.shell import face
from hedgerow.web.views.manage.inside import manage_page, managing, tried
from hedgerow.web.views.manage.words import deed_row
from hedgerow.web.words import day
from hedgerow.workflows.account_means import AccountMeans, account_means


def state_word(state: str) -> str:
    """Where an account is, in a word or two; "" for an ordinary one."""
    words = {
        "deactivated": _("Deactivated"),
        "closing": _("Closes soon"),
        "merged": _("Merged"),
        "closed": _("Closed"),
    }
    return words.get(state, "")


def here(person: Person) -> str:
    """The page of this account."""
    return reverse("manage_person", args=[person.code])


def means_lines(means: AccountMeans) -> list[str]:
    """The numbers as short lines, without the empty ones."""
    lines = [
        (means.communities, ngettext("%(n)s community", "%(n)s communities", means.communities)),
        (means.discussions, ngettext("%(n)s discussion", "%(n)s discussions", means.discussions)),
        (means.documents, ngettext("%(n)s document", "%(n)s documents", means.documents)),
        (means.replies, ngettext("%(n)s reply", "%(n)s replies", means.replies)),
        (means.devices, ngettext("signed in on %(n)s device", "signed in on %(n)s devices", means.devices)),
    ]
    return [words % {"n": number} for number, words in lines if number]


@managing
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Find an account by a part of a name or of an address."""
    q, before = request.GET.get("q", "").strip()[:80], request.GET.get("before", "0")
    rows, following = find_people(
        request.viewer, q, before=int(before) if before.isdecimal() and len(before) < 12 else 0
    )
    lines = [
        {
            "face": face(row.code, row.name, row.photo)._replace(
                url=reverse("manage_person", args=[row.code]), photo_url=None
            ),
            "meta": row.email,
            "tag": _("Administrator") if row.administrator else state_word(row.state),
        }
        for row in rows
    ]
    older = f"?before={following}&q={q}" if following else None
    return manage_page(request, "people", "manage_people", {"rows": lines, "q": q, "older_url": older})


@managing
@require_safe
def person(request: HttpRequest, code: str) -> HttpResponse:
    """One account: its addresses, what hangs on it in numbers, what administrators did, and what can be done."""
    found = person_to_manage(request.viewer, code)
    return _person_page(request, found)


def _person_page(request: HttpRequest, found: Person, **more: Any) -> HttpResponse:
    means = account_means(request.viewer, found)
    context = {
        "person": found,
        "state": state_of(found),
        "state_word": state_word(state_of(found)),
        "face": face(found.code, found.name)._replace(url=None),
        "addresses": addresses_of(found),
        "joined": day(found.joined_at),
        "lines": means_lines(means),
        "own": found.pk == request.viewer.person_id,
        "deeds": [deed_row(deed) for deed in log_page(request.viewer, person=found).deeds],
        "help_code": "",
        "back": reverse("manage_people"),
        **more,
    }
    return manage_page(request, "person", "manage_people", context)


@managing
@require_http_methods(["GET", "HEAD", "POST"])
def person_deactivate(request: HttpRequest, code: str) -> HttpResponse:
    """Told in numbers first, and done with a reason that they read."""
    found = person_to_manage(request.viewer, code)
    form = WhyForm(request.POST if tried(request) else None)
    if tried(request) and form.is_valid():
        deactivate(by=request.viewer, code=code, why=form.cleaned_data["why"])
        said = _("%(name)s can no longer sign in.") % {"name": found.shown_name}
        return done(request, here(found), toast=said, undo=reverse("manage_person_reactivate", args=[code]))
    means = account_means(request.viewer, found)
    context = {
        "person": found,
        "form": form,
        "means": means,
        "lines": means_lines(means),
        "back": here(found),
    }
    status = 422 if tried(request) else 200
    return manage_page(request, "deactivate", "manage_people", context, status=status)


@managing
@require_POST
def person_reactivate(request: HttpRequest, code: str) -> HttpResponse:
    """Open the account again."""
    found = reactivate(by=request.viewer, code=code)
    said = _("%(name)s can sign in again.") % {"name": found.shown_name}
    return done(request, here(found), toast=said)


@managing
@require_POST
def person_administrator(request: HttpRequest, code: str) -> HttpResponse:
    """Make somebody an administrator, or end that."""
    found = person_to_manage(request.viewer, code)
    again = reverse("manage_person_administrator", args=[code])
    if request.POST.get("on") == "1":
        make_administrator(by=request.viewer, code=code)
        said, fields = _("%(name)s is an administrator now."), {"on": "0"}
    else:
        end_administrator(by=request.viewer, code=code)
        said, fields = _("%(name)s is no longer an administrator."), {"on": "1"}
    toast = said % {"name": found.shown_name}
    return done(request, here(found), toast=toast, undo=again, undo_fields=fields)


@managing
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("digits")
def person_help(request: HttpRequest, code: str) -> HttpResponse:
    """A code to hand over, shown once: it stands in the answer to the form and nowhere else."""
    found = person_to_manage(request.viewer, code)
    form = WhyForm(request.POST if tried(request) else None)
    if tried(request) and form.is_valid():
        hold("help.made", str(request.viewer.person_id), most=30, seconds=3600)
        digits = make_help_code(by=request.viewer, code=code, why=form.cleaned_data["why"])
        return _person_page(request, found, help_code=f"{digits[:4]} {digits[4:]}")
    context = {"person": found, "form": form, "back": here(found), "email": found.email}
    status = 422 if tried(request) else 200
    return manage_page(request, "help", "manage_people", context, status=status)
