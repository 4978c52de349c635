"""`bin/screens`: starts the living example and an empty place, looks at their screens with a real browser, and keeps the pictures."""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.browsing import FLAGS, chromium_path
from tests.serving import HEDGEROW, ROOT, Served, clean_environment, free_port

FOLDER = ROOT / "docs" / "screens"
#: Name -> width, how many device pixels a pixel has, and the lowest and highest picture, in CSS pixels.
SIZES = {"phone": (390, 1.5, 844, 1500), "desktop": (1280, 1.0, 900, 1700)}
QUALITY = 72
#: All pictures together; more would make every clone slow.
MOST_BYTES = 6 * 1024 * 1024
#: Whose screens these are: the first persona of the example, in a community and a discussion of theirs.
WHO = "aoife.brackenridge@example.org"
COMMUNITY = "ST3 Small Group North"
DISCUSSION = "Sick note for a friend of a colleague: what do you say?"
COURSE = "ST3 Day Release Course"
WORDS = "fit note"
#: Screens that are also shown in the dark.
DARK = ("home", "community")

_ADDRESSES = f"""
import json
from hedgerow.communities.models import Community
from hedgerow.items.models import Item
from hedgerow.library.models import Document
from hedgerow.web.shell import community_url, item_url, person_url
north = Community._base_manager.get(name={COMMUNITY!r})
course = Community._base_manager.get(name={COURSE!r})
said = Item.objects.get(title={DISCUSSION!r})
files = Item.objects.filter(kind="document", community=course, room=None, state="published", audience="members")
files = files.filter(document__current__blob__kind="pdf").order_by("-document__current__number", "pk")
shown = files.first()
place = community_url(north.code, north.name, "")
print(json.dumps({{
    "front-page": community_url(course.code, course.name, ""),
    "home": "/",
    "community": place,
    "discussions": place + "discussions/",
    "discussion": item_url(said.code, said.title, said.kind),
    "composer": "/post/?c=" + north.code + "&kind=question",
    "library": community_url(course.code, course.name, "documents/"),
    "document": item_url(shown.code, shown.title, shown.kind) if shown else "",
    "search": "/search/?q=" + {WORDS!r}.replace(" ", "+"),
    "people": place + "people/",
    "profile": person_url(north.created_by.code, north.created_by.name),
}}))
"""
_WAITING = (
    "from hedgerow.base.jobs.models import Job\n"
    "from django.utils import timezone\n"
    "print(Job.objects.filter(state__in=['waiting', 'running'], run_after__lte=timezone.now()).count())\n"
)


def _say(line: str) -> None:
    print(line, flush=True)


@contextmanager
def _place(data: Path, *, example: bool) -> Iterator[Served]:
    """A server on a free port, ready. The example is loaded first, which takes about a minute."""
    port = free_port()
    env = clean_environment(
        HEDGEROW_DATA=str(data),
        HEDGEROW_URL=f"http://localhost:{port}",
        HEDGEROW_EXAMPLE="yes" if example else "no",
        HEDGEROW_LOG_LEVEL="WARNING",
    )
    # First by itself, because loading may take longer than a server is waited for.
    subprocess.run([*HEDGEROW, "setup"], env=env, cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
    log = data / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*HEDGEROW, "serve", "--port", str(port)], env=env, cwd=ROOT, stdout=out, stderr=out
        )
    served = Served(f"http://localhost:{port}", data, process, log, env)
    try:
        served.wait_for("Hedgerow is ready")
        yield served
    finally:
        served.stop()


def _settle(served: Served) -> None:
    """Until documents are read and words indexed: search and previews have something to show then."""
    end = time.monotonic() + 900
    while time.monotonic() < end and int(served.python(_WAITING)) > 0:
        time.sleep(5)


def _visit(browser: Browser, served: Served, size: str, dark: bool = False) -> Page:
    width, scale, least, _most = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": least},
        device_scale_factor=scale,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/London",
        base_url=served.url,
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    return page


def _shoot(page: Page, name: str, size: str, address: str) -> None:
    """One picture, as tall as the page within bounds, so that a bar at the foot stands at the foot."""
    width, _scale, least, most = SIZES[size]
    page.set_viewport_size({"width": width, "height": least})
    answer = page.goto(address, wait_until="load")
    if answer is None or answer.status >= 400:
        _say(f"  {name}: left out, {address} answered {answer.status if answer else 'nothing'}")
        return
    page.evaluate("document.fonts.ready")
    page.evaluate("document.activeElement?.blur()")
    height = int(page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": width, "height": min(max(height, least), most)})
    page.wait_for_timeout(400)
    path = FOLDER / f"{name}-{size}.jpg"
    page.screenshot(path=path, type="jpeg", quality=QUALITY)
    _say(f"  {path.relative_to(ROOT)}  {path.stat().st_size // 1024} kB")


def _sign_in(page: Page) -> None:
    page.goto("/account/sign-in/")
    page.locator(f'button[value="{WHO}"]').click()
    page.wait_for_url("**/")


def _example(browser: Browser, served: Served) -> None:
    addresses: dict[str, str] = json.loads(served.python(_ADDRESSES))
    for size in SIZES:
        page = _visit(browser, served, size)
        outside = {
            "landing": "/",
            "directory": "/communities/",
            "front-page": addresses["front-page"],
            "sign-in": "/account/sign-in/",
        }
        for name, address in outside.items():
            _shoot(page, name, size, address)
        _sign_in(page)
        for name, address in addresses.items():
            if name in outside or not address:
                continue
            _shoot(page, name, size, address)
        page.context.close()
        page = _visit(browser, served, size, dark=True)
        _sign_in(page)
        for name in DARK:
            _shoot(page, f"{name}-dark", size, addresses[name])
        page.context.close()


def _empty(browser: Browser, served: Served) -> None:
    link = re.search(r"http://\S+/setup/\S+", served.says())
    assert link, "the empty place printed no link to its set-up"
    for size in SIZES:
        page = _visit(browser, served, size)
        _shoot(page, "set-up", size, link[0])
        page.context.close()


def main() -> int:
    """Make all pictures anew; answers 1 when they weigh too much."""
    parser = argparse.ArgumentParser(
        prog="bin/screens", description="Make the pictures in docs/screens/ anew."
    )
    parser.add_argument("--data", type=Path, help="a folder to keep the loaded example in, to use it again")
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.chdir(ROOT)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        kept = (options.data or Path(made) / "example").resolve()
        kept.mkdir(parents=True, exist_ok=True)
        _say("Making the living example …")
        with _place(kept, example=True) as served:
            _say("Waiting until its documents are read …")
            _settle(served)
            _example(browser, served)
        empty = Path(made) / "empty"
        empty.mkdir()
        with _place(empty, example=False) as served:
            _empty(browser, served)
        browser.close()
    together = sum(path.stat().st_size for path in FOLDER.glob("*.jpg"))
    _say(f"{len(list(FOLDER.glob('*.jpg')))} pictures, {together / 1024 / 1024:.1f} MB")
    if together > MOST_BYTES:
        _say("That is more than 6 MB: lower QUALITY or the heights in tests/docs/screens.py.")
    return int(together > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main())
