"""Everything that one account put in: what that is in numbers, and out of sight with it, with an undo."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hedgerow.people.queries_managed import person_to_manage
from hedgerow.web.answers import done
from hedgerow.web.forms.manage import WhyForm
from hedgerow.web.views.manage.inside import manage_page, managing, tried
from hedgerow.web.views.manage.people import here
from hedgerow.workflows.removing_words import Words, remove_everything, what_they_put_in


def _lines(words: Words) -> list[str]:
    lines = [
        (words.discussions, ngettext("%(n)s discussion", "%(n)s discussions", words.discussions)),
        (words.documents, ngettext("%(n)s document", "%(n)s documents", words.documents)),
        (words.replies, ngettext("%(n)s reply", "%(n)s replies", words.replies)),
        (words.reactions, ngettext("%(n)s thanks", "%(n)s thanks", words.reactions)),
        (words.invitations, ngettext("%(n)s open invitation", "%(n)s open invitations", words.invitations)),
        (words.requests, ngettext("%(n)s request to join", "%(n)s requests to join", words.requests)),
    ]
    return [said % {"n": number} for number, said in lines if number]


@managing
@require_http_methods(["GET", "HEAD", "POST"])
def remove_words(request: HttpRequest, code: str) -> HttpResponse:
    """Told in numbers first, and done with a reason."""
    found = person_to_manage(request.viewer, code)
    form = WhyForm(request.POST if tried(request) else None)
    if tried(request) and form.is_valid():
        deed = remove_everything(by=request.viewer, code=code, why=form.cleaned_data["why"])
        said = _("Everything that %(name)s put in is out of sight.") % {"name": found.shown_name}
        return done(request, here(found), toast=said, undo=reverse("manage_undo", args=[deed.pk]))
    lines = _lines(what_they_put_in(request.viewer, found))
    context = {"person": found, "form": form, "lines": lines, "back": here(found)}
    return manage_page(request, "remove", "manage_people", context, status=422 if tried(request) else 200)
