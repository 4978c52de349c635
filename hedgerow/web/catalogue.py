"""The words of the pages in the reader's language.

SPEED: a page says some hundred words of the catalogue; Django looks each up through a chain of objects. Here the language
of the request is kept in a context variable and each word is looked up once for each language.
"""

from contextvars import ContextVar

from django.utils import translation

language: ContextVar[str] = ContextVar("language", default="en-gb")
_kept: dict[tuple[str, str], str] = {}


def speak(code: str) -> None:
    """Speak this language for the rest of the request."""
    language.set(code)
    if translation.get_language() != code:
        translation.activate(code)


def gettext(message: str) -> str:
    """The message in the language of the request."""
    key = (language.get(), message)
    found = _kept.get(key)
    if found is None:
        found = _kept[key] = translation.gettext(message)
    return found


_counted: dict[tuple[str, str, str, int], str] = {}


def ngettext(singular: str, plural: str, count: int) -> str:
    """The message for this number of things."""
    key = (language.get(), singular, plural, count)
    found = _counted.get(key)
    if found is None:
        found = translation.ngettext(singular, plural, count)
        if len(_counted) < 20_000:
            _counted[key] = found
    return found
