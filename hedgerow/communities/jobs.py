"""Jobs of communities: none stays without somebody who looks after it; what was announced comes on its day."""

from hedgerow.access.viewer import Viewer
from hedgerow.base.jobs import every, task
from hedgerow.communities.actions.announcing import make_due_changes
from hedgerow.communities.actions.rescuing import offer_communities as offer


@task(retries=5, dedup=False)
def offer_communities(activity_id: int) -> None:
    """Somebody's account was shut: where they looked after a community alone, it is offered now."""
    offer(by=Viewer.system(reason="a community that nobody looks after is offered to its people"))


@every("daily at 08:10")
@task(retries=3)
def offer_daily() -> None:
    """However it came to be without one: once a week it is offered."""
    offer(by=Viewer.system(reason="a community that nobody looks after is offered to its people"))


@every("every 60 seconds")
@task(retries=3, dedup=True)
def make_changes() -> None:
    """A wider door, the end of a cohort, people who come into a room: what was announced a week ago."""
    make_due_changes()
