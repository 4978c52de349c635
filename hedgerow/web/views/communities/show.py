"""A community's address: its home for those who may read it, its front page for everyone else who may know of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from hedgerow.access.doing import can, reads_community
from hedgerow.access.viewer import Viewer
from hedgerow.communities.models import Community, Room
from hedgerow.communities.queries import carers_of, follows, people_of, standing
from hedgerow.items.audience_words import audience_words
from hedgerow.items.queries.community_home import DocumentLine, shelf, talk_count
from hedgerow.items.queries.item_list import ITEMS, ListRow, lines_in, list_items
from hedgerow.items.queries.pace import paces
from hedgerow.web.answers import page
from hedgerow.web.forms.communities import JoinForm
from hedgerow.web.shell import face, item_url
from hedgerow.web.views.communities.front import front_view
from hedgerow.web.views.communities.places import address, fetch, way_in
from hedgerow.web.views.communities.words import both, pace_words, part_words, rhythm_lines
from hedgerow.web.views.items.lists import row_view
from hedgerow.web.views.places import place_context
from hedgerow.web.words import ago, capped, people, thumb_kind

#: Discussions on the home; their list has the rest.
LINES = 5


@require_safe
def community(request: HttpRequest, code: str, slug: str = "") -> HttpResponse:
    """The wrong words in the address lead to the right ones, so that renaming breaks no link."""
    found = fetch(request, code)
    if request.path != address(found):
        return HttpResponsePermanentRedirect(address(found))
    if reads_community(request.viewer, found):
        return page(request, "communities/home.html", _home(request, found))
    request.section = "communities"
    viewer = request.viewer
    pace = paces(viewer, [found.pk], timezone.now()).get(found.pk)
    context = {**front_view(viewer, found, pace), "form": JoinForm(community=found)}
    return page(request, "communities/front.html", context)


def _home(request: HttpRequest, community: Community) -> dict[str, Any]:
    viewer: Viewer = request.viewer
    found = list_items(viewer, community.pk)
    rows = lines_in(viewer, community.pk, found.rows)
    documents = shelf(viewer, community.pk)
    pace = paces(viewer, [community.pk], timezone.now()).get(community.pk)
    may_start = can(viewer, "community.start_item", community)
    nothing = not rows and not found.pinned and not documents.total
    context = {
        **place_context(request, community, "home"),
        **_mine(viewer, community),
        **_people(viewer, community),
        "audience": audience_words(community),
        "people": people(community.member_count),
        "rhythm": rhythm_lines(community),
        "pace": pace_words(community, pace),
        "pinned": [
            row_view(row, signed_in=viewer.signed_in) for row in lines_in(viewer, community.pk, found.pinned)
        ],
        # For somebody who is not signed in nothing is new, and nothing is old.
        "rows": [row_view(row, signed_in=viewer.signed_in) for row in rows[:LINES]],
        "new": _new(rows) if viewer.signed_in else "",
        "talk": capped(talk_count(viewer, community.pk)) if len(rows) > LINES else "",
        "unanswered": _unanswered(viewer, community) if rows else "",
        "documents": [_document(line) for line in documents.rows],
        "document_count": capped(documents.total),
        "rooms": list(Room.objects.visible_to(viewer).filter(community=community).by_name()[:8]),
        "may_start": may_start,
        "post_url": f"{reverse('post')}?c={community.code}",
        "young": nothing and can(viewer, "community.cultivate", community) and may_start,
    }
    return context


def _mine(viewer: Viewer, community: Community) -> dict[str, Any]:
    own = standing(viewer, community.pk)
    way = way_in(viewer, community)
    outside = way not in ("inside", "suspended") and own.state != "alumni"
    return {
        "part": own.part if own.state == "active" else "",
        "you": part_words(own.part) if own.state == "active" else "",
        "may_change_part": own.part in ("member", "listener")
        and can(viewer, "community.change_part", community),
        "alumni": own.state == "alumni",
        "way": way,
        "one_press": way == "join" and viewer.signed_in and not community.ground_rules,
        "followed": follows(viewer, community.pk) if outside else False,
        "may_follow": outside and viewer.signed_in and community.reading != "members",
    }


def _people(viewer: Viewer, community: Community) -> dict[str, Any]:
    found = people_of(viewer, community)
    faces = [face(one.code, one.name, one.photo) for one in found.rows]
    carers = carers_of([community.pk])[community.pk]
    names = [one.name or _("Someone new") for one in carers[:3]]
    listening = found.listening
    return {
        "faces": faces,
        "carers": both(names),
        "listening": ngettext("%(n)s of us is just listening.", "%(n)s of us are just listening.", listening)
        % {"n": capped(listening)}
        if listening and faces
        else "",
        "willing": [(words, name.split()[0] if name else "") for words, name in found.willing[:3]],
    }


def _new(rows: list[ListRow]) -> str:
    fresh = sum(1 for row in rows if not row.opened or row.new)
    if not fresh:
        return ""
    return _("%(n)s new") % {"n": f"{ITEMS}+" if fresh >= ITEMS else fresh}


def _unanswered(viewer: Viewer, community: Community) -> str:
    waiting = len(list_items(viewer, community.pk, chosen="unanswered").rows)
    if not waiting:
        return ""
    return _("Unanswered, %(n)s") % {"n": f"{ITEMS}+" if waiting >= ITEMS else waiting}


def _document(line: DocumentLine) -> dict[str, str]:
    meta = [_("Version %(n)s") % {"n": line.version}] if line.version > 1 else [line.author_name]
    if line.at:
        meta.append(ago(line.at))
    return {
        "title": line.title,
        "url": item_url(line.code, line.title, "document"),
        "kind": thumb_kind(line.kind),
        "meta": " · ".join(part for part in meta if part),
    }
