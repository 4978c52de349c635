"""A person's words on their way in and out: names become tokens, Markdown becomes HTML, once, on write."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings

from hedgerow.base.text import RENDERER_VERSION, from_editable, render, to_editable, tokenise_links
from hedgerow.items.models import Item, Mention, Reply
from hedgerow.people.models import Person


class Words(NamedTuple):
    """What is stored of a text, and who is named in it."""

    source: str
    html: str
    plain: str
    mentions: tuple[str, ...]


def _own_hosts() -> list[str]:
    return [urlsplit(settings.SITE_URL).netloc]


def ready(text: str, people: Iterable[tuple[str, str]]) -> Words:
    """Make a typed text ready to be stored. `people`: (code, name) of those who may be named in it.

    Raises TextTooLong with a sentence.
    """
    source = from_editable(tokenise_links(text.strip(), _own_hosts()), people)
    made = render(source)
    return Words(source, made.html, made.plain, tuple(made.mentions))


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


def editable(source: str) -> str:
    """The text as its writer edits it: with names in place of codes."""
    codes = [part.split("}")[0] for part in source.split("@{")[1:]]
    names = (
        dict(Person.objects.filter(code__in=codes, closed_at=None).values_list("code", "name"))
        if codes
        else {}
    )
    return to_editable(source, names)
