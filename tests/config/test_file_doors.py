"""The routes in docs/running.md lead every file, and nothing else, to the process that sends files."""

import fnmatch
import re
import sys
from pathlib import Path

import pytest
from django.urls import get_resolver

from hedgerow.config.file_doors import is_file_door

RUNNING = (Path(__file__).resolve().parents[2] / "docs" / "running.md").read_text()
CADDY = re.search(r"@async path (.+)", RUNNING)
NGINX = re.search(r"location ~ (\^\S+) \{", RUNNING)


def caddy(path: str) -> bool:
    """As Caddy matches: a star at the end takes everything, one in the middle stops at the next slash."""
    assert CADDY is not None
    for route in CADDY[1].split():
        if route.endswith("*") and "*" not in route[:-1]:
            if path.startswith(route[:-1]):
                return True
        elif path.count("/") == route.count("/") and fnmatch.fnmatchcase(path, route):
            return True
    return False


def nginx(path: str) -> bool:
    assert NGINX is not None
    return re.search(NGINX[1], path) is not None


def addresses() -> "list[tuple[str, bool]]":
    """Every address of the pages, with whether the bytes of a file come from it."""
    found = []
    for pattern in get_resolver().url_patterns:
        for one in getattr(pattern, "url_patterns", [pattern]):
            route = "/" + re.sub(r"<[^>]+>", "k7m2xq4p", str(one.pattern))
            module = sys.modules[one.callback.__module__]
            name = str(one.name or "")
            sends = hasattr(module, "file_answer") and name not in ("upload", "photo_change", "photo_remove")
            found.append((route, sends))
    return found


def test_the_doors_that_send_files_are_known_by_name() -> None:
    doors = {route for route, sends in addresses() if sends}
    assert doors == {
        "/file/k7m2xq4p/",
        "/file/k7m2xq4p/picture/",
        "/f/k7m2xq4p/k7m2xq4p/file/",
        "/f/k7m2xq4p/k7m2xq4p/picture/",
        "/people/k7m2xq4p/photo/",
    }


@pytest.mark.parametrize("matches", [is_file_door, caddy, nginx])
def test_every_door_of_files_and_no_page_takes_the_route_of_files(matches) -> None:
    wrong = [(route, sends) for route, sends in addresses() if matches(route) is not sends]
    assert not wrong


@pytest.mark.parametrize("matches", [caddy, nginx])
def test_live_streams_take_the_same_route(matches) -> None:
    assert matches("/live/stream/") and not matches("/lively/") and not matches("/")
