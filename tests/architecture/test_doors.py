"""Every address by every viewer: what the literal table says is what happens, and no address is without a line."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from hedgerow.items.blobs import store
from hedgerow.items.models import Attachment, Blob
from hedgerow.library.models import Document, Version
from tests.architecture.doors import doors
from tests.sweeps import once
from tests.world import World, make_item, make_reply, make_world

pytestmark = pytest.mark.django_db


class Doors:
    """The cast's things behind the doors, and one signed-in client each."""

    def __init__(self, folder: Path) -> None:
        self.world: World = make_world()
        world = self.world
        item = make_item(world.secret, world.max, text="CANARY words")
        reply = make_reply(item, world.max, "CANARY reply")
        document = make_item(world.secret, world.max, "Programme", kind="document", text="")
        source = folder / "canary.txt"
        source.write_bytes(b"CANARY bytes of a file")
        with source.open("rb") as file:
            kept = store().put(file, namespace=world.secret.code, limit=1000)
        blob = Blob.objects.create(
            community=world.secret,
            sha256=kept.sha256,
            size=kept.size,
            path=kept.key,
            media_type="text/plain",
            kind="text",
        )
        attached = Attachment.objects.create(blob=blob, name="canary.txt", item=item, by=world.max)
        detail = Document.objects.create(item=document, file_name="programme.txt")
        version = Version.objects.create(
            document=detail, number=1, blob=blob, file_name="programme.txt", at=timezone.now(), by=world.max
        )
        Document.objects.filter(pk=document.pk).update(current=version)
        self.codes = {
            "c": world.secret.code,
            "d": item.code,
            "r": reply.code,
            "room": world.room.code,
            "p": world.max.code,
            "f": document.code,
            "a": attached.code,
        }
        self.clients: dict[str, Client] = {}

    def get(self, who: str, path: str):
        if who not in self.clients:
            self.clients[who] = self.world.client(who)
        return self.clients[who].get(path.format(**self.codes))


@pytest.fixture
def behind(tmp_path: Path, settings) -> Doors:
    settings.FILES = tmp_path / "files"
    return Doors(tmp_path)


def test_every_address_has_a_line_in_the_table():
    known = {name for name, _path, _statuses in doors()}
    named = {pattern.name for pattern in get_resolver().url_patterns if getattr(pattern, "name", None)}
    assert named - known == set(), "a new door needs a line in tests/architecture/doors.py"
    assert known - named == set()


def test_each_viewer_gets_what_the_table_says(behind: Doors):
    wrong = []
    for name, path, statuses in doors():
        for who, expected in statuses.items():
            answer = behind.get(who, path)
            if answer.status_code != expected:
                wrong.append(f"{name} {path} {who}: {answer.status_code}, not {expected}")
    assert not wrong, "\n".join(wrong)


def _body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@once
def test_nobody_outside_gets_a_byte_of_what_is_inside(behind: Doors):
    inside = 0
    for _name, path, _statuses in doors():
        for who in ("nobody", "otto", "sue"):
            body = _body(behind.get(who, path))
            assert b"CANARY" not in body, (who, path)
            assert b"Quiet Copse" not in body, (who, path)
        inside += b"CANARY" in _body(behind.get("ann", path))
    assert inside >= 3, "someone inside sees it, or this test means nothing"


_VARIES = re.compile(
    rb'name="csrfmiddlewaretoken" value="[^"]*"|"X-CSRFToken": "[^"]*"|reference [0-9A-F]{6}'
)


@once
def test_forbidden_and_missing_are_the_same_status_headers_and_bytes(behind: Doors):
    checked = 0
    for _name, path, statuses in doors():
        if "{" not in path:
            continue
        for who in ("nobody", "otto", "sue"):
            if statuses[who] not in (302, 404, 405):
                continue
            forbidden = behind.get(who, path)
            nothing = behind.clients[who].get(re.sub(r"\{\w+\}", "zzzzzzzz", path))
            assert nothing.status_code == forbidden.status_code == statuses[who], (who, path)
            assert _VARIES.sub(b"", _body(nothing)) == _VARIES.sub(b"", _body(forbidden)), (who, path)
            assert dict(nothing.headers).keys() == dict(forbidden.headers).keys(), (who, path)
            checked += 1
    assert checked > 40


def test_forbidden_and_missing_cost_the_same_queries(behind: Doors, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for path in (
        "/d/{d}/a-discussion/",
        "/c/{c}/quiet-copse/",
        "/c/{c}/quiet-copse/discussions/",
        "/people/{p}/max-sian/",
    ):
        behind.get("otto", path)
        with CaptureQueriesContext(connection) as forbidden:
            behind.get("otto", path)
        with CaptureQueriesContext(connection) as nothing:
            behind.clients["otto"].get(re.sub(r"\{\w+\}", "zzzzzzzz", path))
        shapes = [
            [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in captured.captured_queries]
            for captured in (forbidden, nothing)
        ]
        assert shapes[0] == shapes[1], path
