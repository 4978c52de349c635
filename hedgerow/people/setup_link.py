"""The link that lets whoever reads the log set this place up: one at a time, for a week, gone once it was used."""

from datetime import timedelta
from urllib.parse import urlencode

from hedgerow.people.models import Person, Platform, Token
from hedgerow.people.place import place
from hedgerow.people.tokens import find_token, make_token, revoke_tokens, secret_of

PURPOSE = "setup"
LASTS = timedelta(days=7)


def make_setup_link() -> str | None:
    """The address to print; None when the place is set up or has an administrator. The link printed before ends."""
    if Platform.here().set_up_at is not None or has_administrator():
        return None
    revoke_tokens(PURPOSE)
    secret = secret_of(make_token(PURPOSE, lasts=LASTS))
    return f"{place().address}/setup/?{urlencode({'link': secret})}"


def has_administrator() -> bool:
    """Whether somebody looks after this place already."""
    return bool(Person.objects.filter(is_administrator=True, is_active=True).exists())


def setup_token(secret: str) -> Token | None:
    """The token of a link, while nobody has used it and nobody looks after this place."""
    return None if not secret or has_administrator() else find_token(PURPOSE, secret)
