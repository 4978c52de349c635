"""Lists of one's own: what I follow and muted, and what was removed and can be put back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hedgerow.access.doing import known_name
from hedgerow.base.text import excerpt
from hedgerow.communities.following import followed_ids
from hedgerow.communities.models import Community
from hedgerow.items.actions import may_restore
from hedgerow.items.models import Item, Reply
from hedgerow.items.queries.mine import followed, removed_list
from hedgerow.web.answers import page
from hedgerow.web.shell import community_url, item_url
from hedgerow.web.signed_in import signed_in
from hedgerow.web.words import ago


def kind_word(kind: str) -> str:
    """The kind of an item as people say it."""
    words = {"question": _("Question"), "document": _("Document"), "event": _("Event"), "page": _("Page")}
    return words.get(kind) or _("Discussion")


@require_safe
@signed_in
def following(request: HttpRequest) -> HttpResponse:
    """What I follow and what I muted."""
    request.section = "following"
    viewer = request.viewer
    lines = [
        {
            "code": line.code,
            "title": line.title,
            "url": item_url(line.code, line.title, line.kind),
            "kind": line.kind,
            "kind_label": kind_word(line.kind),
            "meta": " · ".join(filter(None, (line.community_name, ago(line.last_active_at)))),
            "muted": line.level == "mute",
        }
        for line in followed(viewer)
    ]
    found = Community.objects.visible_to(viewer).filter(pk__in=followed_ids(viewer.person_id)).archived_last()
    communities = [(one.name, one.species, one.purpose, community_url(one.code, one.name)) for one in found]
    return page(request, "write/following.html", {"lines": lines, "communities": communities})


@require_safe
@signed_in
def removed(request: HttpRequest) -> HttpResponse:
    """What was removed in the last 30 days: my own, and in places that I look after."""
    request.section = "drafts"
    viewer = request.viewer
    items, replies = removed_list(viewer)
    found: list[Any] = [*items, *replies]
    rows = sorted(found, key=lambda row: row.removed_at, reverse=True)
    lines = [_line(request, row) for row in rows]
    context = {
        "mine": [line for line in lines if line["own"]],
        "others": [line for line in lines if not line["own"]],
    }
    return page(request, "write/removed.html", context)


def _line(request: HttpRequest, row: Item | Reply) -> dict[str, object]:
    viewer = request.viewer  # type: ignore[attr-defined]
    item = row.item if isinstance(row, Reply) else row
    own = viewer.wrote(row.author_id)
    verb = "reply_restore" if isinstance(row, Reply) else "item_restore"
    back = reverse(verb, kwargs={"code": row.code}) + f"?next={reverse('removed')}"
    who = "" if own else (row.author.shown_name if row.author else _("Former member"))
    return {
        "own": own,
        "title": item.title,
        "url": item_url(item.code, item.title, item.kind),
        "kind": "answer" if isinstance(row, Reply) else item.kind,
        "kind_label": _("Reply") if isinstance(row, Reply) else kind_word(item.kind),
        "meta": " · ".join(
            filter(
                None,
                (
                    known_name(viewer, item.community),
                    who,
                    _by_whom(row, own, viewer.wrote(row.removed_by_id)),
                ),
            )
        ),
        "quote": excerpt(row.plain, 160),
        "why": row.removed_why,
        "restore_url": back if may_restore(viewer, row) else "",
    }


def _by_whom(row: Item | Reply, own: bool, by_me: bool) -> str:
    when = ago(row.removed_at) if row.removed_at else ""
    if by_me:
        return _("removed by you, %(when)s") % {"when": when}
    if row.removed_by_id == row.author_id:
        return _("taken back by who wrote it, %(when)s") % {"when": when}
    if own or row.removed_by is None:
        return _("removed by a facilitator, %(when)s") % {"when": when}
    return _("removed by %(name)s, %(when)s") % {"name": row.removed_by.shown_name, "when": when}
