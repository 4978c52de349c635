"""The mails that tell of what comes in a week: a wider door, the end of a cohort, more people in a room."""

from hedgerow.base.jobs import task
from hedgerow.communities.letters_of_eras import opening_letters, room_letters, sealing_letters
from hedgerow.mail.jobs import send_each


@task(queue="mail", retries=5, timeout=300)
def tell_opening(activity_id: int) -> None:
    """Tell everyone inside that more people will find, read or join it."""
    send_each(opening_letters(activity_id), "community_opens")


@task(queue="mail", retries=5, timeout=300)
def tell_sealing(activity_id: int) -> None:
    """Tell everyone whom it concerns that the cohort ends."""
    send_each(sealing_letters(activity_id), "cohort_ends")


@task(queue="mail", retries=5, timeout=300)
def tell_room_opening(activity_id: int) -> None:
    """Tell the people of a room that more come in."""
    send_each(room_letters(activity_id), "room_opens")
