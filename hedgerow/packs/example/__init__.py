"""The living example of a pack: people, communities, documents and items, every moment a real one relative to now."""

from datetime import datetime

from hedgerow.packs.example.checking import check
from hedgerow.packs.example.library import read_documents
from hedgerow.packs.example.reading import Reading, read_communities, read_items, read_people
from hedgerow.packs.example.rows import Example
from hedgerow.packs.loading import FOLDER
from hedgerow.packs.reading import PackError


def example(name: str, now: datetime) -> Example:
    """The living example of the pack `name`, checked, as it looks at `now` (aware).

    Raises PackError when the pack has none or a part of it does not fit, with file, row and what to do.
    """
    folder = FOLDER / name / "example"
    if not folder.is_dir():
        raise PackError(f'The pack "{name}" has no living example')
    reading = Reading(folder=folder, now=now)
    people = read_people(reading)
    communities = read_communities(reading, {one.key: one for one in people})
    folders, documents = read_documents(reading)
    result = Example(people, communities, folders, documents, read_items(reading))
    check(result, pack_key=name, now=now)
    return result
