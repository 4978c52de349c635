"""The mail to whoever added a document that is held. It names neither the document nor what was noticed."""

from hedgerow.base.jobs import task
from hedgerow.library.letters import held_letter
from hedgerow.mail.rendering import render


@task(queue="mail", retries=8, timeout=60)
def tell_held(activity_id: int) -> None:
    """Tell the author, as long as it waits."""
    letter = held_letter(activity_id)
    if letter is not None:
        render("document_held", to=letter.to, context=letter.context).send()
