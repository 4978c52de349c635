"""One word for each thing: models, addresses and template folders use the words of docs/glossary.md."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = ROOT / "docs" / "glossary.md"

#: Words that are in names and not in the glossary, each with its reason.
EXCEPTIONS = {
    "login": "django-allauth names this address, and calls it by that name",
    "logout": "django-allauth names this address, and calls it by that name",
    "signup": "django-allauth names this address, and calls it by that name",
    "reauthenticate": "django-allauth names this address, and calls it by that name",
    "confirm": "django-allauth names this address, and calls it by that name",
    "inactive": "django-allauth names this address, and calls it by that name",
    "main": "the email that mail goes to; a plain adjective",
    "newer": "a plain adjective",
    "done": "the last page of a series",
    "index": "the first page of a series",
}
#: Not to be said on the screen for what stands beside them, but things of their own in the code.
CODE_ONLY = {
    "schedule": "when a background job repeats; what people read is the rhythm of a community",
    "token": "a secret kept as a hash; what people read is a code or a link",
}
#: Small words that join others.
JOINING = {"all", "as", "of", "the", "and", "a", "one"}
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def _rows() -> Iterator[list[str]]:
    for line in GLOSSARY.read_text().splitlines():
        if line.startswith("|") and not line.startswith("|--"):
            yield [cell.strip() for cell in line.strip("|").split("|")]


def _single(word: str) -> str:
    """The word as one looks it up: small, and one of it."""
    word = word.lower()
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _known() -> set[str]:
    """Every word in bold in the first column, with the forms that names use."""
    found = set()
    for row in _rows():
        for bold in _BOLD.findall(row[0]):
            for word in re.findall(r"[a-z]+", bold.lower().replace("-", "")):
                found.add(_single(word))
    return found | {_single(f"{word}{end}") for word in found for end in ("ing", "d", "ed")}


def _forbidden() -> set[str]:
    """Single words of the third column."""
    said = (word.strip().lower() for row in _rows() if len(row) > 2 for word in row[2].split(","))
    return {_single(word) for word in said if word and " " not in word and word != "do not say"}


def _addresses(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns)
        elif pattern.name:
            yield pattern.name


def _names() -> dict[str, list[str]]:
    """Where a name stands -> its words."""
    found = {}
    for model in apps.get_models():
        if model.__module__.startswith("hedgerow."):
            found[f"model {model.__name__}"] = re.findall(r"[A-Z][a-z]*", model.__name__)
    for name in _addresses(get_resolver().url_patterns):
        found[f"address {name}"] = re.split(r"[_-]", name)
    for folder in (ROOT / "hedgerow" / "web" / "templates").iterdir():
        if folder.is_dir():
            found[f"templates {folder.name}"] = folder.name.split("_")
    return found


def unknown_words(names: dict[str, list[str]], known: set[str]) -> list[str]:
    """Each name with a word that the glossary lacks."""
    return [
        f"{where}: {word}"
        for where, words in names.items()
        for word in words
        if word.lower() not in JOINING | set(EXCEPTIONS) and _single(word) not in known
    ]


def test_names_use_the_words_of_the_glossary() -> None:
    found = unknown_words(_names(), _known())
    assert not found, "not in docs/glossary.md: " + "; ".join(found)


def test_no_name_uses_a_word_that_the_glossary_forbids() -> None:
    forbidden = _forbidden() - set(EXCEPTIONS) - set(CODE_ONLY)
    found = [
        f"{where}: {word}"
        for where, words in _names().items()
        for word in words
        if _single(word) in forbidden
    ]
    assert found == []


def test_every_exception_is_still_needed_and_has_a_reason() -> None:
    used = {word.lower() for words in _names().values() for word in words}
    assert set(EXCEPTIONS) <= used
    assert all(len(reason.split()) > 2 for reason in EXCEPTIONS.values())
    assert not {_single(word) for word in EXCEPTIONS} & _known()


def test_no_word_is_both_used_and_forbidden() -> None:
    assert _known() & _forbidden() == set(CODE_ONLY)


@pytest.mark.parametrize("names", [{"model UserGroup": ["User", "Group"]}, {"address topics": ["topics"]}])
def test_the_rule_itself_bites(names: dict[str, list[str]]) -> None:
    assert unknown_words(names, _known())
