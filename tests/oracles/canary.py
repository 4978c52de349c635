"""The canary: no bytes that reach a person contain a word of what they may not see."""

import gzip
import re
import zlib

from django.http.response import HttpResponseBase


def body_of(answer: HttpResponseBase) -> bytes:
    """The whole body, unpacked."""
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    coding = answer.headers.get("Content-Encoding", "")
    if coding == "gzip":
        return gzip.decompress(raw)
    return zlib.decompress(raw) if coding == "deflate" else bytes(raw)


def reaches(answer: HttpResponseBase) -> bytes:
    """Everything of an answer that a person can read: status line, headers, cookies, body."""
    head = f"{answer.status_code} {answer.reason_phrase}\n"
    head += "".join(f"{name}: {value}\n" for name, value in answer.headers.items())
    head += "".join(morsel.OutputString() + "\n" for morsel in answer.cookies.values())
    return head.encode() + body_of(answer)


def found_in(answer: HttpResponseBase, pattern: "re.Pattern[bytes]") -> set[bytes]:
    """The canaries that reach the person, whatever the case in which they are written."""
    return set(pattern.findall(reaches(answer).lower()))
