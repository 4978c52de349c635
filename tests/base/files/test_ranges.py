"""Parts of files over HTTP, and headers that keep a file a file."""

import email.message

import pytest

from hedgerow.base.files.kinds import KINDS
from hedgerow.base.files.ranges import (
    content_disposition,
    etag_of,
    if_none_match,
    if_range,
    parse_range,
    requested_span,
    serving_headers,
)


@pytest.mark.parametrize(
    ("header", "status", "start", "end"),
    [
        (None, 200, 0, 999),
        ("", 200, 0, 999),
        ("bytes=0-99", 206, 0, 99),
        ("bytes=100-", 206, 100, 999),
        ("bytes=-100", 206, 900, 999),
        ("bytes=-5000", 206, 0, 999),
        ("bytes=0-5000", 206, 0, 999),
        ("Bytes = 5-5", 206, 5, 5),
        ("bytes=999-999", 206, 999, 999),
        ("bytes=0-0,5-9", 200, 0, 999),
        ("bytes=9-5", 200, 0, 999),
        ("bytes=-", 200, 0, 999),
        ("bytes=a-b", 200, 0, 999),
        ("lines=0-5", 200, 0, 999),
        ("bytes=٣-", 200, 0, 999),
        ("bytes=" + "9" * 40 + "-", 200, 0, 999),
    ],
)
def test_a_range_is_read_against_the_size(header, status, start, end):
    span = parse_range(header, 1000)
    assert (span.status, span.start, span.end) == (status, start, end)
    assert span.headers()["Content-Length"] == str(end - start + 1)


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=5000-6000", "bytes=-0"])
def test_a_range_beyond_the_end_cannot_be_answered(header):
    span = parse_range(header, 1000)
    assert span.status == 416
    assert span.headers() == {
        "Accept-Ranges": "bytes",
        "Content-Length": "0",
        "Content-Range": "bytes */1000",
    }


def test_an_empty_file_is_sent_whole():
    assert parse_range(None, 0).headers() == {"Accept-Ranges": "bytes", "Content-Length": "0"}
    assert parse_range("bytes=0-", 0).status == 416


def test_a_part_says_where_it_belongs():
    assert parse_range("bytes=2-4", 10).headers()["Content-Range"] == "bytes 2-4/10"


def test_a_range_counts_only_for_the_same_file():
    tag = etag_of("ab" * 32)
    assert requested_span("bytes=5-", tag, 10, tag).status == 206
    assert requested_span("bytes=5-", None, 10, tag).status == 206
    assert requested_span("bytes=5-", '"other"', 10, tag).status == 200
    assert requested_span("bytes=5-", f"W/{tag}", 10, tag).status == 200
    assert requested_span("bytes=5-", "Wed, 25 Nov 2026 12:00:00 GMT", 10, tag).status == 200


def test_a_date_counts_only_when_it_is_exact():
    assert if_range("Wed, 25 Nov 2026 12:00:00 GMT", '"x"', 1795608000.4)
    assert not if_range("Wed, 25 Nov 2026 12:00:00 GMT", '"x"', 1795608001)
    assert not if_range("yesterday", '"x"', 1795608000)


def test_a_reader_who_has_the_file_is_not_sent_it_again():
    tag = etag_of("cd" * 32)
    assert if_none_match(tag, tag)
    assert if_none_match(f'"a", W/{tag}', tag)
    assert if_none_match("*", tag)
    assert not if_none_match('"a", "b"', tag)
    assert not if_none_match(None, tag)


@pytest.mark.parametrize(
    "name",
    [
        "rota.pdf",
        "Siân's notes.docx",
        'a "quoted" name.pdf',
        "100%.pdf",
        "naïve;evil=1.pdf",
        "日本語.txt",
        "🌿.png",
    ],
)
def test_a_name_comes_back_as_it_was(name):
    header = content_disposition(name, inline=False)
    assert header.isascii()
    # The starred form wins in every browser (RFC 6266, section 4.3), so a plain form beside it is left out.
    starred = header.replace('filename="', 'ignored="') if "filename*=" in header else header
    message = email.message.Message()
    message["Content-Disposition"] = starred
    assert message.get_content_disposition() == "attachment"
    assert message.get_filename() == name


def test_a_name_cannot_start_a_header_of_its_own():
    header = content_disposition("a\r\nSet-Cookie: x=1.pdf", inline=True)
    assert "\r" not in header
    assert "\n" not in header
    assert header.startswith("inline;")
    assert content_disposition("half \ud800.pdf", inline=False).isascii()


def test_a_drawing_or_web_page_is_never_shown_whatever_is_asked():
    for key in ("svg", "html", "docx", "heic", "zip", "csv", "email"):
        headers = serving_headers(KINDS[key], "x", inline=True)
        assert headers["Content-Disposition"].startswith("attachment"), key
    assert serving_headers(KINDS["svg"], "x.svg", inline=True)["Content-Type"] == "application/octet-stream"
    assert (
        serving_headers(KINDS["html"], "x.html", inline=False)["Content-Type"] == "application/octet-stream"
    )


def test_every_kind_is_served_with_the_same_guards():
    for kind in KINDS.values():
        headers = serving_headers(kind, "x", inline=True)
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert ("sandbox" in headers["Content-Security-Policy"]) == (kind.key != "pdf")
        assert headers["Cache-Control"] == "private, no-cache"
    assert serving_headers(KINDS["pdf"], "x", True, confidential=True)["Cache-Control"] == "private, no-store"
    assert (
        serving_headers(KINDS["pdf"], "x.pdf", inline=True)["Content-Disposition"]
        == 'inline; filename="x.pdf"'
    )
