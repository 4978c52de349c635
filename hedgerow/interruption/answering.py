"""What an author may answer when asked: a reason from a few, and some words that repeat nothing of what was found."""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from hedgerow.guard import Part, Rules, look

#: Why it is nobody who must not be known; the last one needs words.
REASONS = ("colleague", "made_up", "public", "mine", "other")
MOST_WORDS = 200


class Answer(NamedTuple):
    """The answer as it was sent. `seal` says which words the author had before them."""

    seal: str
    reason: str = ""
    words: str = ""


#: Not an answer: the words were changed on the page itself, and are shown once more whatever is in them.
ONLY_LOOK = Answer("", "look")
#: Not an answer either: whoever calls looks by itself, and asks later (documents, which are held meanwhile).
LATER = Answer("", "later")


class Answered(NamedTuple):
    """An answer that holds: what is kept and told to the facilitators. Nothing that was found is in it."""

    kinds: tuple[str, ...]
    reason: str
    words: str


def seal_of(parts: Sequence[Part]) -> str:
    """Stands for these very words, so that an answer counts for no others. It is kept nowhere."""
    told = json.dumps([(part.label, part.text) for part in parts])
    return salted_hmac("hedgerow.interruption", told, algorithm="sha256").hexdigest()[:32]


def wrong_with(answer: Answer, seal: str, found: Iterable[str], rules: Rules) -> str:
    """A sentence on why the answer does not hold yet; "" when it does."""
    if answer.seal != seal:
        return _("The words are not the same as before. Look at them once more.")
    words = " ".join(answer.words.split())
    if answer.reason not in REASONS:
        return _("Say why it is fine: choose one of the reasons.")
    if answer.reason == "other" and not words:
        return _("Say in a few words why it is fine.")
    if len(words) > MOST_WORDS:
        return _("Say it in %(most)s characters at most.") % {"most": MOST_WORDS}
    if _repeats(words, found) or any(hit.strength == "interrupt" for hit in look(words, rules)):
        return _("Facilitators read this line. Say why without repeating what we noticed.")
    return ""


def _repeats(words: str, found: Iterable[str]) -> bool:
    """Whether the words hold one that was found, however it is spaced or written large."""
    here = _bare(words)
    return any(len(bare) > 2 and bare in here for one in found for bare in (_bare(one),))


def _bare(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFKC", text).casefold() if one.isalnum())
