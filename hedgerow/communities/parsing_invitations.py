"""Reads names and email addresses out of whatever somebody pastes, and notices what looks mistyped."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from hedgerow.people.addresses import looks_right, normal

#: Characters that are read; a page refuses a longer text in words.
LONGEST = 60_000

_MARKED = re.compile(r"(?:mailto:)?[^\s<>,;:\"()\[\]|@]+@[^\s<>,;:\"()\[\]|]*", re.IGNORECASE)
_SPLIT = re.compile(r"[\r\n;|]+")
_BRACKETS = re.compile(r"^\s*[(\[]([^()\[\]]{1,80})[)\]]")
_AROUND = " \t\u00a0,.:-–—*•·<>()[]'\"“”‘’"
#: Round an address, not in it: O'Brien has one inside.
_QUOTES = ".'‘’`"
_SPACES = re.compile(r"[\s\u00a0]+")
#: Words of a heading or of a mail's head, which are nobody's name.
_NO_NAMES = frozenset({"name", "email", "e-mail", "address", "to", "cc", "bcc", "from", "and", "or"})

#: Endings that exist though they are one letter away from a more frequent one.
_ENDINGS = frozenset(["bet", "cam", "eus", "new", "ong", "pet", "vet"])
_NEAR_ENDINGS = ("com", "org", "net", "edu", "gov", "info", "uk")
#: Where many people have their mail: one letter away from one of these is a slip.
_PROVIDERS = (
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "hotmail.co.uk",
    "live.com",
    "live.co.uk",
    "yahoo.com",
    "yahoo.co.uk",
    "icloud.com",
    "btinternet.com",
    "protonmail.com",
)


class Read(NamedTuple):
    """One line of what was pasted: a name, an address, what is wrong with it ("", "shape" or "slip"), and a better guess."""

    name: str
    email: str
    wrong: str
    guess: str


def read_people(text: str, *, known_domains: Iterable[str] = ()) -> list[Read]:
    """Everybody in a pasted text, each address once; `known_domains` are those of colleagues."""
    found: dict[str, str] = {}
    for piece in _SPLIT.split(text[:LONGEST].replace("\t", " ")):
        for name, email in _read_piece(piece):
            if email not in found or (name and not found[email]):
                found[email] = name
    domains = Counter(email.rpartition("@")[2] for email in found)
    domains.update(known_domains)
    return [Read(name, email, *_judge(email, domains)) for email, name in found.items()]


def _read_piece(piece: str) -> list[tuple[str, str]]:
    marks = list(_MARKED.finditer(piece))
    people: list[tuple[str, str]] = []
    end = 0
    for index, mark in enumerate(marks):
        email = normal(re.sub(r"^mailto:", "", mark[0], flags=re.IGNORECASE)).strip(_QUOTES)
        before = piece[end : mark.start()]
        end = mark.end()
        after = piece[end : marks[index + 1].start()] if index + 1 < len(marks) else piece[end:]
        name = _name(before, bracketed=before.rstrip().endswith("<"))
        remark = _BRACKETS.match(after)
        if not name and remark:
            name = _name(remark[1], bracketed=False)
            end += remark.end()
        if not (people and people[-1][1] == email):
            people.append((name, email))
    return people


def _name(text: str, *, bracketed: bool) -> str:
    """A name as one greets: "Wayfaring, Tom" is "Tom Wayfaring"; of a table "Tom, Wayfaring," too."""
    words = text.strip(_AROUND)
    parts = [part.strip(_AROUND) for part in words.split(",")]
    parts = [part for part in parts if part and part.casefold() not in _NO_NAMES]
    if bracketed and len(parts) == 2:
        parts.reverse()
    name = _SPACES.sub(" ", " ".join(parts)).strip()
    return name[:80] if any(char.isalpha() for char in name) else ""


def _judge(email: str, domains: Counter[str]) -> tuple[str, str]:
    if not looks_right(email):
        return "shape", ""
    person, _at, domain = email.rpartition("@")
    better = _better(domain, domains)
    return ("slip", f"{person}@{better}") if better else ("", "")


def _better(domain: str, domains: Counter[str]) -> str:
    """The domain that was probably meant; "" when this one looks right."""
    if domain in _PROVIDERS:
        return ""
    rest, _dot, ending = domain.rpartition(".")
    # Two letters are a country's; one of them is far more often a slip.
    if ending not in (*_ENDINGS, *_NEAR_ENDINGS) and (len(ending) > 2 or ending == "cm"):
        near = [one for one in _NEAR_ENDINGS if DamerauLevenshtein.distance(ending, one) == 1]
        known = [one for one in near if f"{rest}.{one}" in domains or f"{rest}.{one}" in _PROVIDERS]
        if near:
            return f"{rest}.{(known or near)[0]}"
    for provider in _PROVIDERS:
        if DamerauLevenshtein.distance(domain, provider) == 1:
            return provider
    # What stands once in the list, one letter away from what stands there more often, is a slip of the second.
    for other, count in domains.most_common():
        if count > max(1, domains[domain]) and DamerauLevenshtein.distance(domain, other) == 1:
            return other
    return ""
