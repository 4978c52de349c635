"""What search does after something happened: each takes the id of the activity."""

from hedgerow.activity.models import Activity
from hedgerow.base.jobs import every, task
from hedgerow.search import indexing


def _line(activity_id: int) -> Activity | None:
    return Activity.objects.filter(pk=activity_id).first()


@task(queue="search", retries=5, dedup=False)
def index_the_item(activity_id: int) -> None:
    """The item that it was about."""
    line = _line(activity_id)
    if line is not None and line.item_id is not None:
        indexing.index_item(line.item_id)


@task(queue="search", retries=5, dedup=False)
def index_the_reply(activity_id: int) -> None:
    """The reply that it was about."""
    line = _line(activity_id)
    if line is not None and line.reply_id is not None:
        indexing.index_reply(line.reply_id)


@task(queue="search", retries=5, dedup=False)
def index_the_document(activity_id: int) -> None:
    """The item and the pages of the document that it was about."""
    line = _line(activity_id)
    if line is not None and line.item_id is not None:
        indexing.index_item(line.item_id)
        indexing.index_document(line.item_id)


@task(queue="search", retries=5, dedup=False)
def index_the_person(activity_id: int) -> None:
    """The person who changed their profile or closed their account."""
    line = _line(activity_id)
    # Whoever starts an account is a stranger until it is there: then the subject says whose it is.
    person_id = None if line is None else line.subject_id or line.person_id
    if person_id is not None:
        indexing.index_person(person_id)


@task(queue="search", retries=5, dedup=False)
def index_the_community(activity_id: int) -> None:
    """The community that was started or changed."""
    line = _line(activity_id)
    if line is not None and line.community_id is not None:
        indexing.index_community(line.community_id)


@task(queue="search", retries=5, timeout=1800)
def index_all(activity_id: int) -> None:
    """Everything there is: much came at once, and nothing followed each part of it."""
    indexing.index_everything()


@task(queue="search", retries=5)
def forget_the_gone(activity_id: int) -> None:
    """What was deleted for good leaves the index at once."""
    indexing.sweep()


@every("daily at 03:20")
@task(queue="search")
def sweep_the_index() -> None:
    """Take out of the index what was deleted for good since, and let it forget."""
    indexing.sweep()
