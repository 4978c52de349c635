"""Who is meant by a name in "Who wrote it": only people whom the viewer may find anyway."""

from typing import NamedTuple

from hedgerow.access.viewer import Viewer
from hedgerow.base.names import fold
from hedgerow.search.finding import Filters, find, hits_of

#: More than these are not offered: the person is asked for more of the name.
MOST = 6


class Writer(NamedTuple):
    """Somebody with that name."""

    code: str
    name: str


def writers_named(viewer: Viewer, name: str) -> tuple[Writer, ...]:
    """People found by search whose name holds every word of `name`, accents ignored; at most six."""
    words = fold(name).split()
    if not words:
        return ()
    hits = hits_of(viewer, find(viewer, name, Filters(group="people")).ids)
    found = [Writer(hit.person_code, hit.person_name) for hit in hits if hit.person_code is not None]
    return tuple(one for one in found if all(word in fold(one.name) for word in words))[:MOST]
