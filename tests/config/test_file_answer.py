"""How a view hands a file over: to the front, to a front server, or by itself; and what health says."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory

from hedgerow.config import doctor
from hedgerow.web.files import file_answer

HEADERS = {"Content-Type": "application/pdf", "Content-Disposition": "inline"}


@pytest.fixture
def paper(tmp_path: Path, settings: Any) -> Path:
    settings.FILES = tmp_path
    path = tmp_path / "a b" / "paper"
    path.parent.mkdir()
    path.write_bytes(b"0123456789")
    return path


def bytes_of(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_under_the_front_only_a_word_is_said(paper: Path) -> None:
    request = RequestFactory().get("/", **{"hedgerow.front": True})
    response = file_answer(request, paper, HEADERS, etag='"one"')
    assert response["X-Hedgerow-File"] == str(paper) and bytes_of(response) == b""
    assert response["Content-Type"] == "application/pdf" and response["ETag"] == '"one"'


def test_a_client_cannot_pretend_to_be_the_front(paper: Path) -> None:
    request = RequestFactory().get("/", headers={"hedgerow.front": "1", "Hedgerow-Front": "1"})
    response = file_answer(request, paper, HEADERS, etag='"one"')
    assert "X-Hedgerow-File" not in response and bytes_of(response) == b"0123456789"


def test_a_front_server_is_told_the_place_inside_the_files_folder(paper: Path, settings: Any) -> None:
    settings.ACCEL = "/stored-files/"
    response = file_answer(RequestFactory().get("/"), paper, HEADERS, etag='"one"')
    assert response["X-Accel-Redirect"] == "/stored-files/a%20b/paper" and bytes_of(response) == b""


@pytest.mark.parametrize(
    ("asked", "status", "body"),
    [
        ({}, 200, b"0123456789"),
        ({"Range": "bytes=2-4"}, 206, b"234"),
        ({"Range": "bytes=20-"}, 416, b""),
        ({"If-None-Match": '"one"'}, 304, b""),
    ],
)
def test_without_either_the_view_answers_by_itself(
    paper: Path, asked: dict[str, str], status: int, body: bytes
) -> None:
    response = file_answer(RequestFactory().get("/", headers=asked), paper, HEADERS, etag='"one"')
    assert (response.status_code, bytes_of(response)) == (status, body)


@pytest.mark.django_db
def test_health_is_503_without_a_worker_and_names_no_path(settings: Any, tmp_path: Path) -> None:
    settings.FILES = tmp_path
    doctor._shape_well_at.clear()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # The tests' server is fast and forgetful, which the doctor would rightly complain of.
            cursor.execute("SET LOCAL synchronous_commit TO on")
    assert Client().get("/health/live").content == b"alive\n"
    answer = Client().get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"]["worker"] is False and answer.json()["checks"]["database"] is True
    assert str(tmp_path) not in answer.content.decode()
