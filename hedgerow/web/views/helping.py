"""Who can help with what was refused, by name."""

from django.http import HttpRequest

from hedgerow.access.refusals import NotAllowed
from hedgerow.communities.models import Community
from hedgerow.communities.queries import carers_of
from hedgerow.web.catalogue import gettext as _
from hedgerow.web.views.communities.words import either


def who_can_help(request: HttpRequest, refusal: NotAllowed) -> str:
    """The sentence of a refusal; where facilitators can help, their names instead of what the page's heading says."""
    if refusal.community is None:
        return refusal.sentence
    place = refusal.community.pk
    # Their names stand on the front page: for those who may read that.
    known = Community.objects.visible_to(request.viewer).filter(pk=place).exists()
    carers = carers_of([place])[place] if known else []
    if not carers:
        return _("A facilitator of %(name)s can help.") % {"name": refusal.community.name}
    words = {"name": refusal.community.name, "people": either(carers)}
    return _("A facilitator of %(name)s can help: ask %(people)s.") % words
