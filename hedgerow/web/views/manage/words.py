"""The log in words: what each deed was, and whether it can be undone."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hedgerow.people.deeds import UNDO
from hedgerow.people.models import Deed, Person
from hedgerow.web.words import ago, exact


def setting_words() -> dict[str, str]:
    """What each setting is called on its page."""
    return {
        "name": _("Name"),
        "address": _("Address"),
        "time_zone": _("Time zone"),
        "contact": _("Contact"),
        "registration": _("Who may register"),
        "domains": _("Domains"),
        "accent": _("Accent on light pages"),
        "accent_dark": _("Accent on dark pages"),
        "logo": _("Logo"),
        "welcome": _("Words of welcome"),
    }


def policy_words() -> dict[str, str]:
    """What each policy is called."""
    return {"privacy": _("Privacy"), "terms": _("Terms"), "ground-rules": _("Ground rules")}


#: Deeds that can be taken back, each for as long as UNDO where something is kept for it.
UNDOABLE = {
    "setting.changed",
    "policy.written",
    "person.deactivated",
    "person.merged",
    "words.removed",
    "administrator.made",
}


def named(person: Person | None) -> str:
    """A person as the log names them."""
    return _("somebody who is gone") if person is None else person.shown_name


def deed_words(deed: Deed) -> str:
    """What was done, in a sentence."""
    setting = setting_words().get(deed.about, deed.about)
    words = {"person": named(deed.person), "what": setting, "code": deed.about}
    sentences = {
        "setting.changed": _("Changed: %(what)s"),
        "mail.changed": _("Changed the mail server"),
        "policy.written": _("Wrote: %(what)s"),
        "person.deactivated": _("Deactivated the account of %(person)s"),
        "person.reactivated": _("Opened the account of %(person)s again"),
        "person.merged": _("Merged another account into that of %(person)s"),
        "person.helped": _("Made a code for %(person)s to sign in with"),
        "person.came_by_code": _("%(person)s signed in with that code"),
        "administrator.made": _("Made %(person)s an administrator"),
        "administrator.ended": _("%(person)s is no longer an administrator"),
        "words.removed": _("Removed everything that %(person)s put in"),
        "oversight.started": _("Looked inside the community %(code)s"),
        "facilitator.named": _("Named a facilitator of the community %(code)s"),
        "community.offered": _("Offered the community %(code)s to its people"),
    }
    if deed.verb == "policy.written":
        words["what"] = policy_words().get(deed.about, deed.about)
    return sentences.get(deed.verb, deed.verb) % words


def _value(deed: Deed, value: Any) -> str:
    if deed.about == "logo":
        return _("a picture") if value else _("none")
    kinds = {"anyone": _("anyone"), "domains": _("by domain"), "invitation": _("by invitation")}
    return kinds.get(value, value) if deed.about == "registration" else (value or _("nothing"))


def may_undo(deed: Deed) -> bool:
    """Whether a button is shown; the action asks again."""
    if deed.verb not in UNDOABLE or deed.undone_at is not None:
        return False
    lasting = deed.verb in ("setting.changed", "policy.written", "administrator.made", "person.deactivated")
    return lasting or deed.at > timezone.now() - UNDO


def deed_row(deed: Deed) -> dict[str, Any]:
    """A line of the log as pages show it."""
    change = ""
    if deed.verb == "setting.changed":
        words = {"before": _value(deed, deed.before), "after": _value(deed, deed.after)}
        change = _("from %(before)s to %(after)s") % words
    undone = ""
    if deed.undone_at is not None:
        undone = _("Undone by %(name)s, %(when)s") % {
            "name": named(deed.undone_by),
            "when": ago(deed.undone_at),
        }
    return {
        "id": deed.pk,
        "words": deed_words(deed),
        "setting": setting_words().get(deed.about, ""),
        "change": change,
        "by": _("Hedgerow itself") if deed.by is None else deed.by.shown_name,
        "when": ago(deed.at),
        "exact": exact(deed.at),
        "why": deed.why,
        "undone": undone,
        "undo": may_undo(deed),
    }
