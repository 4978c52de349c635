"""The page of one discussion or question."""

from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.utils import timezone

from hedgerow.access.doing import can
from hedgerow.access.refusals import NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.items.audience_words import audience_words
from hedgerow.items.queries.item_page import (
    REPLIES,
    Reading,
    ReplyRow,
    files_of,
    my_reactions,
    new_replies,
    read_item,
    replies_of,
    taking_part,
)
from hedgerow.items.queries.marks import mark_read
from hedgerow.web.answers import page
from hedgerow.web.catalogue import gettext as _
from hedgerow.web.catalogue import ngettext
from hedgerow.web.guard import guard_words
from hedgerow.web.shell import community_url, item_url
from hedgerow.web.views.items.blocks import author_face, block_html, block_of
from hedgerow.web.views.items.composer import reply_composer
from hedgerow.web.views.items.tokens import known_in
from hedgerow.web.views.places import place_context
from hedgerow.web.words import ago


class May(NamedTuple):
    """What the viewer may do on this page; only shows or hides buttons."""

    reply: bool
    react: bool
    write: bool
    edit: bool
    remove: bool
    restore: bool
    pin: bool
    close: bool
    move: bool
    choose: bool
    follow: bool


def _may(viewer: Viewer, reading: Reading) -> May:
    item = reading.item
    if viewer.person_id is None:
        return May(*[False] * len(May._fields))
    own = item.author_id == viewer.person_id
    return May(
        reply=item.closed_at is None and can(viewer, "reply.add", item),
        react=can(viewer, "item.react", item),
        write=item.community.archived_at is None,
        edit=can(viewer, "item.edit", item),
        remove=can(viewer, "item.remove", item),
        restore=can(viewer, "item.restore", item)
        and (item.removed_by_id == viewer.person_id if own else item.removed_by_id != item.author_id),
        pin=can(viewer, "item.pin", item),
        close=can(viewer, "item.close", item),
        move=can(viewer, "item.move", item),
        choose=item.kind == "question" and can(viewer, "question.answer", item),
        follow=can(viewer, "item.follow", item),
    )


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isdigit() and len(value) < 9 else None


