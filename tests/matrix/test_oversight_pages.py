"""Oversight through a browser: every thing of the community looked into as the cells say, and nothing of any other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hedgerow.communities.models import Oversight
from hedgerow.people.models import Device
from tests.matrix.test_pages import _doors, _knock, _said, _tried
from tests.sweeps import once
from tests.world import client_for

pytestmark = [pytest.mark.django_db, once]


def _looking(matrix, community):
    """A device of the administrator's on which an oversight of this community runs."""
    client = client_for(matrix.cast.people["adm"])
    now = timezone.now()
    Oversight.objects.create(
        community=community,
        person=matrix.cast.people["adm"],
        device_id=Device.objects.order_by("-pk").first().pk,
        why="A report about it",
        started_at=now,
        ends_at=now + timedelta(hours=1),
    )
    return client


def test_every_thing_under_oversight(matrix, tally):
    for where, community in matrix.some():
        client = _looking(matrix, community)
        client.get("/d/zzzzzzzz/")  # the first answer gives a token of its own
        nothing = client.get("/d/zzzzzzzz/")
        missing = nothing.status_code, _said(nothing)
        for thing in matrix.things.items:
            if not _tried(matrix, thing):
                continue
            who = "ovr" if thing.where == where else "ove"
            wide = thing.item.kind == "document" or thing.item.state in ("published", "held")
            for door, address in _doors(thing, matrix, wide):
                _knock(matrix, tally, who, client, thing, door, address, missing)
