"""Non-interference: whatever happens in a secret community, people outside get the same bytes; and the readers agree."""

import logging
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from hedgerow.search.indexing import index_everything
from tests.cases.scene import make_scene
from tests.histories.machine import INSIDERS, Histories, told
from tests.histories.outside import make_outside
from tests.sweeps import EVERYTHING, once
from tests.world import belong, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.slow, once]


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of missing pages are not worth a line each."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


def test_whatever_happens_in_secret_people_outside_get_the_same_bytes_and_the_readers_agree(
    record_property, tmp_path, settings
):
    settings.FILES = tmp_path / "files"
    scene = make_scene()
    world = scene.world
    nia = make_person("Nia Teasel")
    belong(nia, world.open_)
    world.secret.join_code = "HEDGES"
    world.secret.save()
    Histories.cast = {name: nia if name == "nia" else getattr(world, name) for name in (*INSIDERS, "otto")}
    Histories.secret = world.secret.pk
    Histories.outside = make_outside(scene, INSIDERS)
    Histories.counted.clear()
    if not EVERYTHING:
        del Histories.outside.addresses[1::3], Histories.outside.addresses[1::2]
    Histories.every = 1 if EVERYTHING else 3
    index_everything()
    for client in Histories.outside.clients.values():
        client.get("/search/")  # its cookies
        client.get(f"/d/{Histories.outside.codes['od']}/for-everyone/")  # the read mark
    Histories.before = Histories.outside.look()
    again = Histories.outside.look(every=Histories.every)
    assert not told(Histories.before, again), "it holds still by itself"
    run_state_machine_as_test(Histories, settings=_often())
    for name, number in sorted(Histories.counted.items()):
        record_property(name, number)
    print(dict(Histories.counted))
    assert 3 * Histories.counted["refused"] < 2 * Histories.counted["steps"], "at least a third of it happens"


def _often():
    return settings(
        max_examples=150 if EVERYTHING else 5,
        stateful_step_count=50 if EVERYTHING else 20,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
