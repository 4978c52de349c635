"""The index as an FTS5 table: English stems, accents ignored, rowid = entry."""

from collections.abc import Iterable, Sequence

from django.db import connection

from hedgerow.search.words import Asked

#: SQL that is true for entries that match the question in its one parameter; the newest ones are looked at.
IN_INDEX = "search_entry.id IN (SELECT rowid FROM search_text WHERE search_text MATCH %s ORDER BY rowid DESC LIMIT 3000)"


def create() -> str:
    """The statement that makes the index."""
    return (
        "CREATE VIRTUAL TABLE search_text USING fts5("
        "title, body, place, tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3')"
    )


def drop() -> str:
    return "DROP TABLE search_text"


def put(rows: Sequence[tuple[int, str, str, str]]) -> None:
    """Set (entry id, title, body, place) rows, in place of what stood there."""
    take([row[0] for row in rows])
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_text (rowid, title, body, place) VALUES (%s, %s, %s, %s)", rows
        )


def take(ids: Iterable[int]) -> None:
    """Take entries out of the index."""
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM search_text WHERE rowid = %s", [(pk,) for pk in ids])


def orphans() -> list[int]:
    """Ids in the index whose entry is gone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.rowid FROM search_text t LEFT JOIN search_entry e ON e.id = t.rowid WHERE e.id IS NULL LIMIT 10000"
        )
        return [row[0] for row in cursor.fetchall()]


def _phrase(way: tuple[str, ...], goes_on: bool) -> str:
    # SECURITY: words are letters, digits and nothing else (search.words), so nobody can write a sign that FTS5 reads.
    return '"' + " ".join(way) + '"' + (" *" if goes_on else "")


def question(asked: Asked, places: Sequence[str], *, title_only: bool = False) -> str:
    """What MATCH takes: every term, in one of its ways, in one of the places."""
    terms = []
    for number, ways in enumerate(asked.terms):
        goes_on = asked.open_ended and number == len(asked.terms) - 1
        terms.append("(" + " OR ".join(_phrase(way, goes_on) for way in ways) + ")")
    said = " AND ".join(terms)
    if title_only:
        return f"{{title}} : ({said})"
    where = " OR ".join(f'"{place}"' for place in places) or '"nowhere"'
    return f"{{title body}} : ({said}) AND {{place}} : ({where})"


def tidy() -> None:
    """Merge the index and forget what was deleted."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_text (search_text) VALUES ('optimize')")
