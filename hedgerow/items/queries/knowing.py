"""Of which communities the viewer may read the name: a guest sees a thing of a secret place, and not that there is one."""

from collections.abc import Iterable

from hedgerow.access.viewer import Viewer
from hedgerow.communities.models import Community


def unknown_places(viewer: Viewer, ids: Iterable[int | None]) -> frozenset[int]:
    """Those of these communities whose existence the viewer may not know; nothing is asked about their own."""
    standings = viewer.standings.communities
    wanted = {
        pk for pk in ids if pk is not None and (pk not in standings or standings[pk].state == "suspended")
    }
    if not wanted or viewer.is_system:
        return frozenset()
    known = Community.objects.visible_to(viewer).filter(pk__in=wanted).values_list("pk", flat=True)
    return frozenset(wanted.difference(known))
