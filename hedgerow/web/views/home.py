"""Home: what's new for me, with an end; for a stranger the landing page."""

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from hedgerow.base.names import first_name
from hedgerow.base.text import excerpt, reading_minutes
from hedgerow.items.queries.given import Given, given_to
from hedgerow.items.queries.home import (
    IN_ALL,
    ForYou,
    Newcomer,
    News,
    OpenDraft,
    for_you,
    new_people,
    news,
    open_drafts,
)
from hedgerow.items.queries.plain import as_seen
from hedgerow.items.shell import Place
from hedgerow.web.answers import kept_page, page
from hedgerow.web.catalogue import gettext as _
from hedgerow.web.catalogue import ngettext
from hedgerow.web.shell import community_url, face, item_url, me_of, places_of
from hedgerow.web.views.given import given_row
from hedgerow.web.views.landing import landing
from hedgerow.web.words import ago, until_words_change

#: Letters of a word with the space behind it, for an honest estimate of reading time.
LETTERS = 6


class Facts(NamedTuple):
    """What a person's home shows, as rows."""

    first_name: str
    places: tuple[Place, ...]
    hour: int
    mine: tuple[ForYou, ...]
    news: tuple[News, ...]
    drafts: tuple[OpenDraft, ...]
    people: tuple[Newcomer, ...]
    given: tuple[Given, ...]
    words: Hashable


def home(request: HttpRequest) -> HttpResponse:
    """Twelve lines at most. Reading them marks nothing read."""
    viewer = request.viewer
    if not viewer.signed_in:
        return landing(request)
    request.section = "home"
    now = timezone.now()
    me = me_of(request)
    mine, found, drafts = for_you(viewer, now), news(viewer, now), open_drafts(viewer)
    quotes = as_seen(viewer, [line.plain for line in mine])
    moments = [line.at for line in mine]
    moments += [line.last_active_at for line in found]
    moments += [draft.saved_at for draft in drafts]
    facts = Facts(
        first_name=first_name(me.name) if me else "",
        places=tuple(places_of(request)),
        hour=timezone.localtime(now).hour,
        mine=tuple(line._replace(plain=quote) for line, quote in zip(mine, quotes, strict=True)),
        news=tuple(found),
        drafts=tuple(drafts),
        people=tuple(new_people(viewer, now)),
        given=given_to(viewer),
        words=until_words_change(max(moments, default=now)),
    )
    return kept_page(request, "home/home.html", facts, lambda: _context(facts), {})


def _context(facts: Facts) -> dict[str, object]:
    asked = {line.code for line in facts.mine}
    left = [line for line in facts.news if line.code not in asked]
    cards = _cards(facts.places, left, IN_ALL - len(facts.mine))
    shown = sum(len(card["rows"]) for card in cards)
    new = sum(card["count"] for card in cards)
    return {
        "greeting": f"{_greeting(facts.hour)}, {facts.first_name}",
        "summary": _summary(len(facts.mine), new, facts.news),
        "mine": [_for_you_row(line) for line in facts.mine],
        "cards": cards,
        "given": [given_row(line) for line in facts.given],
        "nothing": not facts.mine and not shown,
        "belongs": bool(facts.places or facts.given),
        "drafts": [_draft_row(draft) for draft in facts.drafts],
        "people": [
            {"face": face(one.code, one.name, one.photo), "line": _joined(one.does, one.community_name)}
            for one in facts.people
        ],
    }


def _greeting(hour: int) -> str:
    if hour < 12:
        return _("Good morning")
    return _("Good afternoon") if hour < 18 else _("Good evening")


def _summary(asked: int, new: int, found: Sequence[News]) -> str:
    if not asked and not new:
        return ""
    things = ngettext("%(n)s thing for you", "%(n)s things for you", asked) % {"n": asked}
    fresh = ngettext("%(n)s new", "%(n)s new", new) % {"n": new}
    words = sum(line.letters for line in found) // LETTERS
    minutes = max(1, reading_minutes(words))
    time = ngettext("About %(n)s minute.", "About %(n)s minutes.", minutes) % {"n": minutes}
    if not asked:
        return f"{fresh}. {time}"
    return _("%(things)s and %(fresh)s. %(time)s") % {"things": things, "fresh": fresh, "time": time}


