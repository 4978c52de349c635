"""What all tests share: the cast, the real files, and a running server."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from hedgerow.people.place import forget_place
from tests.serving import Served, serving
from tests.sweeps import once
from tests.world import World, make_world

#: Files that take more than a few seconds: they start processes, read many real documents or walk through everything.
#: `bin/test --quick` leaves them out.
LONG = {
    "access/test_ends.py",
    "access/test_readers_agree.py",
    "access/test_verbs.py",
    "architecture/test_doors.py",
    "base/jobs/test_jobs_enqueue.py",
    "base/jobs/test_jobs_workers.py",
    "base/parsing/test_extracting.py",
    "base/parsing/test_hostile_files.py",
    "base/parsing/test_pictures.py",
    "base/text/test_text_rendering.py",
    "base/text/test_text_safety.py",
    "cases/test_existence.py",
    "cases/test_guests_and_bridges.py",
    "cases/test_quiet.py",
    "cases/test_revocation.py",
    "cases/test_words.py",
    "config/test_command_line.py",
    "config/test_privacy.py",
    "config/test_supervise.py",
    "guard/test_guard_hostile.py",
    "guard/test_guard_measures.py",
    "items/test_blobs.py",
    "items/test_bridges.py",
    "items/test_items_races.py",
    "items/test_items_writing.py",
    "library/test_document_guarding.py",
    "library/test_documents.py",
    "library/test_folders.py",
    "library/test_library_lists.py",
    "library/test_reading.py",
    "mail/test_mail_sending.py",
    "matrix/test_lists.py",
    "matrix/test_oversight_pages.py",
    "matrix/test_pages.py",
    "matrix/test_places.py",
    "matrix/test_quiet.py",
    "matrix/test_readers.py",
    "packs/test_packs_example.py",
    "packs/test_packs_files.py",
    "quiet/test_nothing_gives_the_writer_away.py",
    "quiet/test_quiet_posting.py",
    "reading/test_hot_pages.py",
    "search/test_finding.py",
    "web/accounts/test_accounts_password.py",
    "web/communities/test_communities_directory.py",
    "web/communities/test_communities_front_pages.py",
    "web/facilitate/test_facilitate_pages.py",
    "web/guests/test_guest_pages.py",
    "web/library/test_file_door.py",
    "web/library/test_library_pages.py",
    "web/people/test_people_pages.py",
    "web/write/test_write_changes.py",
    "web/write/test_write_deeds.py",
    "web/write/test_write_drafts.py",
    "web/write/test_write_posting.py",
    "web/write/test_write_replying.py",
    "workflows/test_living_example.py",
}


#: Where the code knows no database, or a process of its own has its own: such tests run on one leg (bin/test --all: on both).
NO_DATABASE = (
    "base/text/",
    "base/parsing/",
    "base/files/",
    "config/test_command_line.py",
    "config/test_environment.py",
    "config/test_privacy.py",
    "docs/",
    "guard/",
)


#: Where the SQL of both databases is asked by other tests: these long ones run on one leg.
LONG_ONCE = ("cases/", "workflows/test_living_example.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of a long file as slow, and what one database shows as done once."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here) and _is_done_once(item, item.path.relative_to(here).as_posix()):
            item.add_marker(once)
        if item.path.is_relative_to(here) and item.path.relative_to(here).as_posix() in LONG:
            item.add_marker(pytest.mark.slow)


def _is_done_once(item: pytest.Item, path: str) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    asks = any(name in fixtures for name in ("db", "transactional_db")) or item.get_closest_marker(
        "django_db"
    )
    return path.startswith(LONG_ONCE) or (path.startswith(NO_DATABASE) and not asks)


@pytest.fixture(autouse=True)
def fresh_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the place is called and looks like is kept for a few seconds: here for each test, however long it takes."""
    monkeypatch.setattr("hedgerow.people.place.KEPT_SECONDS", 3600.0)
    forget_place()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files that no one here wrote; tests that need it are left out, loudly, where it is absent."""
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("HEDGEROW_TEST_DATA", default))
    if not folder.is_dir():
        pytest.skip("the real test files are absent: set HEDGEROW_TEST_DATA")
    return folder


@pytest.fixture
def world(db: None) -> World:
    """Everyone in their places; see tests/world.py."""
    return make_world()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A real `hedgerow serve` on an empty place, shared by the tests that only ask it questions."""
    with serving(tmp_path_factory.mktemp("served")) as running:
        yield running
