"""The place's own words about itself: written here, read by everyone under Help and at the foot of pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hedgerow.people.actions.place import policy_of, write_policy
from hedgerow.people.models import Policy
from hedgerow.web.answers import done
from hedgerow.web.forms.manage import PolicyForm
from hedgerow.web.views.manage.inside import manage_page, managing, tried
from hedgerow.web.views.manage.words import policy_words
from hedgerow.web.words import exact


@managing
@require_http_methods(["GET", "HEAD", "POST"])
def policy(request: HttpRequest, key: str) -> HttpResponse:
    """Write one of them; the versions before stay, and the log has the way back."""
    if key not in Policy.KEYS:
        raise Http404
    now = policy_of(key)
    form = PolicyForm(request.POST if tried(request) else None, initial={"words": now.text if now else ""})
    if tried(request) and form.is_valid():
        write_policy(by=request.viewer, key=key, text=form.cleaned_data["words"])
        return done(request, reverse("manage_settings"), toast=_("Saved."))
    context = {
        "form": form,
        "key": key,
        "title": policy_words()[key],
        "changed": "" if now is None else exact(now.at),
        "by": "" if now is None or now.by is None else now.by.shown_name,
    }
    return manage_page(request, "policy", "manage_settings", context, status=422 if tried(request) else 200)
