"""The pages that are measured, and the table."""

import json
import statistics
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core import signing  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.load import Measured, measure, warm  # noqa: E402
from bench.seeding import seed  # noqa: E402
from hedgerow.people.devices import start_device  # noqa: E402
from hedgerow.people.models import Person  # noqa: E402

#: The page that is also measured with nothing kept, so that each opening draws it anew.
ANEW = "discussion"


class Plan(NamedTuple):
    """What to ask for."""

    pages: dict[str, tuple[list[str], bool]]
    cookie: str
    database: str


class Row(NamedTuple):
    """One line of the table."""

    name: str
    measured: Measured
    queries: int


def prepare(folder: Path, items: int) -> Plan:
    """Migrate and seed, or use what the folder holds already."""
    kept = folder / f"bench-{items}.json"
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    if not kept.exists():
        kept.write_text(json.dumps(seed(items)))
    found = json.loads(kept.read_text())
    reader = Person.objects.get(pk=found["reader"])
    # As a browser sends it: the device, and the secret that the forms' tokens are made from.
    cookie = f"{settings.CSRF_COOKIE_NAME}={'b' * 32}; {settings.DEVICE_COOKIE}={signing.Signer(salt='hedgerow.device').sign(start_device(reader, name='Bench', place=''))}"
    code, slug = found["community"]
    talks = [f"/d/{one}/{words}/" for one, words in found["hot"]]
    pages = {
        "discussion": (talks, True),
        "discussion, signed out": ([f"/d/{one}/{words}/" for one, words in found["open"]], False),
        "discussion list": ([f"/c/{code}/{slug}/discussions/"], True),
        "home": (["/"], True),
        "documents": ([f"/c/{code}/{slug}/documents/"], True),
        "search, common word": (["/search/?q=rota", "/search/?q=teaching"], True),
        "search, rare word": ([f"/search/?q=rare{n}" for n in range(40)], True),
    }
    return Plan(pages, cookie, f"{connection.vendor}")


def _queries(path: str, cookie: str) -> tuple[int, int]:
    client = Client()
    if cookie:
        client.cookies.load(cookie)
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    return len(captured), answer.status_code


def report(
    plan: Plan,
    serve: Callable[[str, dict[str, str]], tuple[subprocess.Popen[bytes], int]],
    environment: dict[str, str],
    seconds: float,
    rounds: int,
) -> None:
    """Measure in turn, so that a slow spell of the machine touches every page, and print the medians."""
    counted = {
        name: _queries(paths[0], plan.cookie if own else "") for name, (paths, own) in plan.pages.items()
    }
    connection.close()
    yard, yard_port = serve("bench.empty:application", {})
    server, port = serve("hedgerow.config.wsgi:application", environment)
    other, other_port = serve(
        "hedgerow.config.wsgi:application", {**environment, "HEDGEROW_KEEP_PAGES_MB": "0"}
    )
    paths, own = plan.pages[ANEW]
    anew = f"{ANEW}, drawn anew"
    counted[anew] = counted[ANEW]
    tries: dict[str, tuple[int, int, list[str], str]] = {
        "empty view": (yard_port, yard.pid, ["/"], ""),
        **{
            name: (port, server.pid, paths, plan.cookie if own else "")
            for name, (paths, own) in plan.pages.items()
        },
        anew: (other_port, other.pid, paths, plan.cookie if own else ""),
    }
    measured: dict[str, list[Measured]] = {name: [] for name in tries}
    for where, pid, asked, cookie in tries.values():
        warm(where, pid, asked, cookie)
    for _ in range(rounds):
        for name, (where, pid, asked, cookie) in tries.items():
            measured[name].append(measure(where, pid, asked, cookie, seconds))
    _print(measured, counted)


def _median(found: list[Measured]) -> Measured:
    return Measured(*(statistics.median(values) for values in zip(*found, strict=True)))  # type: ignore[arg-type]


def _print(measured: dict[str, list[Measured]], counted: dict[str, tuple[int, int]]) -> None:
    yard = _median(measured["empty view"]).cpu
    print(
        f"{'page':24} {'req/s':>8} {'p50 ms':>8} {'p99 ms':>8} {'CPU ms':>8} {'ratio':>7} {'queries':>8} {'bytes':>8}"
    )
    for name, found in measured.items():
        one = _median(found)
        queries, status = counted.get(name, (0, 200))
        wrong = "" if status == 200 and one.status == 200 else f"  status {int(one.status)}"
        print(
            f"{name:24} {one.per_second:8.0f} {one.p50:8.1f} {one.p99:8.1f} {one.cpu:8.3f} {one.cpu / yard:7.2f}"
            f" {queries:8d} {int(one.size):8d}{wrong}"
        )
