"""The page of one document: its versions, and the text of a few pages."""

from datetime import datetime
from typing import Any, NamedTuple

from hedgerow.base.sql import Fixed, moment
from hedgerow.library.queries.rows import first_of, name_of

#: Pages of text that are shown at once, and how much of each.
PAGES, CHARACTERS = 20, 8000


class VersionRow(NamedTuple):
    """One version of a document, with its file."""

    pk: int
    code: str
    number: int
    file_name: str
    note: str
    at: datetime
    restored_from: int | None
    reading: str
    reading_note: str
    page_count: int | None
    title_inside: str
    kind: str
    media_type: str
    size: int
    width: int | None
    height: int | None
    drawn: frozenset[str]
    by_id: int | None
    by_name: str
    by_first: str
    current: bool


class Shown(NamedTuple):
    """A document's versions, newest first, where it lies, and the one that is looked at."""

    versions: list[VersionRow]
    version: VersionRow
    folders: list[tuple[str, str]]

    @property
    def newest(self) -> VersionRow:
        return next((one for one in self.versions if one.current), self.versions[0])


_VERSIONS = Fixed("""
SELECT v.id, v.code, v.number, v.file_name, v.note, v.at, v.restored_from, v.reading, v.reading_note, v.page_count,
       v.title_inside, b.kind, b.media_type, b.size, b.width, b.height, b.derivatives, v.by_id, p.name, p.closed_at,
       d.current_id = v.id, f.code, f.name, o.code, o.name
  FROM library_version v
  JOIN library_document d ON d.item_id = v.document_id
  JOIN items_item i ON i.id = d.item_id
  JOIN items_blob b ON b.id = v.blob_id
  LEFT JOIN items_folder f ON f.id = i.folder_id
  LEFT JOIN items_folder o ON o.id = f.parent_id
  LEFT JOIN people_person p ON p.id = v.by_id
 WHERE v.document_id = %s
 ORDER BY v.number DESC
""")


def versions_of(item_id: int, number: int | None) -> Shown | None:
    """Of an item that was fetched through the viewer. `number`: the version to look at; None when there is no such one."""
    rows = _VERSIONS.rows(item_id)
    versions = [_version(row) for row in rows]
    if number is None:
        wanted = next((one for one in versions if one.current), None)
    else:
        wanted = next((one for one in versions if one.number == number), None)
    if wanted is None:
        return None
    inner, outer = rows[0][21:23], rows[0][23:25]
    return Shown(versions, wanted, [tuple(one) for one in (outer, inner) if one[0]])


def _version(row: tuple[Any, ...]) -> VersionRow:
    derivatives = row[16] or ""
    names = ("small", "large", *(f"page-{number}" for number in range(1, 6)))
    drawn = frozenset(
        name for name in names if (f'"{name}"' if isinstance(derivatives, str) else name) in derivatives
    )
    return VersionRow._make(
        (
            *row[:5],
            moment(row[5]),
            *row[6:16],
            drawn,
            row[17],
            name_of(row[18], row[19]),
            first_of(row[18], row[19]),
            bool(row[20]),
        )
    )


_TEXTS = Fixed(
    "SELECT number, label, SUBSTR(text, 1, %s) FROM library_pagetext"
    " WHERE version_id = %s AND number >= %s ORDER BY number LIMIT %s"
)


def texts_of(version_id: int, *, first: int = 1, pages: int = PAGES) -> list[tuple[int, str, str]]:
    """(number, label, text) of the version's pages from `first` on; a long one is cut."""
    return [(row[0], row[1], row[2]) for row in _TEXTS.rows(CHARACTERS, version_id, first, pages)]
