"""Reads the libraries of the example: folders, documents and their versions."""

from hedgerow.packs.example.reading import Reading, read_replies
from hedgerow.packs.example.rows import ExampleDocument, ExampleFolder, ExampleVersion
from hedgerow.packs.reading import Table, read_table


def read_documents(reading: Reading) -> tuple[tuple[ExampleFolder, ...], tuple[ExampleDocument, ...]]:
    """The folders as written (parents first) and the documents, oldest first."""
    rows = read_table(reading.folder / "documents.toml")
    folders = []
    for row in rows.tables("folders"):
        folders.append(
            ExampleFolder(
                row.text("key"),
                row.text("community"),
                row.text("name"),
                row.text("parent", ""),
                row.text("describes", ""),
            )
        )
        row.done()
    documents = [_document(reading, row) for row in rows.tables("documents")]
    rows.done()
    return tuple(folders), tuple(sorted(documents, key=lambda one: (one.created_at, one.key)))


def _document(reading: Reading, row: Table) -> ExampleDocument:
    versions: list[ExampleVersion] = []
    for number, one in enumerate(row.tables("versions"), 1):
        created = reading.when(one, base=versions[-1].created_at if versions else None)
        versions.append(
            ExampleVersion(number, one.text("file"), one.text("by"), created, reading.text(one, "note", ""))
        )
        one.done()
    if not versions:
        raise row.wrong("add at least one [[documents.versions]]")
    document = ExampleDocument(
        key=row.text("key"),
        community=row.text("community"),
        room=row.text("room", ""),
        folder=row.text("folder", ""),
        title=reading.text(row, "title"),
        describes=reading.text(row, "describes", ""),
        tags=row.texts("tags"),
        pinned=row.flag("pinned"),
        state=row.choice("state", ("published", "removed"), "published"),
        review_at=reading.maybe(row, "review"),
        helpful=row.texts("helpful"),
        thanks=row.texts("thanks"),
        this_helped=row.texts("this_helped"),
        versions=tuple(versions),
        replies=read_replies(reading, row, versions[0].created_at),
    )
    row.done()
    return document
