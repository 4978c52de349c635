"""The example at one fixed moment, and every file of it, made once for all tests of packs."""

from pathlib import Path

import pytest

from hedgerow.packs.example import example
from hedgerow.packs.example.rows import Example
from hedgerow.packs.making import make_file
from tests.packs.moment import NOW, PACK


def wanted_files(living: Example) -> list[tuple[str, int]]:
    """Each file of the example with each version that a document or an attachment uses."""
    wanted = {
        (version.file, version.number) for document in living.documents for version in document.versions
    }
    for item in living.items:
        for names in (item.attachments, *(reply.attachments for reply in item.replies)):
            wanted |= {(name, 1) for name in names if not name.startswith("#")}
    return sorted(wanted)


@pytest.fixture(scope="session")
def living() -> Example:
    return example(PACK, NOW)


@pytest.fixture(scope="session")
def made(living: Example, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], Path]:
    """All files of the example: (name, version) → path."""
    root = tmp_path_factory.mktemp("example")
    paths = {}
    for name, version in wanted_files(living):
        folder = root / f"{name}-{version}"
        folder.mkdir()
        paths[name, version] = make_file(PACK, name, version=version, into=folder, now=NOW)
    return paths
