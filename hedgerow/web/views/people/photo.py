"""A person's picture: shown to who sees them or words of theirs, changed and removed by themselves."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hedgerow.base.files.kinds import KINDS
from hedgerow.base.files.ranges import etag_of, serving_headers
from hedgerow.items.queries.lately import has_visible_words
from hedgerow.people.actions.profile import NotAPicture, photos, remove_photo, set_photo
from hedgerow.people.limits import hold
from hedgerow.people.models import Person
from hedgerow.people.queries import photo_of
from hedgerow.web.answers import done
from hedgerow.web.files import file_answer
from hedgerow.web.signed_in import signed_in
from hedgerow.web.views.people.profile import edit_page, start_form


@require_safe
def show(request: HttpRequest, code: str) -> HttpResponseBase:
    """The bytes. SECURITY: strangers never get a face, also where they may read the words."""
    viewer = request.viewer
    if not viewer.signed_in:
        raise Http404
    # SECURITY: for nobody's picture the same is asked as for one that the viewer must not see.
    person_id, key = photo_of(code) or (0, "")
    sees = Person.objects.visible_to(viewer).filter(pk=person_id).exists()
    if not (sees or has_visible_words(viewer, person_id)) or not key:
        raise Http404
    headers = serving_headers(KINDS["webp"], "photo.webp", True)
    try:
        return file_answer(request, photos().path(key), headers, etag=etag_of(key.rpartition("/")[2]))
    except FileNotFoundError:
        raise Http404 from None


@require_POST
@signed_in
def change(request: HttpRequest) -> HttpResponse:
    """Take a picture as mine."""
    person = get_object_or_404(Person.objects.visible_to(request.viewer), pk=request.viewer.person_id)
    file = request.FILES.get("photo")
    if file is None or file.file is None:
        return edit_page(
            request, person, start_form(person), photo_error=_("Choose a picture from your device.")
        )
    hold("photo", str(person.pk), most=20, seconds=3600)
    try:
        set_photo(by=request.viewer, file=file.file, name=file.name or "")
    except NotAPicture as refusal:
        return edit_page(request, person, start_form(person), photo_error=str(refusal.sentence))
    return done(request, reverse("profile_edit"), toast=_("Your picture is changed."))


@require_POST
@signed_in
def remove(request: HttpRequest) -> HttpResponse:
    """Back to my initials."""
    remove_photo(by=request.viewer)
    return done(request, reverse("profile_edit"), toast=_("Your picture is deleted."))
