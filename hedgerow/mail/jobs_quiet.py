"""The mail to who wrote quietly, when the steward looked who it was."""

from hedgerow.base.jobs import task
from hedgerow.items.queries.looks import told_of_look
from hedgerow.mail.rendering import render


@task(queue="mail", retries=8, timeout=60)
def tell_looked(activity_id: int) -> None:
    """Tell the writer. SECURITY: the mail names neither the words nor the made-up name; those stand behind signing in."""
    told = told_of_look(activity_id)
    if told is None:
        return
    to, name, community, secret = told
    render("quiet_looked", to=to, context={"name": name, "community": "" if secret else community}).send()
