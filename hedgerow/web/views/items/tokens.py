"""Names for the tokens in a page's texts: mentions, linked items and attached files, as this viewer may see them."""

from collections.abc import Hashable, Iterable
from typing import NamedTuple

from django.urls import reverse

from hedgerow.access.viewer import Viewer
from hedgerow.base.text import Codes, FileView, ItemView, MentionView, codes_in, resolve
from hedgerow.items.pictures import is_drawable
from hedgerow.items.queries.item_page import FileRow, named
from hedgerow.web.shell import item_url, person_url
from hedgerow.web.words import file_word


class Known(NamedTuple):
    """What the tokens of one page stand for."""

    people: dict[str, MentionView | None]
    items: dict[str, ItemView | None]
    files: dict[str, FileView | None]
    any: bool

    @property
    def words(self) -> Hashable:
        """All that it says, to be compared."""
        return tuple(self.people.items()), tuple(self.items.items()), tuple(self.files.items())

    def shown(self, html: str) -> str:
        """Stored HTML with its tokens resolved."""
        if not self.any or "<hg-" not in html:
            return html
        return resolve(html, people=self.people, items=self.items, files=self.files)


_NOTHING = Known({}, {}, {}, False)


def known_in(viewer: Viewer, texts: Iterable[str], files: Iterable[FileRow]) -> Known:
    """Look the tokens of all texts of a page up at once; nothing is asked when there are none."""
    codes: Codes = codes_in(*texts)
    if not (codes.people or codes.items or codes.files):
        return _NOTHING
    names = named(viewer, set(codes.people), set(codes.items))
    people = {
        code: MentionView(name, person_url(code, name)) if here else None
        for code, (name, here) in names.people.items()
    }
    items: dict[str, ItemView | None] = {
        code: ItemView(title, item_url(code, title, kind), kind)
        for code, (title, kind) in names.items.items()
    }
    return Known(people, items, {row.code: file_view(row) for row in files}, True)


def file_view(row: FileRow) -> FileView:
    """A file as a text shows it."""
    picture = is_drawable(row.kind)
    return FileView(
        name=row.name,
        url=reverse("attachment", kwargs={"code": row.code}),
        kind_word=file_word(row.kind),
        size=row.size,
        picture=picture,
        width=row.width or 0,
        height=row.height or 0,
        thumb_url=reverse("attachment_picture", kwargs={"code": row.code}) if picture else None,
    )
