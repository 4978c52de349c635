"""Fills a database with N items, with people, communities, replies and an index, in bulk and always alike."""

import random
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from bench.multiplying import multiply
from hedgerow.base.codes import new_code
from hedgerow.base.text import render
from hedgerow.communities.models import Community, Membership
from hedgerow.communities.species import NAMES
from hedgerow.items.models import Blob, Item, ReadMark, Reply
from hedgerow.library.models import Document, Version
from hedgerow.people.models import Person, Platform
from hedgerow.search.backends import backend
from hedgerow.search.models import Entry
from hedgerow.search.words import indexed

WORDS = [
    "rota",
    "swap",
    "teaching",
    "session",
    "note",
    "trainer",
    "question",
    "answer",
    "clinic",
    "list",
    "morning",
    "afternoon",
    "room",
    "slide",
    "talk",
    "plan",
    "learning",
    "review",
    "letter",
    "form",
    "practice",
    "group",
    "meeting",
    "question",
    "help",
    "idea",
    "story",
    "change",
    "people",
    "time",
    "week",
    "month",
]
HOT = 200  # discussions of twenty replies that the load rotates over
MINE = 6  # communities of the person who reads
CHUNK = 2000
#: Words of a paragraph: the hot discussions are long; the mass round them is short, so that a million fits on a disk.
LONG, SHORT = 60, 12
#: Items and communities that are made one by one; a larger place holds copies of them in communities of their own.
BASE, BASE_PLACES = 10_000, 20


def words(chance: random.Random, count: int) -> str:
    """So many words, some rare."""
    return " ".join(
        chance.choice(WORDS) if chance.random() > 0.02 else f"rare{chance.randrange(5000)}"
        for _ in range(count)
    )


def _texts(chance: random.Random, length: int) -> list[tuple[str, str, str]]:
    found = []
    for _ in range(300):
        source = "\n\n".join(words(chance, length) for _ in range(2))
        made = render(source)
        found.append((source, made.html, made.plain))
    return found


