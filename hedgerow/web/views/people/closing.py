"""Closing my account: told in numbers, asked, and a week to think again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hedgerow.access.refusals import NotAllowed
from hedgerow.people.actions.closing import keep_account
from hedgerow.people.models import Person
from hedgerow.web.accounts.proof import go_and_prove, proved_lately
from hedgerow.web.answers import done, page
from hedgerow.web.forms.people import CloseForm
from hedgerow.web.shell import community_url
from hedgerow.web.signed_in import signed_in
from hedgerow.web.words import day
from hedgerow.workflows.closing import ask_to_close_account, what_closing_means


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def close(request: HttpRequest) -> HttpResponse:
    """What closing means for me; then a week until it is final."""
    person = get_object_or_404(Person.objects.visible_to(request.viewer), pk=request.viewer.person_id)
    # To think again needs no proof; to close does.
    if person.closing_at is None and not proved_lately(request):
        return go_and_prove(reverse("close_account"))
    form = CloseForm(request.POST if request.method == "POST" else None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            ends = ask_to_close_account(by=request.viewer, words=form.cleaned_data["words"])
            said = _("Your account closes on %(day)s. You can think again until then.")
            return done(request, reverse("close_account"), toast=said % {"day": day(ends)})
        except NotAllowed as refused:
            refusal = refused.sentence
    means = what_closing_means(request.viewer)
    context = {
        "form": form,
        "tried": request.method == "POST",
        "refusal": refusal,
        "means": means,
        "alone": [(one.name, community_url(one.code, one.name, "people/")) for one in means.alone],
        "closes": day(person.closing_at) if person.closing_at else "",
        "keeps_words": person.closing_words == "keep",
    }
    return page(request, "people/close.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@signed_in
def keep(request: HttpRequest) -> HttpResponse:
    """Think again."""
    keep_account(by=request.viewer)
    return done(request, reverse("home"), toast=_("Your account stays open. Nothing was changed."))
