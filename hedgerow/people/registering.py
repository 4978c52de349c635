"""Who may start an account here: anyone, by domain, or by invitation."""

from hedgerow.people.addresses import normal
from hedgerow.people.place import place

KINDS = ("anyone", "domains", "invitation")


class NotOpen(Exception):
    """This place takes no new account for that address. It is said only to whoever proved that the address is theirs."""


def domain_of(email: str) -> str:
    """The domain of an address as it is compared."""
    return plain_domain(normal(email).rpartition("@")[2])


def plain_domain(domain: str) -> str:
    """A domain as it is compared: in small letters and ASCII, however it was typed; "" for what is none.

    SECURITY: two ways to write one domain are one, and letters that only look alike stay different.
    """
    try:
        found = domain.strip().strip(".").lower().encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return found if "." in found and all(char.isalnum() or char in ".-" for char in found) else ""


def may_register(email: str, *, invited: bool = False) -> bool:
    """Whether whoever has this address may start an account; an invitation opens every place."""
    here = place()
    if invited or here.registration == "anyone":
        return True
    return here.registration == "domains" and domain_of(email) in here.domains.split()
