"""One look inside that is over, so that the logs of the example show what such a look leaves."""

from datetime import timedelta

from django.conf import settings

from hedgerow.activity.recording import quietly, record
from hedgerow.communities.models import Community, Oversight, OversightPage
from hedgerow.people.deeds import note
from hedgerow.people.models import Deed
from hedgerow.workflows.example.cast import Cast, lasting_code

_WHERE = "north"
_WHY = "A member asked me to check that a removed reply is really gone."


def look_once(cast: Cast) -> None:
    """Three weeks ago the administrator looked for six minutes. Only in a database that is the example's own."""
    administrators = [row.key for row in cast.example.people if row.administrator]
    community = Community._base_manager.filter(code=lasting_code("community", _WHERE)).first()
    if not settings.EXAMPLE or not administrators or community is None:
        return
    by = cast.viewer(administrators[0])
    if Oversight.objects.filter(community=community, person_id=by.person_id).exists():
        return
    begun = cast.now - timedelta(days=21, hours=3)
    ended = begun + timedelta(minutes=6)
    made = Oversight.objects.create(
        community=community,
        person_id=by.person_id,
        device_id=0,
        why=_WHY,
        started_at=begun,
        ends_at=begun + timedelta(hours=1),
        ended_at=ended,
    )
    home = f"/c/{community.code}/{community.slug}/"
    for minutes, path in ((1, home), (2, f"{home}discussions/")):
        page = OversightPage.objects.create(oversight=made, path=path)
        OversightPage.objects.filter(pk=page.pk).update(at=begun + timedelta(minutes=minutes))
    deed = note(by, "oversight.started", community_id=community.pk, about=community.code, why=_WHY)
    Deed.objects.filter(pk=deed.pk).update(at=begun)
    for at, verb in ((begun, "oversight.started"), (ended, "oversight.ended")):
        with quietly(at):
            record(by=by, verb=verb, community_id=community.pk, subject_id=made.pk)
