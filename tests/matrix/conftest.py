"""The world of the matrix, made once for all its tests, in a transaction that is rolled back at the end."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import override_settings

from hedgerow.access.viewer import Viewer
from hedgerow.communities.models import Community
from tests.matrix.cast import Cast, make_cast
from tests.matrix.cells import VIEWERS
from tests.matrix.tally import Tally
from tests.matrix.things import Thing, Things, make_things
from tests.sweeps import EVERYTHING

_FEW = [
    "nob",
    "out",
    "inv",
    "mem",
    "roo",
    "car",
    "fac",
    "fou",
    "gui",
    "gro",
    "bri",
    "alu",
    "lat",
    "rlt",
    "sus",
    "rem",
    "end",
    "reg",
    "ovr",
    "api",
    "sgu",
]


@dataclass
class Matrix:
    """The cast and the things, and whether this is the long run."""

    cast: Cast
    things: Things
    everything: bool

    def some(self) -> list[tuple[str, Community]]:
        """Two communities, one open and one secret; all of them in the long run."""
        places = self.cast.communities.items()
        return [(key, place) for key, place in places if self.everything or key in ("gate", "copse")]

    def few(self) -> list[str]:
        """One viewer of each sort, where a door is dear."""
        return _FEW

    def looks(self) -> Iterator[tuple[str, Viewer, list[Thing]]]:
        """Each viewer, with the things that they are asked about: all, or with oversight those of each community."""
        for who in VIEWERS:
            if who != "ovr":
                yield who, self.cast.viewer(who), self.things.items
                continue
            for where, community in self.cast.communities.items():
                here = [thing for thing in self.things.items if thing.where == where]
                yield who, self.cast.viewer(who, community), here


@pytest.fixture(scope="package")
def matrix(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Matrix]:
    folder = tmp_path_factory.mktemp("matrix")
    with django_db_blocker.unblock(), override_settings(FILES=folder), transaction.atomic():
        cast = make_cast()
        for who in cast.browsing:
            cast.client(who)  # each test is rolled back, and a device that it made with it
        yield Matrix(cast, make_things(cast, everything=EVERYTHING), EVERYTHING)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of missing pages are not worth a line each."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def tally(record_property) -> Iterator[Tally]:
    """What a test counts into; its end is the verdict."""
    counted = Tally()
    yield counted
    record_property("cells", counted.cells)
    record_property("leaks", len(counted.leaks))
    record_property("denials", len(counted.denials))
    record_property("undecided", len(counted.undecided))
    assert counted.cells, "a test of the matrix looks at cells"
    verdict = counted.verdict()
    assert not verdict, verdict
