"""What is told before a place opens wider or a cohort ends: what comes, on which day, to everyone whom it concerns."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from hedgerow.activity.models import Activity
from hedgerow.base.dates import day
from hedgerow.communities.actions.rooms import HERE
from hedgerow.communities.letters import Letter
from hedgerow.communities.models import Community, Membership, Room, RoomMembership
from hedgerow.communities.presets import BY_KEY
from hedgerow.people.models import Person


def opening_letters(activity_id: int) -> list[Letter]:
    """To everyone inside a community that will be wider; nobody once it was withdrawn."""
    line, community = _line(activity_id)
    if line is None or community is None or community.changes_to != line.detail["to"]:
        return []
    preset = BY_KEY[line.detail["to"]]
    words = {"preset": str(preset.name), "sentence": str(preset.sentence), "day": _day(line)}
    return [_to(one.person, community, **words) for one in _inside(community, line)]


def sealing_letters(activity_id: int) -> list[Letter]:
    """To everyone in a cohort that ends, and to those who stay."""
    line, community = _line(activity_id)
    if line is None or community is None or community.changes_to != "sealed":
        return []
    return [
        _to(one.person, community, day=_day(line), stays=one.part == "facilitator")
        for one in _inside(community, line)
    ]


def room_letters(activity_id: int) -> list[Letter]:
    """To the people of a room into which more people come."""
    line = Activity.objects.filter(pk=activity_id).first()
    room = Room._base_manager.filter(pk=line.subject_id).select_related("community").first() if line else None
    if line is None or room is None or room.changes_at is None:
        return []
    places = RoomMembership.objects.filter(HERE, room=room, person__is_active=True).exclude(
        person_id=line.person_id
    )
    url = f"/c/{room.community.code}/{room.community.slug}/rooms/{room.code}/"
    return [
        _to(one.person, room.community, day=_day(line), people=line.detail["people"], room_url=url)
        for one in places.exclude(person__email="").select_related("person").order_by("pk")
    ]


def _line(activity_id: int) -> tuple[Activity | None, Community | None]:
    line = Activity.objects.filter(pk=activity_id).first()
    return line, Community._base_manager.filter(pk=line.community_id).first() if line else None


def _day(line: Activity) -> str:
    return day(datetime.fromisoformat(line.detail["at"]), timezone.now(), timezone.get_current_timezone())


def _inside(community: Community, line: Activity) -> list[Membership]:
    here = Membership.objects.here().filter(
        community=community, person__is_active=True, person__closed_at=None
    )
    found = here.exclude(person_id=line.person_id).exclude(person__email="")
    return list(found.select_related("person").order_by("pk"))


def _to(person: Person, community: Community, **words: Any) -> Letter:
    # SECURITY: a mail may be read over a shoulder, so it names neither a secret community nor a room.
    context = {
        "community": "" if community.is_secret else community.name,
        "community_url": f"/c/{community.code}/{community.slug}/",
        "name": person.first_name,
        **words,
    }
    return Letter(person.email or "", context)
