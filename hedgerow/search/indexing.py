"""Writing the index: one entry for each text, brought in step with what stands in the tables."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from hedgerow.base.text import resolve_plain
from hedgerow.communities.models import Community
from hedgerow.items.models import Item, Reply
from hedgerow.library.models import Document, PageText
from hedgerow.people.models import Person
from hedgerow.search.backends import backend
from hedgerow.search.models import Entry, Word
from hedgerow.search.words import indexed, words_of

# Words with a digit: no stemmer touches them.
PEOPLE, COMMUNITIES = "p0", "k0"
#: The longest body that is indexed; a longer page of a document is cut here.
LONGEST = 200_000


def place(community_id: int) -> str:
    """The word by which the index finds what is in a community."""
    return f"c{community_id}"


def _set(entries: list[Entry], wheres: list[str]) -> None:
    rows = []
    words: set[str] = set()
    for entry, where in zip(entries, wheres, strict=True):
        title, body = indexed(entry.title), indexed(entry.body)
        rows.append((entry.pk, title, body, where))
        words.update(words_of(entry.title))
        words.update(words_of(entry.body))
    backend().put(rows)
    kept = [word for word in words if 4 <= len(word) <= 40 and word.isalpha()]
    Word.objects.bulk_create([Word(word=word, letters=len(word)) for word in kept], ignore_conflicts=True)


def forget(entries: Any) -> None:
    """Take entries (a queryset) out of the index and the table."""
    ids = list(entries.values_list("pk", flat=True))
    if ids:
        backend().take(ids)
        Entry.objects.filter(pk__in=ids).delete()


def _upsert(key: dict[str, Any], values: dict[str, Any]) -> Entry:
    entry, _made = Entry.objects.update_or_create(**key, defaults=values)
    return entry


def _plain(text: str) -> str:
    return resolve_plain(text)[:LONGEST]


@transaction.atomic
def index_item(item_id: int) -> None:
    """An item's own text, as far as it is published; its replies keep entries of their own."""
    item = Item.objects.filter(pk=item_id).first()
    own = Entry.objects.filter(item_id=item_id, reply=None, version=None)
    if item is None or item.state != "published":
        forget(own if item is not None else Entry.objects.filter(item_id=item_id))
        return
    key = {"item": item, "reply": None, "version": None}
    # A document is as new as its newest version.
    document = Document.objects.filter(item=item).select_related("current").first()
    newest = document.current if document else None
    entry = _upsert(
        key,
        {
            "kind": item.kind,
            "title": item.title,
            "body": _plain(item.plain),
            "at": newest.at if newest else item.published_at or item.created_at,
        },
    )
    _set([entry], [place(item.community_id)])


@transaction.atomic
def index_reply(reply_id: int) -> None:
    """A reply's text, as far as it is published."""
    reply = Reply.objects.select_related("item").filter(pk=reply_id).first()
    if reply is None or reply.state != "published":
        forget(Entry.objects.filter(reply_id=reply_id))
        return
    values = {
        "kind": "reply",
        "item": reply.item,
        "title": "",
        "body": _plain(reply.plain),
        "at": reply.published_at or reply.created_at,
    }
    _set([_upsert({"reply": reply}, values)], [place(reply.item.community_id)])


@transaction.atomic
def index_document(item_id: int) -> None:
    """The pages of a document's newest version; those of older ones leave the index."""
    document = Document.objects.select_related("item", "current").filter(item_id=item_id).first()
    if document is None or document.item.state == "held":
        forget(Entry.objects.filter(item_id=item_id, version__isnull=False))
        return
    current = document.current
    forget(Entry.objects.filter(item_id=item_id, version__isnull=False).exclude(version=current))
    if current is None:
        return
    entries = []
    for page in PageText.objects.filter(version=current).order_by("number").iterator(200):
        values = {
            "kind": "page",
            "item": document.item,
            "label": page.label[:60],
            "title": "",
            "body": page.text[:LONGEST],
            "at": current.at,
        }
        entries.append(_upsert({"version": current, "page": page.number}, values))
    if entries:
        _set(entries, [place(document.item.community_id)] * len(entries))


@transaction.atomic
def index_person(person_id: int) -> None:
    """A person's name and what members may read about them; nothing that they show to fewer."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None or person.closed_at is not None or not person.is_active or not person.name:
        forget(Entry.objects.filter(person_id=person_id))
        return
    shown = [
        value
        for value, seen_by in (
            (person.what_i_do, person.what_i_do_seen_by),
            (person.willing, person.willing_seen_by),
            (person.about, person.about_seen_by),
        )
        if seen_by == "members" and value
    ]
    values = {"kind": "person", "title": person.name, "body": " · ".join(shown), "at": person.joined_at}
    _set([_upsert({"person": person}, values)], [PEOPLE])


@transaction.atomic
def index_community(community_id: int) -> None:
    """A community's name, purpose and place."""
    community = Community._base_manager.filter(pk=community_id).first()
    if community is None:
        forget(Entry.objects.filter(community_id=community_id))
        return
    body = " · ".join(part for part in (community.purpose, community.place, community.audience_words) if part)
    values = {"kind": "community", "title": community.name, "body": body, "at": community.created_at}
    _set([_upsert({"community": community}, values)], [COMMUNITIES])


def index_everything(progress: Any = None) -> int:
    """Make the whole index anew, for example after restoring a copy. Returns how many things were indexed."""
    count = 0
    for action, ids in (
        (index_community, Community._base_manager.order_by("pk").values_list("pk", flat=True)),
        (index_person, Person.objects.order_by("pk").values_list("pk", flat=True)),
        (index_item, Item.objects.order_by("pk").values_list("pk", flat=True)),
        (index_reply, Reply.objects.order_by("pk").values_list("pk", flat=True)),
        (index_document, Document.objects.order_by("pk").values_list("pk", flat=True)),
    ):
        count += _each(action, ids.iterator(1000), progress)
    return count


def _each(action: Any, ids: Iterable[int], progress: Any) -> int:
    count = 0
    for pk in ids:
        action(pk)
        count += 1
        if progress is not None and count % 500 == 0:
            progress(count)
    return count


def sweep() -> int:
    """Texts whose entry was deleted with what it named leave the index. Returns how many."""
    gone = backend().orphans()
    if gone:
        backend().take(gone)
        backend().tidy()
    if not Entry.objects.exists():
        Word.objects.all().delete()
    return len(gone)
