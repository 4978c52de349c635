"""Makes a small place a large one inside the database: each copy of the mass stands in communities of its own."""

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max, Model

from hedgerow.base.codes import ALPHABET
from hedgerow.items.models import Item, Reply
from hedgerow.search.backends import backend
from hedgerow.search.models import Entry

#: Replies of an item of the mass; the hot discussions have more, and are not copied.
MASS = 3


def multiply(copies: int, first_place: int, places: int, reader: int) -> None:
    """Add so many copies of all items of the mass, with their replies and what search knows of them.

    `places` communities from the id `first_place` on hold the mass; the copies stand in those that follow.
    What `reader` wrote is somebody else's in the copies: one person writes no more because a place is large.
    """
    if copies < 1:
        return
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bench_copies (n integer, suffix text)")
        cursor.executemany(
            "INSERT INTO bench_copies VALUES (%s, %s)",
            [(number, _suffix(number)) for number in range(1, copies + 1)],
        )
    items, replies, entries = (_top(model) for model in (Item, Reply, Entry))
    mass = f"i.last_number = {MASS} AND i.community_id < {first_place + places}"
    _copy(
        Item,
        "items_item i",
        {
            "id": f"i.id + b.n * {items}",
            "code": "i.code || b.suffix",
            "community_id": f"i.community_id + b.n * {places}",
            "author_id": f"CASE WHEN i.author_id = {reader} THEN {reader + 1} ELSE i.author_id END",
        },
        mass,
        "i",
    )
    _copy(
        Reply,
        f"items_reply r JOIN items_item i ON i.id = r.item_id AND {mass}",
        {
            "id": f"r.id + b.n * {replies}",
            "code": "r.code || b.suffix",
            "item_id": f"r.item_id + b.n * {items}",
            "author_id": f"CASE WHEN r.author_id = {reader} THEN {reader + 1} ELSE r.author_id END",
        },
        "1 = 1",
        "r",
    )
    of_mass = f"search_entry e JOIN items_item i ON i.id = e.item_id AND {mass}"
    _copy(
        Entry,
        of_mass,
        {"id": f"e.id + b.n * {entries}", "item_id": f"e.item_id + b.n * {items}"},
        "1 = 1",
        "e",
    )
    _index(of_mass, entries, places)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bench_copies")
        for statement in connection.ops.sequence_reset_sql(no_style(), [Item, Reply, Entry]):
            cursor.execute(statement)


def _suffix(number: int) -> str:
    """Four letters that no other copy has."""
    letters = ""
    for _place in range(4):
        number, letter = divmod(number, len(ALPHABET))
        letters += ALPHABET[letter]
    return letters


def _top(model: type[Model]) -> int:
    return int(model._default_manager.aggregate(top=Max("pk"))["top"] or 0)


def _copy(model: type[Model], source: str, changed: dict[str, str], where: str, alias: str) -> None:
    """Every column as it is, but for `changed`: column -> SQL."""
    names = [field.column for field in model._meta.concrete_fields]
    shown = [changed.get(name, f'{alias}."{name}"') for name in names]
    quoted = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {model._meta.db_table} ({quoted}) SELECT {', '.join(shown)}"  # our own names alone
            f" FROM bench_copies b CROSS JOIN {source} WHERE {where} ORDER BY 1"
        )


def _index(source: str, entries: int, places: int) -> None:
    """The words of the copies: inside the database where the index is a table of it, otherwise through the backend."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "INSERT INTO search_text (rowid, title, body, place)"
                f" SELECT e.id + b.n * {entries}, t.title, t.body, 'c' || (i.community_id + b.n * {places})"
                f" FROM bench_copies b CROSS JOIN {source} JOIN search_text t ON t.rowid = e.id ORDER BY 1"
            )
            return
        cursor.execute(
            f"SELECT e.id, e.title, e.body, i.community_id, b.n FROM bench_copies b CROSS JOIN {source}"
        )
        while rows := cursor.fetchmany(2000):
            backend().put(
                [
                    (pk + n * entries, title, body, f"c{place + n * places}")
                    for pk, title, body, place, n in rows
                ]
            )