def _after(request: HttpRequest) -> int:
    """The number before the page's first: from `?reply=` (the page that holds it) or `?after=`."""
    wanted = _number(request, "reply")
    if wanted is not None:
        return max(0, (wanted - 1) // REPLIES * REPLIES)
    return (_number(request, "after") or 0) // REPLIES * REPLIES


def show(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """One item with a page of its replies. Opening it moves the read mark, which is all that it writes."""
    viewer: Viewer = request.viewer
    reading = read_item(viewer, code)
    if reading is None:
        raise NotVisible
    item = reading.item
    here = item_url(item.code, item.title, item.kind)
    if request.path != here:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{here}?{query}" if query else here)
    request.community_id, request.section = item.community_id, ""
    context = item_context(request, viewer, reading, here)
    response = page(request, "items/show.html", context)
    remember(request, viewer, reading)
    return response


def item_context(
    request: HttpRequest, viewer: Viewer, reading: Reading, here: str, *, section: str = "discussions"
) -> dict[str, object]:
    """What the page of an item of any kind shows of it and of what was said under it."""
    item, after, may = reading.item, _after(request), _may(viewer, reading)
    replies = replies_of(viewer, reading, after)
    files = files_of(item.pk)
    answer = _answer(viewer, reading, replies)
    texts = [item.html, *(reply.html for reply in replies), *([answer.html] if answer else [])]
    known = known_in(viewer, texts, [row for rows in files.values() for row in rows])
    reactions = my_reactions(viewer, item.pk)
    new, first_new = (0, None) if reading.mark is None else new_replies(viewer, reading, reading.mark)
    chosen_by = _("Chosen answer")
    lines: list[tuple[str, object]] = []
    for reply in replies:
        fresh = first_new is not None and reply.number is not None and reply.number >= first_new
        if fresh and reply.number == first_new:
            lines.append(("unread", _new_since(new, reading)))
        block = block_of(
            reading,
            reply,
            html=known.shown(reply.html),
            files=tuple(files.get(reply.pk, ())),
            mine=frozenset(kind for pk, kind in reactions if pk == reply.pk),
            new=fresh and reply.author.id != viewer.person_id,
            chosen_by=chosen_by,
            may=may,
            me=viewer.person_id,
        )
        lines.append(("reply", block_html(block)))
    return {
        **place_context(request, item.community, section),
        "item": item,
        "reading": reading,
        "may": may,
        "here": here,
        "back": community_url(item.community.code, item.community.name, "discussions/"),
        "body": known.shown(item.html),
        "files": files.get(None, ()),
        "mine": {kind for pk, kind in reactions if pk is None},
        "lines": lines,
        "answer": answer,
        "answer_html": known.shown(answer.html) if answer else "",
        "new": new,
        "first_new": first_new,
        "first_new_url": f"{here}?reply={first_new}#new" if first_new else "",
        "newer_url": f"{here}?after={after + REPLIES}" if item.last_number > after + REPLIES else None,
        "older_url": f"{here}?after={after - REPLIES}" if after else None,
        "audience": audience_words(item),
        "people": _people(reading) if reading.inside else [],
        "box": reply_composer(request, item) if may.reply else None,
        "guard": guard_words(),
        "me": viewer.person_id,
        "author_face": author_face(item.author, reading.inside),
        "answer_face": author_face(answer.author, reading.inside) if answer else None,
    }


def _people(reading: Reading) -> list[dict[str, object]]:
    """Who takes part, with what they did, for the side of the page."""
    found: list[dict[str, object]] = []
    for one in taking_part(reading):
        if one.asked:
            line = _("asked the question") if reading.item.kind == "question" else _("started it")
        else:
            line = ngettext("%(n)s reply", "%(n)s replies", one.replies) % {"n": one.replies}
        found.append({"face": author_face(one.author, True), "line": line})
    return found


def _answer(viewer: Viewer, reading: Reading, replies: list[ReplyRow]) -> ReplyRow | None:
    """The chosen answer, from this page's replies or, on another page, by one more query."""
    wanted = reading.item.answer_id
    if wanted is None:
        return None
    for reply in replies:
        if reply.pk == wanted and reply.state == "published":
            return reply
    return next((r for r in replies_of(viewer, reading, 0, only=wanted) if r.state == "published"), None)


def _new_since(count: int, reading: Reading) -> str:
    since = ago(reading.mark_at) if reading.mark_at else ""
    return ngettext(
        "%(count)s new since you were here, %(since)s", "%(count)s new since you were here, %(since)s", count
    ) % {
        "count": count,
        "since": since,
    }


def remember(
    request: HttpRequest, viewer: Viewer, reading: Reading, changed_at: datetime | None = None
) -> None:
    """Move the read mark, also when the item itself changed at a moment after it.

    SECURITY: not on HEAD, and not when a browser only fetches ahead.
    """
    ahead = "prefetch" in request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    if viewer.person_id is None or request.method != "GET" or ahead:
        return
    late = changed_at is not None and reading.mark_at is not None and reading.mark_at < changed_at
    if reading.mark is None or reading.mark < reading.item.last_number or late:
        number, now = reading.item.last_number, timezone.now()
        mark_read(viewer.person_id, reading.item.pk, number, now, changed_at=changed_at)


def newer(request: HttpRequest, code: str) -> HttpResponse:
    """How many replies came after the number that the open page shows: counts and words, no content."""
    reading = read_item(request.viewer, code)
    if reading is None:
        raise NotVisible
    beyond = _number(request, "after") or 0
    count, first = new_replies(request.viewer, reading, beyond)
    text = ngettext("%(count)s new reply. Show", "%(count)s new replies. Show", count) % {"count": count}
    here = item_url(reading.item.code, reading.item.title, reading.item.kind)
    return JsonResponse(
        {"count": count, "text": text, "url": f"{here}?reply={first}#r{first}" if first else here}
    )
