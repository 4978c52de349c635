"""The page of one discussion or question."""

from datetime import datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.utils import timezone

from hedgerow.access.doing import can, sees_community
from hedgerow.access.refusals import NotVisible
from hedgerow.access.viewer import Viewer
from hedgerow.items.queries.item_page import FileRow, Reading, read_item
from hedgerow.items.queries.marks import mark_read
from hedgerow.items.queries.replies import REPLIES, new_replies, replies_in, taking_part, via_in
from hedgerow.items.queries.rows import ItemRow
from hedgerow.web.answers import kept_page
from hedgerow.web.catalogue import gettext as _
from hedgerow.web.catalogue import ngettext
from hedgerow.web.guard import guard_words
from hedgerow.web.shell import community_url, item_url
from hedgerow.web.views.items.apart import (
    apartness,
    bridge_words,
    frame_of,
    leave_url,
    may_bridge,
    may_invite,
    shows_faces,
    trail_of,
)
from hedgerow.web.views.items.blocks import author_face, block_html, block_of
from hedgerow.web.views.items.facts import Facts, alike, facts_of
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
    own = viewer.wrote(item.author_id)
    return May(
        reply=may_reply(viewer, item),
        react=can(viewer, "item.react", item),
        write=item.community.archived_at is None,
        edit=can(viewer, "item.edit", item),
        remove=can(viewer, "item.remove", item),
        restore=can(viewer, "item.restore", item)
        and (viewer.wrote(item.removed_by_id) if own else item.removed_by_id != item.author_id),
        pin=can(viewer, "item.pin", item),
        close=can(viewer, "item.close", item),
        move=can(viewer, "item.move", item),
        choose=item.kind == "question" and can(viewer, "question.answer", item),
        follow=can(viewer, "item.follow", item),
    )


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isdigit() and len(value) < 9 else None


def after_of(request: HttpRequest) -> int:
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
    facts = facts_of(request, viewer, reading, after_of(request), writes=may_reply(viewer, item))
    request.community_id, request.section = frame_of(item, facts.apart).pk, ""
    response = kept_page(
        request,
        "items/show.html",
        alike(viewer, facts),
        lambda: item_context(request, viewer, facts, here),
        {"draft": facts.fresh},
    )
    remember(request, viewer, reading)
    return response


def may_reply(viewer: Viewer, item: ItemRow) -> bool:
    """Whether a reply box stands on the page."""
    return viewer.signed_in and item.closed_at is None and can(viewer, "reply.add", item)


def item_context(
    request: HttpRequest, viewer: Viewer, facts: Facts, here: str, *, section: str = "discussions"
) -> dict[str, object]:
    """What the page of an item of any kind shows of it and of what was said under it. Asks the database nothing."""
    reading, after, known = facts.reading, facts.after, facts.known
    item, may, apart = reading.item, _may(viewer, reading), apartness(reading, facts.apart)
    inside = shows_faces(reading, facts.apart)
    files: dict[int | None, list[FileRow]] = {}
    for row in facts.files:
        files.setdefault(row.reply_id, []).append(row)
    answer = next(iter(replies_in([facts.answer], inside)), None) if facts.answer else None
    author = apart.beside(item.author)
    answerer = apart.beside(answer.author, answer.via_id) if answer else None
    chosen_by = _("Chosen answer")
    lines: list[tuple[str, object]] = []
    for reply in replies_in(facts.replies, inside):
        fresh = facts.first_new is not None and reply.number is not None and reply.number >= facts.first_new
        if fresh and reply.number == facts.first_new:
            lines.append(("unread", _new_since(facts.new, reading)))
        block = block_of(
            reading,
            reply,
            html=known.shown(reply.html),
            files=tuple(files.get(reply.pk, ())),
            mine=frozenset(kind for pk, kind in facts.mine if pk == reply.pk),
            new=fresh and not viewer.wrote(reply.author.id),
            chosen_by=chosen_by,
            may=may,
            viewer=viewer,
            apart=apart,
            may_look=_is_steward(viewer, facts),
        )
        lines.append(("reply", block_html(block)))
    return {
        **place_context(request, frame_of(item, facts.apart), section),
        "way": trail_of(viewer, item, facts.apart, f"{section}/"),
        "known": sees_community(viewer, item.community),
        "bridge_words": bridge_words(viewer, item, facts.apart),
        "guests_url": f"/d/{item.code}/guests/" if may_invite(viewer, item) else "",
        "bridges_url": f"/d/{item.code}/bridges/" if may_bridge(viewer, item) else "",
        "leave_url": leave_url(viewer, facts.apart),
        "item": item,
        "reading": reading,
        "may": may,
        "here": here,
        "back": community_url(item.community.code, item.community.name, "discussions/"),
        "body": known.shown(item.html),
        "files": files.get(None, ()),
        "mine": {kind for pk, kind in facts.mine if pk is None},
        "lines": lines,
        "answer": answer,
        "answer_html": known.shown(answer.html) if answer else "",
        "new": facts.new,
        "first_new": facts.first_new,
        "first_new_url": f"{here}?reply={facts.first_new}#new" if facts.first_new else "",
        "newer_url": f"{here}?after={after + REPLIES}" if item.last_number > after + REPLIES else None,
        "older_url": f"{here}?after={after - REPLIES}" if after else None,
        "audience": facts.audience,
        "people": _people(facts),
        "box": facts.box,
        "guard": guard_words(),
        "quiet": facts.quiet if can(viewer, "reply.add_quietly", item) else None,
        "may_look": item.quiet and _is_steward(viewer, facts),
        "own": viewer.wrote(item.author_id),
        "author_face": author_face(item.author, author.near),
        "author_beside": author,
        "answer_face": author_face(answer.author, answerer.near) if answer and answerer else None,
        "answer_beside": answerer,
    }


def _is_steward(viewer: Viewer, facts: Facts) -> bool:
    return facts.quiet is not None and facts.quiet.id == viewer.person_id


def _people(facts: Facts) -> list[dict[str, object]]:
    """Who takes part, with what they did, for the side of the page."""
    found: list[dict[str, object]] = []
    if not facts.reading.inside:
        return found
    apart, far = apartness(facts.reading, facts.apart), via_in(facts.replies)
    for one in taking_part(facts.reading, facts.taking):
        if one.asked:
            question = facts.reading.item.kind == "question"
            line = _("asked the question") if question else _("started it")
        else:
            line = ngettext("%(n)s reply", "%(n)s replies", one.replies) % {"n": one.replies}
        guest = apart.guests.get(one.author.id or 0)
        if guest is not None:
            line = f"{line} · {apart.beside(one.author).label}"
        near = guest is None and one.author.id not in far
        found.append({"face": author_face(one.author, near), "line": line})
    return found


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