def _cards(places: Iterable[Place], found: Iterable[News], most: int) -> list[dict]:
    """A card for each community with news, in the order of the newest; `most` lines in all."""
    by_id = {place.id: place for place in places}
    cards: dict[int, dict] = {}
    left = most
    for line in found:
        place = by_id.get(line.community_id)
        if place is None:
            continue
        card = cards.setdefault(place.id, _card(place, line))
        if left > 0:
            card["rows"].append(_news_row(line))
            left -= 1
    for card in cards.values():
        hidden = card["count"] - len(card["rows"])
        card["more"] = ngettext("%(n)s more", "%(n)s more", hidden) % {"n": hidden} if hidden > 0 else ""
    return [card for card in cards.values() if card["rows"]]


def _card(place: Place, line: News) -> dict:
    return {
        "name": place.name,
        "url": community_url(place.code, place.name),
        "species": place.species,
        "count": line.in_community,
        "new": ngettext("%(n)s new", "%(n)s new", line.in_community) % {"n": line.in_community},
        "more_url": community_url(place.code, place.name, "discussions/") + "?f=unread",
        "rows": [],
    }


def _news_row(line: News) -> dict[str, object]:
    here = item_url(line.code, line.title, line.kind)
    meta = (
        [ngettext("%(n)s reply", "%(n)s replies", line.reply_count) % {"n": line.reply_count}]
        if line.reply_count
        else []
    )
    if line.opened and line.new:
        meta.append(ngettext("%(n)s new", "%(n)s new", line.new) % {"n": line.new})
    if line.answered:
        meta.append(_("answered"))
    meta.append(line.author_name or _("Former member"))
    meta.append(ago(line.last_active_at))
    words = {"question": _("Question"), "document": _("Document")}
    return {
        "title": line.title,
        "url": f"{here}?reply={line.mark + 1}#new" if line.opened and line.new else here,
        "kind": line.kind,
        "kind_label": words.get(line.kind, _("Discussion")),
        "meta": " · ".join(meta),
    }


def _for_you_row(line: ForYou) -> dict[str, object]:
    said = {
        "named": _("%(name)s named you in “%(title)s”"),
        "replied": _("%(name)s replied to you in “%(title)s”"),
        "asked": _("%(name)s replied to “%(title)s”"),
    }[line.why]
    here = item_url(line.code, line.title, line.kind)
    return {
        "title": said
        % {"name": line.by_name.split()[0] if line.by_name else _("Someone new"), "title": line.title},
        "url": f"{here}?reply={line.number}#r{line.number}" if line.number else here,
        "meta": f"{line.community_name} · {ago(line.at)}",
        "quote": excerpt(line.plain, 120),
        "face": face(line.by_code, line.by_name, line.by_photo),
        "name": line.by_name,
        "reply_url": f"{here}?reply={line.number}#reply" if line.number else f"{here}#reply",
    }


def _draft_row(draft: OpenDraft) -> dict[str, object]:
    title = draft.title or draft.item_title or excerpt(draft.text, 60)
    url = f"/d/{draft.item_code}/#reply" if draft.item_code else f"/post/?draft={draft.code}"
    return {"title": title, "url": url, "meta": _("Draft, saved %(when)s") % {"when": ago(draft.saved_at)}}


def _joined(does: str, community: str) -> str:
    if does:
        return _("%(does)s, joined %(community)s") % {"does": does, "community": community}
    return _("Joined %(community)s") % {"community": community}


def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state; for development only."""
    if not settings.DEBUG:
        raise Http404
    return page(request, "showcase/components.html", {"theme": request.GET.get("theme", "auto")})
