"""Telephone numbers and addresses of email: a person's, a colleague's or an organisation's, by what stands around them."""

import re
from collections.abc import Iterator

from hedgerow.guard.hits import Hit, Strength
from hedgerow.guard.reading import Digits, Reading

PHONE, EMAIL = "phone", "email"
_LOCAL = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+-'")
_DOMAIN = re.compile(r"[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,5}")
_LONGEST_LOCAL = 64


def find(reading: Reading) -> Iterator[Hit]:
    """Hits of telephone numbers and addresses of email."""
    if reading.rules.looks_for(PHONE):
        for run in reading.runs:
            yield from _phones(reading, run)
    if reading.rules.looks_for(EMAIL):
        yield from _emails(reading)


def _phones(reading: Reading, run: list[Digits]) -> Iterator[Hit]:
    at = 0
    while at < len(run):
        last = _phone(reading, run, at)
        if last is None:
            at += 1
            continue
        start, end = run[at].start, run[last].end
        while start > 0 and reading.text[start - 1] in "+(":
            start -= 1
        if not reading.closed(start):
            strength = _whose_phone(reading, start, end, run[at].text)
            if strength is not None:
                yield Hit(start, end, PHONE, strength)
        at = last + 1


def _phone(reading: Reading, run: list[Digits], first: int) -> int | None:
    """The last group of a telephone number that begins with the group `first`."""
    rules = reading.rules
    start = run[first].start
    abroad = reading.text[max(0, start - 1) : start] == "+" or run[first].text.startswith("00")
    digits = ""
    if reading.letter_before(start):
        return None
    for last in range(first, min(first + 11, len(run))):
        if (
            last > first
            and "\n" in reading.text[run[last - 1].end : run[last].start].replace(" \n", "\n")[1:]
        ):
            return None
        digits += run[last].text
        national = digits.removeprefix("00")
        if abroad:
            codes = [code for code in rules.list("phone_codes") if national.startswith(code)]
            national = national[len(codes[0]) :] if codes else ""
            national = national if national.startswith("0") else "0" + national
            if not codes and len(digits) > 4:
                return None
        else:
            national = digits
        if len(national) == 11 and national.startswith(tuple(rules.list("phone_starts"))):
            return last
        if len(national) > 11:
            return None
    return None


def _whose_phone(reading: Reading, start: int, end: int, first: str) -> Strength | None:
    mobile = any(first.startswith(begin) for begin in reading.rules.list("mobile_starts"))
    mobile = mobile or "7" in reading.text[start : start + 8] and reading.text[start] == "+"
    somebody = reading.weight(start, end, "subject", "their contact", reach=90)
    office = reading.weight(start, end, "organisation", "venue", reach=45 if mobile else 80, paragraph=True)
    office += 0 if mobile else reading.weight(start, end, "serial", reach=60)
    mine = reading.weight(start, end, "mine", reach=30)
    if reading.invented(start, end):
        return None
    if reading.marks("closing").distance_before(start, 90) is not None and not reading.marks("family writes"):
        # A colleague's own, below a letter.
        return None
    if somebody > office + mine:
        return "interrupt"
    if office > 0:
        return "hint" if somebody > 0.3 * (office + mine) else None
    return "hint"


def _emails(reading: Reading) -> Iterator[Hit]:
    text, at = reading.text, -1
    while (at := text.find("@", at + 1)) >= 0:
        start = at
        while start > 0 and at - start < _LONGEST_LOCAL and text[start - 1] in _LOCAL:
            start -= 1
        while start < at and text[start] in ".'-":
            start += 1
        domain = _DOMAIN.match(text, at + 1)
        if start == at or domain is None or reading.closed(start):
            continue
        end = domain.end()
        strength = _whose_email(reading, start, at, end)
        if strength is not None:
            yield Hit(start, end, EMAIL, strength)


def _whose_email(reading: Reading, start: int, at: int, end: int) -> Strength | None:
    local = reading.text[start:at].lower()
    roles = reading.rules.list("email_roles")
    parts = re.split(r"[._+-]", local)
    office = reading.weight(start, end, "organisation", reach=70)
    office += sum(2.0 for part in parts if part in roles or part.rstrip("s") in roles)
    somebody = reading.weight(start, end, "subject", "their contact", reach=80)
    mine = reading.weight(start, end, "mine", reach=30)
    if reading.invented(start, end):
        return None
    direct = reading.marks("plain subject").distance(start, end, 50) is not None
    if not direct and reading.text[start - 1 : start] == "<" and office == 0:
        # The head of a mail that is quoted: whoever wrote it, the reader knows them already.
        return "hint"
    if direct or somebody > office + mine:
        return "interrupt"
    if office > 0:
        return "hint" if somebody > 0.4 * office else None
    return "hint"
