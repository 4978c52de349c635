"""No difference: what is forbidden and what does not exist give the same status, headers, body and statements."""

import re
from typing import NamedTuple
from urllib.parse import quote

from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.oracles.canary import body_of

#: What differs in every two answers, whatever they are about: tokens of forms, the code of a fresh draft, the number of an error.
_VARIES = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": "[^"]*"|reference [0-9A-F]{6}'
    rb'|name="draft" value="\w{8}"|data-draft-code="\w{8}"|(?<=[?&;])draft=\w{8}'
)
_COOKIES = re.compile(r"(csrftoken|hg_toast)=[^;]*")
_EXPIRES = re.compile(r"expires=[^;]*", re.IGNORECASE)
_VALUES = re.compile(r"'(?:[^']|'')*'|\b\d+\b|\bTRUE\b|\bFALSE\b")


class Seen(NamedTuple):
    """An answer without what may vary."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    statements: tuple[str, ...]


def _names(found: bytes, asked: str, stands_for: str) -> bytes:
    return found.replace(asked.encode(), stands_for.encode())


def seen(client: Client, method: str, path: str, *, alias: str, data: dict[str, str] | None = None) -> Seen:
    """What a person can tell of an address. The address itself stands as `alias` in it: they typed it."""
    with CaptureQueriesContext(connection) as captured:
        answer: HttpResponseBase = client.generic(
            method,
            path,
            data="&".join(f"{name}={value}" for name, value in (data or {}).items()),
            content_type="application/x-www-form-urlencoded",
        )
        body = body_of(answer)
    typed = quote(path)
    headers = [
        (name, value.replace(path, alias).replace(typed, alias)) for name, value in answer.headers.items()
    ]
    headers += [
        ("Set-Cookie", _EXPIRES.sub("", _COOKIES.sub(r"\1", morsel.OutputString())))
        for morsel in answer.cookies.values()
    ]
    # The names of savepoints are numbered by the thread.
    shapes = tuple(
        _SAVEPOINT.sub("SAVEPOINT", _VALUES.sub("?", query["sql"])) for query in captured.captured_queries
    )
    body = _names(_names(_VARIES.sub(b"", body), path, alias), typed, alias)
    length = [(name, "" if name == "Content-Length" else value) for name, value in headers]
    return Seen(answer.status_code, tuple(sorted(length)), body, shapes)


_SAVEPOINT = re.compile(r'SAVEPOINT "\w+"')


def first_difference(one: bytes, other: bytes) -> str:
    """Where two bodies part, with what stands round it."""
    place = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    start = max(0, place - 60)
    return f"{one[start : place + 80]!r} and {other[start : place + 80]!r}"


def differences(forbidden: Seen, missing: Seen) -> list[str]:
    """In words what tells the two apart; empty when nothing does."""
    found = []
    if forbidden.status != missing.status:
        found.append(f"status {forbidden.status}, not {missing.status}")
    if forbidden.headers != missing.headers:
        found.append(f"headers {sorted(set(forbidden.headers) ^ set(missing.headers))}")
    if forbidden.body != missing.body:
        found.append(f"the body: {first_difference(forbidden.body, missing.body)}")
    if forbidden.statements != missing.statements:
        odd = [one for one in forbidden.statements if one not in missing.statements]
        odd += [one for one in missing.statements if one not in forbidden.statements]
        found.append(f"statements {len(forbidden.statements)} and {len(missing.statements)}: {odd[:2]}")
    return found
