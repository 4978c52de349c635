"""All that the page of an item depends on, read before a word of it is drawn."""

from collections.abc import Hashable
from typing import Any, NamedTuple

from django.http import HttpRequest

from hedgerow.access.doing import relation
from hedgerow.access.viewer import Viewer
from hedgerow.items.audience_words import AudienceWords
from hedgerow.items.queries.apart import Apart, apart_of, audience_here
from hedgerow.items.queries.item_page import FileRow, Reading, files_of
from hedgerow.items.queries.replies import (
    RawReply,
    Reacted,
    my_reactions,
    new_replies,
    newest_in,
    people_in,
    reply_rows,
    taking_rows,
)
from hedgerow.items.quiet import Steward, offered_under
from hedgerow.web.kept import mark
from hedgerow.web.views.items.composer import ReplyBox, reply_box
from hedgerow.web.views.items.tokens import Known, known_in
from hedgerow.web.words import until_words_change

#: The code of a fresh draft differs on every page; this mark stands for it in what is kept.
FRESH_DRAFT = mark("draft")


class Facts(NamedTuple):
    """What an item's page shows, as rows."""

    reading: Reading
    after: int
    replies: tuple[RawReply, ...]
    answer: RawReply | None
    files: tuple[FileRow, ...]
    mine: Reacted
    taking: tuple[tuple[Any, ...], ...]
    new: int
    first_new: int | None
    audience: AudienceWords
    #: Guests, and the sides of a bridge.
    apart: Apart
    known: Known
    box: ReplyBox | None
    #: The steward of quiet words, for people inside.
    quiet: Steward | None
    #: The code of the draft in the box, when nothing was written there yet.
    fresh: str


def facts_of(request: HttpRequest, viewer: Viewer, reading: Reading, after: int, *, writes: bool) -> Facts:
    """Read them, in a constant number of queries. `writes`: whether the viewer may reply."""
    item = reading.item
    rows = reply_rows(viewer, reading, after)
    answer = _answer(viewer, reading, rows)
    files = files_of(item.pk)
    apart = apart_of(viewer, item, guested=reading.guested, bridged=reading.bridged)
    new, first_new = (0, None) if reading.mark is None else new_replies(viewer, reading, reading.mark)
    texts = [item.html, *(row[4] for row in rows), *([answer[4]] if answer else [])]
    box, fresh = reply_box(request, item, FRESH_DRAFT) if writes else (None, "")
    return Facts(
        reading=reading,
        after=after,
        replies=rows,
        answer=answer,
        files=files,
        mine=my_reactions(viewer, reading, rows),
        taking=taking_rows(viewer, reading, after, rows) if reading.inside else (),
        new=new,
        first_new=first_new,
        audience=audience_here(viewer, item, apart),
        apart=apart,
        known=known_in(viewer, texts, files),
        box=box,
        quiet=offered_under(item) if viewer.signed_in and reading.inside else None,
        fresh=fresh,
    )


def _answer(viewer: Viewer, reading: Reading, rows: tuple[RawReply, ...]) -> RawReply | None:
    """The chosen answer, from this page's replies or, on another page, by one more query."""
    wanted = reading.item.answer_id
    if wanted is None:
        return None
    found = next((row for row in rows if row[0] == wanted), None)
    found = found or next(iter(reply_rows(viewer, reading, 0, only=wanted)), None)
    return found if found is not None and found[3] == "published" else None


def _people_of(reading: Reading, rows: tuple[RawReply, ...], apart: Apart) -> set[int | None]:
    """Everybody for whom the page differs: they wrote or removed something on it, or are a guest and may leave."""
    return people_in(reading, rows) | {guest.person_id for guest in apart.guests}


def alike(viewer: Viewer, facts: Facts) -> Hashable:
    """Equal for all to whom the page says the same: everything that `item_context` reads. None for what is one person's own."""
    if facts.box is not None and not facts.fresh:
        return None  # somebody's own draft stands in the box
    reading = facts.reading
    item = reading.item
    rows = (*facts.replies, facts.answer) if facts.answer else facts.replies
    # Only the line "3 new since you were here" speaks of the viewer's own mark.
    seen = reading if facts.first_new is not None else reading._replace(mark=None, mark_at=None)
    return (
        facts.quiet is not None and viewer.person_id == facts.quiet.id,
        facts._replace(reading=seen, fresh="", known=facts.known.any),  # type: ignore[arg-type]  # its words follow
        facts.known.words if facts.known.any else None,
        viewer.person_id if any(viewer.wrote(pk) for pk in _people_of(reading, rows, facts.apart)) else None,
        relation(viewer, item.community_id, item.room_id, item.pk),
        until_words_change(newest_in(seen, rows)),
    )
