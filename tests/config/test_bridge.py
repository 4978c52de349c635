"""The bridge from the async front to the pages, and how file bodies are sent."""

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from django.core import signing
from django.http import StreamingHttpResponse

from hedgerow.config.bridge import Bridge

Answer = tuple[int, dict[str, str], bytes]


class Call:
    """One request to a bridge, as a server would make it; `pieces` is the body as it comes in."""

    def __init__(
        self,
        application: Callable[..., Iterable[bytes]],
        folder: Path,
        *,
        method: str = "GET",
        path: str = "/",
        headers: list[tuple[str, str]] | None = None,
        pieces: list[bytes] | None = None,
        hang_up: bool = False,
    ) -> None:
        self.bridge = Bridge(application, threads=2, folder=folder)
        self.scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": b"q=si%C3%A2n",
            "http_version": "1.1",
            "scheme": "http",
            "server": ("localhost", 8000),
            "client": ("192.0.2.7", 5000),
            "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers or []],
        }
        self.pieces = list(pieces or [b""])
        self.hang_up = hang_up
        self.sent: list[dict[str, Any]] = []

    async def receive(self) -> dict[str, Any]:
        if self.pieces:
            piece = self.pieces.pop(0)
            return {"type": "http.request", "body": piece, "more_body": bool(self.pieces) or self.hang_up}
        if self.hang_up:
            return {"type": "http.disconnect"}
        await asyncio.sleep(3600)
        raise AssertionError

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)

    def answer(self) -> Answer:
        asyncio.run(self.bridge(self.scope, self.receive, self.send))
        start, *bodies = self.sent
        headers = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
        return start["status"], headers, b"".join(part["body"] for part in bodies)


def page(answer: bytes = b"well", *headers: tuple[str, str]) -> Callable[..., Iterable[bytes]]:
    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        application.seen = environ  # type: ignore[attr-defined]
        application.body = environ["wsgi.input"].read()  # type: ignore[attr-defined]
        start_response("200 OK", list(headers))
        return [answer]

    return application


def test_a_page_gets_the_request_as_it_was_sent(tmp_path: Path) -> None:
    application: Any = page()
    status, headers, body = Call(
        application,
        tmp_path,
        method="POST",
        path="/c/siân/",
        headers=[
            ("cookie", "a=1"),
            ("cookie", "b=2"),
            ("content-type", "text/plain"),
            ("x-odd", "1"),
            ("x-odd", "2"),
        ],
        pieces=[b"one ", b"two"],
    ).answer()
    assert (status, body) == (200, b"well")
    assert headers["content-length"] == "4"
    seen = application.seen
    assert seen["PATH_INFO"].encode("latin-1").decode() == "/c/siân/"
    assert seen["QUERY_STRING"] == "q=si%C3%A2n"
    assert seen["REMOTE_ADDR"] == "192.0.2.7"
    assert seen["HTTP_COOKIE"] == "a=1; b=2"
    assert seen["HTTP_X_ODD"] == "1,2"
    assert (seen["CONTENT_TYPE"], seen["CONTENT_LENGTH"], application.body) == ("text/plain", "7", b"one two")


def test_a_header_with_an_underscore_is_not_mistaken_for_one_with_a_hyphen(tmp_path: Path) -> None:
    application: Any = page()
    Call(application, tmp_path, headers=[("x_forwarded_for", "10.0.0.1"), ("hedgerow.front", "no")]).answer()
    assert "HTTP_X_FORWARDED_FOR" not in application.seen
    assert application.seen["hedgerow.front"] is True


def test_words_to_the_front_never_leave_it(tmp_path: Path) -> None:
    answer = Call(page(b"", ("X-Hedgerow-Note", "inside"), ("X-Other", "kept")), tmp_path).answer()
    assert "x-hedgerow-note" not in answer[1] and answer[1]["x-other"] == "kept"


