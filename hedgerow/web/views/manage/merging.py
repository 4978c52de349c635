"""Making one account of two: which, what follows in numbers, and only then the deed."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from hedgerow.access.refusals import NotAllowed
from hedgerow.people.addresses import find_person
from hedgerow.people.queries_managed import person_to_manage
from hedgerow.web.answers import done
from hedgerow.web.forms.manage import EmailForm
from hedgerow.web.views.manage.inside import manage_page, managing, tried
from hedgerow.web.views.manage.people import here
from hedgerow.workflows.merging import Merging, merge_accounts, what_merging_does


def _lines(does: Merging) -> list[str]:
    lines = [
        (does.addresses, ngettext("%(n)s address", "%(n)s addresses", does.addresses)),
        (
            does.communities,
            ngettext("a place in %(n)s community", "places in %(n)s communities", does.communities),
        ),
        (does.discussions, ngettext("%(n)s discussion", "%(n)s discussions", does.discussions)),
        (does.documents, ngettext("%(n)s document", "%(n)s documents", does.documents)),
        (does.replies, ngettext("%(n)s reply", "%(n)s replies", does.replies)),
        (
            does.marks,
            ngettext("%(n)s mark of reading or thanks", "%(n)s marks of reading and thanks", does.marks),
        ),
    ]
    return [words % {"n": number} for number, words in lines if number]


@managing
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, code: str) -> HttpResponse:
    """First which other account, then in numbers what moves, then by a second button."""
    kept = person_to_manage(request.viewer, code)
    form = EmailForm(request.POST if tried(request) else None)
    context = {"person": kept, "form": form, "back": here(kept), "other": None}
    if tried(request) and form.is_valid():
        other = find_person(form.cleaned_data["email"])
        if other is None or other.closed_at is not None:
            form.add_error("email", _("No account has that address."))
        elif request.POST.get("told") == other.code:
            try:
                deed = merge_accounts(
                    by=request.viewer, kept=code, other=other.code, why=form.cleaned_data["why"]
                )
            except NotAllowed as refusal:
                form.add_error("email", str(refusal))
            else:
                said = _("They are one account now. It can be undone for 30 days.")
                return done(request, here(kept), toast=said, undo=reverse("manage_undo", args=[deed.pk]))
        else:
            does = what_merging_does(request.viewer, kept=kept, other=other)
            context |= {"other": other, "lines": _lines(does), "both": does.both}
            return manage_page(request, "merge", "manage_people", context)
    return manage_page(request, "merge", "manage_people", context, status=422 if tried(request) else 200)
