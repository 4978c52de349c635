"""Jobs of outgoing mail."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hedgerow.base.jobs import every, task
from hedgerow.communities.letters import (
    Letter,
    answer_letter,
    cohort_letters,
    invitation_letter,
)
from hedgerow.communities.letters_of_care import named_letters, offer_letters, oversight_letters
from hedgerow.items.actions.guests import forget_unused_invitations
from hedgerow.items.letters import bridge_letters, guest_letter, thanks_letter, thanks_of
from hedgerow.items.queries.guests import due_for_thanks
from hedgerow.mail.models import OutboxMail
from hedgerow.mail.rendering import render
from hedgerow.people.place import new_message_id

KEPT = timedelta(days=30)


@task(queue="mail", retries=8, timeout=60)
def deliver(template: str, *, to: str, context: dict[str, Any], message_id: str = "") -> None:
    """Render and send one mail; with the same Message-ID when it is tried again."""
    render(template, to=to, context=context, message_id=message_id).send()


def _send(letter: Letter | None, template: str) -> None:
    if letter is not None:
        render(template, to=letter.to, context=letter.context).send()


@task(queue="mail", retries=8, timeout=60)
def send_invitation(activity_id: int) -> None:
    """The mail of an invitation, if it is still open."""
    _send(invitation_letter(activity_id), "invitation")


@task(queue="mail", retries=8, timeout=60)
def tell_approved(activity_id: int) -> None:
    """Tell somebody who asked that they are in."""
    _send(answer_letter(activity_id, "active"), "request_approved")


@task(queue="mail", retries=8, timeout=60)
def tell_declined(activity_id: int) -> None:
    """Tell somebody who asked that they were not let in."""
    _send(answer_letter(activity_id, "declined"), "request_declined")


@task(queue="mail", retries=5, timeout=300)
def tell_cohort_sealed(activity_id: int) -> None:
    """Tell everyone whom it concerns that a cohort has ended, and what they see now."""
    send_each(cohort_letters(activity_id), "cohort_sealed")


@task(queue="mail", retries=8, timeout=60)
def send_guest_invitation(activity_id: int) -> None:
    """The mail that asks somebody outside to be a guest, if the invitation is still open."""
    _send(guest_letter(activity_id), "guest_invitation")


@task(queue="mail", retries=8, timeout=60)
def thank_the_guest(activity_id: int) -> None:
    """Thank a guest who has left, or whose access was withdrawn."""
    _thank(thanks_letter(activity_id))


@task(queue="mail", retries=5, timeout=300)
def tell_of_bridge(activity_id: int) -> None:
    """Tell the facilitators of both sides what was asked, agreed, declined or ended."""
    send_each(bridge_letters(activity_id), "bridge")


@every("daily at 08:15")
@task(queue="mail", dedup=True)
def thank_guests() -> None:
    """Thank everybody whose time as a guest has ended, with what they may keep of it; forget invitations nobody took up."""
    for pk in due_for_thanks(timezone.now()):
        _thank(thanks_of(pk))
    forget_unused_invitations()


@transaction.atomic
def _thank(letter: Letter | None) -> None:
    """The letter waits in the queue in the same transaction in which it is noted, so that nobody is thanked twice."""
    if letter is not None:
        deliver.enqueue("guest_thanks", to=letter.to, context=letter.context, message_id=new_message_id())


@task(queue="mail", retries=8, timeout=300)
def tell_oversight(activity_id: int) -> None:
    """Tell those who look after a community that an administrator looks inside, and why."""
    send_each(oversight_letters(activity_id), "oversight")


@task(queue="mail", retries=8, timeout=300)
def tell_offered(activity_id: int) -> None:
    """Ask people inside whether they would look after a community that nobody looks after."""
    send_each(offer_letters(activity_id), "community_offered")


@task(queue="mail", retries=8, timeout=60)
def tell_named(activity_id: int) -> None:
    """Tell somebody that an administrator named them."""
    send_each(named_letters(activity_id), "facilitator_named")


@transaction.atomic
def send_each(letters: list[Letter], template: str) -> None:
    """One job for each, so that one address that does not work keeps no other from its mail; all of them or none."""
    for letter in letters:
        deliver.enqueue(template, to=letter.to, context=letter.context, message_id=new_message_id())


@task(queue="mail")
def forget_the_example(activity_id: int) -> None:
    """The living example is gone: so is kept mail to its people, whose addresses nobody has."""
    made_up = (
        Q(to__iendswith="@example.org") | Q(to__iendswith="@example.net") | Q(to__iendswith=".example.net")
    )
    OutboxMail.objects.filter(made_up).delete()


@every("daily at 03:40")
@task(queue="mail")
def forget_old_mail() -> None:
    """Empty the outbox of what is older than 30 days."""
    OutboxMail.objects.filter(at__lt=timezone.now() - KEPT).delete()
