"""A person's words on their way in and out: names become tokens, Markdown becomes HTML, once, on write."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q, QuerySet

from hedgerow.access.audience import people_who_see
from hedgerow.access.viewer import Viewer
from hedgerow.base.text import RENDERER_VERSION, from_editable, render, to_editable, tokenise_links
from hedgerow.items.models import Grant, Item, Mention, Reply
from hedgerow.people.models import Person


class Words(NamedTuple):
    """What is stored of a text, and who is named in it."""

    source: str
    html: str
    plain: str
    mentions: tuple[str, ...]


def _own_hosts() -> list[str]:
    return [urlsplit(settings.SITE_URL).netloc]


def nameable(viewer: Viewer, item: Item, text: str = "@") -> QuerySet[Person]:
    """The persons whom the viewer may name in `text`: who will see the item, as far as the viewer knows of them.

    SECURITY: they share a community, take part in this discussion, or are guests of it. Otherwise a guest could find out
    who belongs.
    """
    if "@" not in text:
        # SPEED: most texts name nobody, and this is the dearest question of writing a reply.
        nobody: QuerySet[Person] = Person.objects.none()
        return nobody
    people: QuerySet[Person] = people_who_see(item).filter(closed_at=None).exclude(name="")
    if viewer.is_system:
        return people
    known = Q(pk__in=Person.objects.visible_to(viewer).values("pk"))
    if not item.quiet:
        known |= Q(pk=item.author_id)
    if item.pk is not None:
        replies = Reply.objects.visible_to(viewer).published().filter(item_id=item.pk, quiet=False)
        known |= Q(pk__in=replies.values("author_id"))
        part = viewer.standings.communities.get(item.community_id)
        if part is not None and part.state == "active":
            # Who was invited can be named by the people here before they have written a word.
            here = Q(item_id=item.pk) | Q(room__isnull=False, room_id=item.room_id)
            known |= Q(pk__in=Grant.objects.filter(here, person__isnull=False).values("person_id"))
    return people.filter(known)


def ready(text: str, people: Iterable[tuple[str, str]], already: str = "") -> Words:
    """Make a typed text ready to be stored. `people`: (code, name) of those who may be named in it; `already`: the
    source that is edited, whose names are kept where a name alone would be of two people.

    Raises TextTooLong with a sentence.
    """
    typed = text.replace("\r\n", "\n").strip()
    source = from_editable(tokenise_links(typed, _own_hosts()), people, _named_in(already))
    made = render(source)
    return Words(source, made.html, made.plain, tuple(made.mentions))


def named(people: QuerySet[Person], words: Words) -> list[str]:
    """The names of those whom a text mentions."""
    if not words.mentions:
        return []
    return list(people.filter(code__in=words.mentions).values_list("name", flat=True))


def put(row: Item | Reply, words: Words) -> None:
    """Set the columns of a text on an unsaved row."""
    row.source, row.html, row.plain, row.renderer = words.source, words.html, words.plain, RENDERER_VERSION


def keep_mentions(item: Item, reply: Reply | None, words: Words, allowed: Any) -> None:
    """Bring the rows of who is named in step with the text. `allowed`: the persons who see the item."""
    wanted = (
        set(allowed.filter(code__in=words.mentions).values_list("pk", flat=True)) if words.mentions else set()
    )
    kept = Mention.objects.filter(item=item, reply=reply)
    kept.exclude(person_id__in=wanted).delete()
    Mention.objects.bulk_create(
        [Mention(item=item, reply=reply, person_id=pk) for pk in wanted], ignore_conflicts=True
    )


def _named_in(source: str) -> list[str]:
    return [part.split("}")[0] for part in source.split("@{")[1:]]


def editable(source: str) -> str:
    """The text as its writer edits it: with names in place of codes."""
    codes = _named_in(source)
    names = (
        dict(Person.objects.filter(code__in=codes, closed_at=None).values_list("code", "name"))
        if codes
        else {}
    )
    return to_editable(source, names)
