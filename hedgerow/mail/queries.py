"""Reading the outbox, the newest first."""

from hedgerow.mail.models import OutboxMail

PAGE = 30


def kept_mail(*, before: int | None = None) -> list[OutboxMail]:
    """A page of the outbox and one more; `before` is the id that the page starts after."""
    found = OutboxMail.objects.order_by("-pk")
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found[: PAGE + 1])


def one_kept_mail(pk: int) -> OutboxMail | None:
    """One mail of the outbox."""
    return OutboxMail.objects.filter(pk=pk).first()