def seed(count: int) -> dict[str, object]:
    """Make everything; returns the reader's id and the codes that the load asks for."""
    chance = random.Random(7)
    with transaction.atomic():
        Platform.objects.update_or_create(pk=1, defaults={"set_up_at": timezone.now()})
        people = Person.objects.bulk_create(
            [
                Person(email=f"p{n}@example.org", name=f"Person {n} O'Brien", what_i_do="Member")
                for n in range(400)
            ]
        )
        communities = _communities(chance, people, max(BASE_PLACES, count // BASE * BASE_PLACES))
        hot_texts, texts = _texts(chance, LONG), _texts(chance, SHORT)
        hot = _items(chance, people, communities[:BASE_PLACES], hot_texts, texts, min(count, BASE))
        _index([*hot_texts, *texts])
        multiply(count // BASE - 1, communities[0].pk, BASE_PLACES, people[0].pk)
        _documents(people, communities[0])
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    open_ones = Item.objects.filter(audience="web", code__in=[code for code, _slug in hot]).order_by("pk")
    return {
        "reader": people[0].pk,
        "hot": hot,
        "open": [(item.code, item.slug) for item in open_ones],
        "community": (communities[0].code, communities[0].slug),
    }


def _communities(chance: random.Random, people: list[Person], count: int) -> list[Community]:
    made = Community.objects.bulk_create(
        [
            Community(
                name=f"Community {n}",
                purpose=words(chance, 12),
                species=NAMES[n % 12],
                reading="members" if n % 3 else "web",
                joining="by_asking",
                member_count=41,
            )
            for n in range(count)
        ]
    )
    joined = timezone.now() - timedelta(days=2000)
    rows = []
    for number, community in enumerate(made):
        chosen = {people[0].pk} if number < MINE else set()
        chosen |= {person.pk for person in chance.sample(people[1:], 40)}
        rows += [Membership(person_id=pk, community=community, joined_at=joined) for pk in sorted(chosen)]
    Membership.objects.bulk_create(rows, batch_size=CHUNK)
    return made


def _items(
    chance: random.Random,
    people: list[Person],
    communities: list[Community],
    hot_texts: list[tuple[str, str, str]],
    mass_texts: list[tuple[str, str, str]],
    count: int,
) -> list[tuple[str, str]]:
    now = timezone.now()
    hot: list[tuple[str, str]] = []
    for start in range(0, count, CHUNK):
        items, replies = [], []
        for number in range(start, min(start + CHUNK, count)):
            is_hot = number >= count - HOT
            community = communities[number % MINE if is_hot else number % len(communities)]
            answers = 20 if is_hot else 3
            # Spread evenly over six years, whatever the number of items; the hot ones over the last four weeks, so that
            # one person has as much that is new in a place of any size.
            spread = 27 / HOT if is_hot else 6 * 365 / count
            at = now - timedelta(days=(count - number) * spread)
            texts = hot_texts if is_hot else mass_texts
            source, html, plain = texts[number % len(texts)]
            items.append(
                Item(
                    code=new_code(),
                    community=community,
                    author=people[number % len(people)],
                    kind="question" if number % 4 == 0 else "discussion",
                    title=f"{words(chance, 6)} {number}"[:150],
                    audience="members" if community.reading == "members" else "web",
                    state="published",
                    source=source,
                    html=html,
                    plain=plain,
                    renderer=1,
                    published_at=at,
                    last_active_at=at,
                    last_number=answers,
                    reply_count=answers,
                )
            )
        made = Item.objects.bulk_create(items, batch_size=500)
        for item in made:
            if item.reply_count == 20:
                hot.append((item.code, item.slug))
            texts = hot_texts if item.reply_count == 20 else mass_texts
            for number in range(1, item.reply_count + 1):
                source, html, plain = texts[(item.pk + number) % len(texts)]
                replies.append(
                    Reply(
                        code=new_code(),
                        item=item,
                        number=number,
                        author=people[(item.pk + number) % len(people)],
                        source=source,
                        html=html,
                        plain=plain,
                        renderer=1,
                        published_at=item.published_at,
                    )
                )
        Reply.objects.bulk_create(replies, batch_size=500)
    _read(people[0].pk, hot, now)
    return hot


def _documents(people: list[Person], community: Community) -> None:
    """A library of sixty documents, each with a version."""
    now = timezone.now()
    blob = Blob.objects.create(
        community=community, sha256="0" * 64, size=180_000, kind="pdf", media_type="application/pdf"
    )
    for number in range(60):
        at, by = now - timedelta(days=40 + number), people[number % 40]
        item = Item.objects.create(
            community=community,
            author=by,
            kind="document",
            title=f"Document {number}",
            audience="web",
            state="published",
            source="",
            html="",
            plain="",
            renderer=1,
            published_at=at,
            last_active_at=at,
        )
        name = f"document-{number}.pdf"
        document = Document.objects.create(item=item, file_name=name)
        document.current = Version.objects.create(
            document=document, number=1, blob=blob, file_name=name, by=by, at=at
        )
        document.save(update_fields=["current"])


def _read(person_id: int, hot: list[tuple[str, str]], now: datetime) -> None:
    """The reader has read three in four of the hot discussions, so that marks, counts and news all have work."""
    ids = list(
        Item.objects.filter(code__in=[code for code, _slug in hot])
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    ReadMark.objects.bulk_create(
        [
            ReadMark(person_id=person_id, item_id=pk, number=20, at=now)
            for place, pk in enumerate(ids)
            if place % 4
        ]
    )


def _index(texts: list[tuple[str, str, str]]) -> None:
    folded = {plain: indexed(plain) for _source, _html, plain in texts}
    items = Item.objects.order_by("pk").values_list(
        "pk", "kind", "title", "plain", "community_id", "published_at"
    )
    chunk: list[tuple] = []
    for row in items.iterator(CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            _put(chunk, folded)
            chunk = []
    _put(chunk, folded)


def _put(rows: list[tuple], folded: dict[str, str]) -> None:
    entries = Entry.objects.bulk_create(
        [
            Entry(kind=kind, item_id=pk, title=title, body=plain, at=at)
            for pk, kind, title, plain, _c, at in rows
        ]
    )
    backend().put(
        [
            (entry.pk, indexed(entry.title), folded[entry.body], f"c{row[4]}")
            for entry, row in zip(entries, rows, strict=True)
        ]
    )
