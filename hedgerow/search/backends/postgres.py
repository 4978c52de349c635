"""The index as a table of tsvectors: English stems; accents are folded before."""

from collections.abc import Iterable, Sequence

from django.db import connection

from hedgerow.search.words import Asked

#: SQL that is true for entries that match the question in its one parameter; the newest ones are looked at.
IN_INDEX = (
    "search_entry.id IN (SELECT entry_id FROM search_text WHERE words @@ to_tsquery('english', %s)"
    " ORDER BY entry_id DESC LIMIT 3000)"
)


def create() -> str:
    """The statements that make the index."""
    return (
        "CREATE TABLE search_text (entry_id bigint PRIMARY KEY, words tsvector NOT NULL);"
        "CREATE INDEX search_text_words ON search_text USING gin (words)"
    )


def drop() -> str:
    return "DROP TABLE search_text"


def put(rows: Sequence[tuple[int, str, str, str]]) -> None:
    """Set (entry id, title, body, place) rows, in place of what stood there."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_text (entry_id, words) VALUES (%s, setweight(to_tsvector('english', %s), 'A')"
            " || setweight(to_tsvector('english', %s), 'B') || setweight(to_tsvector('simple', %s), 'D'))"
            " ON CONFLICT (entry_id) DO UPDATE SET words = excluded.words",
            [(pk, title, body[:500_000], place) for pk, title, body, place in rows],
        )


def take(ids: Iterable[int]) -> None:
    """Take entries out of the index."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_text WHERE entry_id = ANY(%s)", [list(ids)])


def orphans() -> list[int]:
    """Ids in the index whose entry is gone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.entry_id FROM search_text t LEFT JOIN search_entry e ON e.id = t.entry_id WHERE e.id IS NULL LIMIT 10000"
        )
        return [row[0] for row in cursor.fetchall()]


def _phrase(way: tuple[str, ...], goes_on: bool, weight: str) -> str:
    # SECURITY: words are letters, digits and nothing else (search.words), so nobody can write an operator.
    words = [f"'{word}':{weight}" for word in way]
    if goes_on:
        words[-1] = f"'{way[-1]}':*{weight}"
    return "(" + " <-> ".join(words) + ")"


def _only_small_words(said: str) -> bool:
    """Whether PostgreSQL would drop every word ("or", "a")."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT numnode(to_tsquery('english', %s))", [said])
        return bool(cursor.fetchone()[0] == 0)


def question(asked: Asked, places: Sequence[str], *, title_only: bool = False) -> str:
    """What to_tsquery takes: every term, in one of its ways, in one of the places."""
    weight = "A" if title_only else "AB"
    terms = []
    for number, ways in enumerate(asked.terms):
        goes_on = asked.open_ended and number == len(asked.terms) - 1
        terms.append("(" + " | ".join(_phrase(way, goes_on, weight) for way in ways) + ")")
    said = " & ".join(terms)
    if _only_small_words(said):
        # Nothing would be left of the question but the place, and that would match everything there.
        return "'nowhere':D"
    if title_only:
        return said
    where = " | ".join(f"'{place}':D" for place in places) or "'nowhere':D"
    return f"{said} & ({where})"


def tidy() -> None:
    """Rewrite the table, so that what was deleted is gone. PostgreSQL can't inside a transaction: then it is left."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("VACUUM FULL search_text")
