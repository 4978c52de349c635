"""A person's profile, field by field as its owner allows; and one's own, to change."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hedgerow.base.text import resolve
from hedgerow.communities.queries_people import facilitates_for, in_common
from hedgerow.items.queries.lately import Lately, lately_of
from hedgerow.people.actions.profile import change_profile
from hedgerow.people.models import Person
from hedgerow.people.models.person import SEEN_BY
from hedgerow.web.answers import done, page
from hedgerow.web.forms.people import ProfileForm
from hedgerow.web.shell import community_url, face, item_url, person_url
from hedgerow.web.signed_in import signed_in
from hedgerow.web.views.facilitate.look_after import part_word
from hedgerow.web.words import ago


def _shown(person: Person, own: bool, facilitates: bool) -> dict[str, Any]:
    """The fields that this reader may see."""

    def may(seen_by: str) -> bool:
        return own or seen_by == "members" or (seen_by == "facilitators" and facilitates)

    html = person.about_html if may(person.about_seen_by) else ""
    return {
        "does": person.what_i_do if may(person.what_i_do_seen_by) else "",
        "about": resolve(html, people={}, items={}, files={}) if html else "",
        "willing": person.willing_list if may(person.willing_seen_by) else [],
    }


def _lately_row(line: Lately) -> dict[str, str]:
    here = item_url(line.code, line.title, line.kind)
    words = {"question": _("Question"), "document": _("Document")}
    if line.number is None:
        did = _("Asked") if line.kind == "question" else _("Started")
        did = _("Added") if line.kind == "document" else did
    else:
        did = _("Answered") if line.answer else _("Replied")
    return {
        "title": line.title,
        "url": here if line.number is None else f"{here}?reply={line.number}#r{line.number}",
        "kind": line.kind,
        "kind_label": words.get(line.kind, _("Discussion")),
        "meta": f"{did} {ago(line.at)} · {line.community}",
    }


@require_safe
@signed_in
def show(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """Who somebody is, for people who share a community with them."""
    viewer = request.viewer
    person = get_object_or_404(Person.objects.visible_to(viewer), code=code)
    if slug != person.slug:
        return HttpResponsePermanentRedirect(person_url(code, person.shown_name))
    own = person.pk == viewer.person_id
    context = {
        "person": face(person.code, person.shown_name, person.photo),
        "pronouns": person.pronouns,
        "own": own,
        **_shown(person, own, facilitates_for(viewer, person.pk)),
        "places": [
            (one.name, one.species, community_url(one.code, one.name), part_word(one.part))
            for one in in_common(viewer, person.pk)
        ],
        "lately": [_lately_row(line) for line in lately_of(viewer, person.pk)],
    }
    return page(request, "people/profile.html", context)


_FIELDS = (
    "name",
    "pronouns",
    "what_i_do",
    "what_i_do_seen_by",
    "about",
    "about_seen_by",
    "willing",
    "willing_seen_by",
)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest) -> HttpResponse:
    """Change my profile."""
    person = get_object_or_404(Person.objects.visible_to(request.viewer), pk=request.viewer.person_id)
    tried = request.method == "POST"
    start = {name: getattr(person, name) for name in _FIELDS}
    form = ProfileForm(request.POST if tried else None, initial=start)
    if tried and form.is_valid():
        change_profile(by=request.viewer, **form.cleaned_data)
        return done(request, reverse("profile_edit"), toast=_("Saved."))
    return edit_page(request, person, form, tried=tried)


def edit_page(
    request: HttpRequest, person: Person, form: ProfileForm, *, tried: bool = False, photo_error: str = ""
) -> HttpResponse:
    """The page on which I change my profile and my picture."""
    context = {
        "form": form,
        "tried": tried,
        "photo_error": photo_error,
        "person": face(person.code, person.shown_name, person.photo),
        "seen_by": SEEN_BY,
        "roles": form.roles(),
    }
    return page(request, "people/edit.html", context, status=422 if tried or photo_error else 200)


def start_form(person: Person) -> ProfileForm:
    """The form as it begins."""
    return ProfileForm(initial={name: getattr(person, name) for name in _FIELDS})
