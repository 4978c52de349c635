"""A person at a real Chromium: by pointer, by keyboard alone, or without JavaScript; every page they pass is looked at."""

import contextlib
import os
import re
import sqlite3
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, TimeoutError

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    *("--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--no-first-run", "--disable-gpu"),
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]
#: No rule is switched off; these are the standards that pages are held to.
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def chromium_path() -> str:
    """The browser that bin/test found, or the machine's own."""
    return os.environ.get("HEDGEROW_CHROMIUM") or "/usr/bin/chromium"


@dataclass
class Visitor:
    """Somebody with a browser of their own. `by` is pointer, keyboard or plain (without JavaScript)."""

    browser: Browser
    url: str
    data: Path
    by: str = "pointer"
    width: int = 390
    looked_at: set[str] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        # The text that people read is the whole point, so a wide and a narrow window both take part.
        self.context = self.browser.new_context(
            viewport={"width": self.width, "height": 800},
            java_script_enabled=self.by != "plain",
            base_url=self.url,
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))
        self.page.on("console", self._console)

    def _console(self, message: object) -> None:
        text = str(getattr(message, "text", ""))
        if (
            getattr(message, "type", "") == "error"
            and "favicon" not in text
            and "the server responded with a status" not in text
        ):
            self.troubles.append(f"console: {text}")

    def go(self, path: str) -> None:
        """Type an address."""
        self.page.goto(path)
        self.look()

    def press(self, name: str, *, role: str = "button", exact: bool = False, last: bool = False) -> None:
        """Press a button or follow a link, with the pointer or by the keyboard."""
        found = self.page.get_by_role(role, name=name, exact=exact)
        target = (
            (found.last if last else found.first)
            if found.count()
            else self.page.get_by_role("link", name=name, exact=exact).first
        )
        if self.by == "keyboard":
            target.focus()
            assert target.evaluate("e => e === document.activeElement"), f"{name} takes no focus"
            # A key press does not wait for the page that it opens; a menu opens none.
            with contextlib.suppress(TimeoutError), self.page.expect_navigation(timeout=3000):
                self.page.keyboard.press("Enter")
        else:
            target.click()
        self.page.wait_for_load_state()
        self.look()

    def follow(self, name: str, **more: bool) -> None:
        self.press(name, role="link", **more)

    def fill(self, label: str, text: str) -> None:
        """Write into the field with this label."""
        found = self.page.get_by_label(label, exact=False).first
        if self.by == "keyboard":
            found.focus()
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text)
        else:
            found.fill(text)

    def choose(self, label: str) -> None:
        """Tick a box or choose one of several."""
        found = self.page.get_by_label(label, exact=False).first
        if self.by == "keyboard":
            found.focus()
            self.page.keyboard.press("Space")
            assert found.is_checked()
        else:
            found.check(force=True)

    def sees(self, words: str) -> bool:
        """Whether these words stand on the page."""
        return words in self.page.locator("body").inner_text()

    def look(self) -> None:
        """Each page once: axe in light and dark, and no sideways scrolling at 320, 390 and 1280."""
        key = re.sub(
            r"/[23456789a-z]{8,}(?=/)", "/*", self.page.url.split("?")[0].split("#")[0].removeprefix(self.url)
        )
        title = self.page.title()
        if (key, title.startswith("Error")) in self.looked_at or self.by == "plain":
            return
        self.looked_at.add((key, title.startswith("Error")))
        self._reflow(key)
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            self._axe(key, scheme)
        self.page.emulate_media(color_scheme="light")

    def _reflow(self, key: str) -> None:
        for width in (320, 390, 1280):
            self.page.set_viewport_size({"width": width, "height": 800})
            over = self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if over > 0:
                self.troubles.append(f"{key}: {over} px too wide at {width}")
        self.page.set_viewport_size({"width": self.width, "height": 800})

    def _axe(self, key: str, scheme: str) -> None:
        # Read as text: a script element of ours would be refused by the page's own policy.
        self.page.evaluate(AXE.read_text() + ";0")
        found = self.page.evaluate(
            "async tags => (await axe.run(document, {runOnly: tags, resultTypes: ['violations']})).violations"
            ".map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(' | '))",
            STANDARDS,
        )
        self.troubles += [f"{key} ({scheme}): {one}" for one in found]

    def code_for(self, email: str) -> str:
        """The newest sign-in code in the outbox of the place."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            with sqlite3.connect(self.data / "hedgerow.sqlite3", timeout=10) as database:
                rows = database.execute(
                    'SELECT subject FROM mail_outboxmail WHERE lower("to") = ? ORDER BY id DESC',
                    (email.lower(),),
                ).fetchall()
            for (subject,) in rows:
                found = re.match(r"(\d{3}) ?(\d{3}) ", subject)
                if found:
                    return found[1] + found[2]
            time.sleep(0.1)
        raise AssertionError(f"no code came for {email}")

    def join_the_place(self, email: str, name: str) -> None:
        """Sign up by email and code."""
        self.go("/account/sign-in/")
        self.fill("Your email", email)
        self.press("Send me a code")
        self.fill("Your code", self.code_for(email))
        if self.page.get_by_role("button", name="Sign in").count():
            self.press("Sign in", exact=True)
        self.fill("Your name", name)
        self.press("Start", exact=True)
        assert self.sees("You are in"), self.page.url

    def close(self) -> None:
        self.context.close()