def test_an_error_in_a_page_becomes_a_plain_sentence(tmp_path: Path) -> None:
    def broken(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        raise RuntimeError("secret words")

    status, _, body = Call(broken, tmp_path).answer()
    assert status == 500 and b"went wrong" in body and b"secret" not in body


@pytest.mark.parametrize("announced", [True, False])
def test_strangers_are_stopped_and_signed_devices_are_not(
    tmp_path: Path, settings: Any, announced: bool
) -> None:
    pieces = [b"x" * 1024 * 1024] * 4
    headers = [("content-length", str(4 * 1024 * 1024))] if announced else []
    signed = signing.Signer(salt="hedgerow.device").sign("a secret")
    forged = signing.Signer(salt="hedgerow.device", key="another key").sign("a secret")
    name = settings.DEVICE_COOKIE
    application: Any = page()
    for cookie, expected in [("", 413), (f"{name}={forged}", 413), (f"{name}={signed}", 200)]:
        call = Call(
            application, tmp_path, method="POST", headers=[*headers, ("cookie", cookie)], pieces=list(pieces)
        )
        assert call.answer()[0] == expected, cookie
    assert len(application.body) == 4 * 1024 * 1024
    assert list(tmp_path.iterdir()) == [], "nothing is left on the disk"


def test_a_sender_who_goes_away_half_way_reaches_no_page(tmp_path: Path) -> None:
    application: Any = page()
    call = Call(application, tmp_path, method="POST", pieces=[b"half"], hang_up=True)
    asyncio.run(call.bridge(call.scope, call.receive, call.send))
    assert call.sent == [] and not hasattr(application, "seen")


def test_what_a_page_streams_is_sent_piece_by_piece_and_closed(tmp_path: Path) -> None:
    closed: list[str] = []

    def streaming(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/csv")])
        response = StreamingHttpResponse([b"one\n", b"two\n"])
        response._resource_closers.append(lambda: closed.append("closed"))
        return response

    call = Call(streaming, tmp_path)
    assert call.answer()[2] == b"one\ntwo\n"
    assert [part["body"] for part in call.sent[1:]] == [b"one\n", b"two\n", b""]
    assert closed == ["closed"]


@pytest.fixture
def stored(tmp_path: Path, settings: Any) -> Path:
    settings.FILES = tmp_path / "files"
    (tmp_path / "files").mkdir()
    file = tmp_path / "files" / "hedge"
    file.write_bytes(bytes(range(256)) * 4096)
    return file


def ask_for(path: Path, folder: Path, method: str = "GET", **headers: str) -> Answer:
    given = [
        ("Content-Type", "video/mp4"),
        ("Content-Disposition", 'inline; filename="a.mp4"'),
        ("ETag", '"one"'),
        ("X-Hedgerow-File", str(path)),
    ]
    asked = [(name.replace("_", "-").lower(), value) for name, value in headers.items()]
    return Call(page(b"", *given), folder, method=method, headers=asked).answer()


def test_a_file_is_sent_whole_in_part_or_not_at_all(stored: Path, tmp_path: Path) -> None:
    whole = stored.read_bytes()
    status, headers, body = ask_for(stored, tmp_path)
    assert (status, body) == (200, whole)
    assert headers["content-type"] == "video/mp4" and headers["accept-ranges"] == "bytes"
    assert headers["content-length"] == str(len(whole)) and "x-hedgerow-file" not in headers
    status, headers, body = ask_for(stored, tmp_path, Range="bytes=1000-300999")
    assert (status, body) == (206, whole[1000:301000])
    assert headers["content-range"] == f"bytes 1000-300999/{len(whole)}"
    assert ask_for(stored, tmp_path, Range="bytes=-5")[2] == whole[-5:]
    status, headers, body = ask_for(stored, tmp_path, Range="bytes=99999999-")
    assert (status, body, headers["content-range"]) == (416, b"", f"bytes */{len(whole)}")
    assert ask_for(stored, tmp_path, Range="bytes=0-9", If_Range='"old"')[0] == 200
    status, headers, body = ask_for(stored, tmp_path, If_None_Match='"one"')
    assert (status, body) == (304, b"") and "content-type" not in headers
    status, headers, body = ask_for(stored, tmp_path, method="HEAD")
    assert (status, body, headers["content-length"]) == (200, b"", str(len(whole)))


def test_an_empty_file_is_sent(tmp_path: Path, stored: Path) -> None:
    stored.write_bytes(b"")
    assert ask_for(stored, tmp_path)[2] == b""


def test_nothing_outside_the_files_folder_is_ever_sent(stored: Path, tmp_path: Path) -> None:
    outside = tmp_path / "secret-key"
    outside.write_text("secret")
    link = stored.parent / "link"
    link.symlink_to(outside)
    for path in [
        outside,
        stored.parent / ".." / "secret-key",
        link,
        stored.parent / "missing",
        stored.parent,
    ]:
        status, headers, body = ask_for(path, tmp_path)
        assert status == 404 and b"secret" not in body, path
        assert "content-disposition" not in headers
