"""Search: what you may see, counts included."""

from collections.abc import Hashable
from datetime import timedelta
from functools import partial
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup

from hedgerow.base.text import excerpt, highlight
from hedgerow.communities.models import Community
from hedgerow.people.models import Person
from hedgerow.search.finding import Filters, Found, Hit, find, hits_of
from hedgerow.search.guessing import did_you_mean
from hedgerow.search.words import asked
from hedgerow.search.writers import Writer, writers_named
from hedgerow.web.answers import kept_page
from hedgerow.web.shell import community_url, item_url, person_url, places_of
from hedgerow.web.words import ago, capped, until_words_change

WHEN = {"week": 7, "month": 31, "year": 366}
PAGES = 30
#: What narrows a search beside its words and its writer.
KEPT = ("in", "when", "kind", "sort")


class Narrowed(NamedTuple):
    """Where and by whom, as it was asked for, and what there is to choose from."""

    community: Community | None
    person: Person | None
    who: str
    writers: tuple[Writer, ...]
    places: tuple[tuple[str, str], ...]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The address holds everything: the words, where, what kind, by whom, when, in which order."""
    viewer, asked_for = request.viewer, request.GET
    request.section = "search"
    query = asked_for.get("q", "").strip()[:300]
    # SPEED: nothing is asked for without a code.
    where, by = asked_for.get("in", ""), asked_for.get("by", "")
    community = Community.objects.visible_to(viewer).filter(code=where).first() if where else None
    person = Person.objects.visible_to(viewer).filter(code=by).first() if by else None
    who = asked_for.get("who", "").strip()[:80]
    writers = writers_named(viewer, who) if who and person is None else ()
    if len(writers) == 1:
        person = Person.objects.visible_to(viewer).filter(code=writers[0].code).first()
    filters = _filters(request, community, person)
    number = _number(asked_for.get("page", "1"))
    found = find(viewer, query, filters, number)
    hits = hits_of(viewer, found.ids)
    guess = did_you_mean(viewer, query, filters) if query and not found.total else ""
    places = tuple((place.code, place.short_name or place.name) for place in places_of(request))
    narrowed = Narrowed(community, person, who, writers, places)
    draw = partial(_context, request, query, filters, found, hits, guess, number, narrowed)
    alike: Hashable = None
    if community is None and person is None:
        newest = max((hit.at for hit in hits), default=timezone.now())
        groups = tuple(sorted(found.counts.items()))
        told = (groups, found.total, found.more, tuple(hits), guess)
        alike = (request.META.get("QUERY_STRING", ""), told, who, writers, places, until_words_change(newest))
    return kept_page(request, "search/results.html", alike, draw, {})


def _context(
    request: HttpRequest,
    query: str,
    filters: Filters,
    found: Found,
    hits: list[Hit],
    guess: str,
    number: int,
    narrowed: Narrowed,
) -> dict[str, object]:
    asked_for, words = request.GET, asked(query).plain
    return {
        "query": query,
        "community": narrowed.community,
        "person": narrowed.person,
        "wheres": [
            (name, _with(request, **{"in": code, "page": None}), code) for code, name in narrowed.places
        ],
        "where": request.GET.get("in", ""),
        "who": narrowed.who,
        "writers": [(one.name, _with(request, by=one.code, who=None, page=None)) for one in narrowed.writers],
        "who_hidden": {"q": query, **_hidden(request, *KEPT)},
        "chips": _chips(request, found.counts, found.total, filters.group),
        "hits": [_hit(hit, words) for hit in hits],
        "total": found.total,
        "guess": guess,
        "guess_url": _with(request, q=guess, page=None),
        "everywhere_url": _with(request, **{"in": None, "page": None}),
        "anyone_url": _with(request, by=None, who=None, page=None),
        "whens": [(key, word, _with(request, when=key or None, page=None)) for key, word in _when_words()],
        "when": asked_for.get("when", "") if asked_for.get("when", "") in WHEN else "",
        "newest": filters.newest,
        "best_url": _with(request, sort=None, page=None),
        "newest_url": _with(request, sort="newest", page=None),
        "older_url": _with(request, page=str(number + 1)) if found.more and number < PAGES else None,
        "newer_url": _with(request, page=str(number - 1)) if number > 1 else None,
        "hidden": _hidden(request, "by", "who", *KEPT),
        "ask_url": f"{reverse('post')}?{urlencode({'kind': 'question', 'title': query})}",
    }


def _filters(request: HttpRequest, community: Community | None, person: Person | None) -> Filters:
    days = WHEN.get(request.GET.get("when", ""))
    kind = request.GET.get("kind", "")
    return Filters(
        community_id=community.pk if community else None,
        group=kind if kind in ("discussions", "documents", "people", "communities") else "",
        person_id=person.pk if person else None,
        since=timezone.now() - timedelta(days=days) if days else None,
        newest=request.GET.get("sort") == "newest",
    )


def _number(text: str) -> int:
    return max(1, min(int(text), PAGES)) if text.isdigit() and len(text) < 4 else 1


def _with(request: HttpRequest, **changes: str | None) -> str:
    kept = {key: value for key, value in request.GET.items() if value and key not in changes}
    kept.update({key: value for key, value in changes.items() if value})
    return f"{reverse('search')}?{urlencode(kept)}"


def _hidden(request: HttpRequest, *names: str) -> dict[str, str]:
    """What a new question keeps of the old one."""
    return {name: request.GET[name] for name in names if request.GET.get(name)}


def _when_words() -> list[tuple[str, str]]:
    return [
        ("", _("Any time")),
        ("week", _("Last week")),
        ("month", _("Last month")),
        ("year", _("Last year")),
    ]


def _chips(
    request: HttpRequest, counts: dict[str, int], total: int, chosen: str
) -> list[tuple[str, str, bool, str]]:
    words = [
        ("", _("All"), total),
        ("discussions", _("Discussions"), counts.get("discussions", 0)),
        ("documents", _("Documents"), counts.get("documents", 0)),
        ("people", _("People"), counts.get("people", 0)),
        ("communities", _("Communities"), counts.get("communities", 0)),
    ]
    return [
        (word, _with(request, kind=key or None, page=None), key == chosen, capped(count))
        for key, word, count in words
        if count or not key or key == chosen
    ]


def _hit(hit: Hit, words: list[str]) -> dict[str, object]:
    """One result in words: where it leads, a snippet with the words marked, and what it is."""
    title, url, kind, label, meta = _about(hit)
    snippet = Markup(highlight(hit.body, words, 160)) if hit.body else ""
    return {
        "title": Markup(highlight(title, words, 400)),
        "url": url,
        "kind": kind,
        "label": label,
        "meta": meta,
        "species": hit.item_species or "",
        "snippet": snippet,
    }


def _about(hit: Hit) -> tuple[str, str, str, str, str]:
    if hit.person_code is not None:
        return hit.person_name, person_url(hit.person_code, hit.person_name), "person", _("Person"), ""
    if hit.community_id is not None:
        where = community_url(hit.community_code, hit.community_name)
        return hit.community_name, where, "community", _("Community"), excerpt(hit.purpose, 80)
    assert hit.item_code is not None
    here = item_url(hit.item_code, hit.item_title, hit.item_kind)
    meta = " · ".join(filter(None, (hit.item_community, ago(hit.at))))
    if hit.reply_id is not None:
        word = _("Answer") if hit.answer_id == hit.reply_id else _("Reply")
        where = f"{here}?reply={hit.reply_number}#r{hit.reply_number}"
        return hit.item_title, where, "answer", word, f"{hit.author or _('Former member')} · {meta}"
    if hit.kind == "page":
        part = hit.label or (_("Page %(n)s") % {"n": hit.page} if hit.page else "")
        title = f"{hit.item_title}, {part}" if part else hit.item_title
        return title, f"{here}?page={hit.page}#page-{hit.page}", "document", _("Document"), meta
    words = {"question": _("Question"), "document": _("Document")}
    return hit.item_title, here, hit.item_kind, words.get(hit.item_kind, _("Discussion")), meta
