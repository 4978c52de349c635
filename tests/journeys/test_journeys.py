"""The main job, end to end, in a real browser: once by pointer, once by keyboard, once without JavaScript."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.browsing import Visitor
from tests.serving import Served

pytestmark = pytest.mark.browser


@pytest.fixture(params=["pointer", "keyboard", "plain"])
def by(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def visit(chromium: Browser, place: Served, by: str, width: int = 390) -> Visitor:
    return Visitor(chromium, place.url, place.data, by, width)


def test_form_a_community_discuss_keep_a_document_find_it_again_and_leave(
    chromium: Browser, place: Served, by: str, shared_data: Path
) -> None:
    founder = visit(chromium, place, by, 1280)
    guest = visit(chromium, place, by, 390)
    founder.go("/")
    founder.join_the_place(f"fay.{by}@example.org", f"Fay O'Brien {by}")

    # Start a community.
    founder.go("/communities/new")
    name = f"Hedge layers {by}"
    founder.fill("What is it called?", name)
    founder.fill("What do we want to get better at together?", "Laying hedges that last")
    founder.choose("Restricted")
    founder.press("Start", exact=True)
    founder.page.wait_for_url("**/c/**")
    community = founder.page.url.split("?")[0]
    code = community.split("/c/")[1].split("/")[0]
    base = f"/c/{code}/hedge-layers-{by}/"

    # Invite by a pasted list.
    founder.go(f"{base}invite/")
    founder.page.locator("textarea").first.fill(f"Siân Marsh <sian.{by}@example.org>")
    founder.press("Look at the list")
    assert f"sian.{by}@example.org" in founder.page.content()
    founder.press("Send the invitations")

    # Join by the invitation of the outbox.
    secret = place.python(
        "from hedgerow.communities.models import Invitation\n"
        "from hedgerow.people.tokens import secret_of\n"
        f"print(secret_of(Invitation.objects.get(email='sian.{by}@example.org').token))"
    )
    guest.join_the_place(f"sian.{by}@example.org", f"Siân Marsh {by}")
    guest.go(f"/invitation/{secret}/")
    assert guest.sees(name)
    if guest.page.get_by_label("ground rules").count():
        guest.choose("ground rules")
    guest.press(f"Join {name}")

    # Ask.
    guest.go(f"/post/?c={code}&kind=question")
    assert guest.sees("2 people can see this")
    guest.page.locator("input[name=title]").fill("How do you lay a thin hedge?")
    guest.page.locator("textarea[name=body]").fill("It has gaps at the foot.")
    guest.press("Post", exact=True)
    guest.page.wait_for_url("**/d/**")
    question = guest.page.url.split("?")[0]
    assert guest.sees("It has gaps at the foot.")

    # Reply.
    founder.go(question)
    founder.page.locator("textarea[name=body]").fill("Plant new quicks in winter.")
    founder.press("Post reply", exact=True)
    founder.page.wait_for_url("**reply=1**")
    assert founder.sees("Plant new quicks in winter.")

    # Accept the answer.
    guest.go(question)
    guest.page.locator("#r1 summary").click()
    guest.press("Choose as the answer")
    assert guest.sees("Answered")

    # Upload a PDF, and find a word inside it.
    founder.go(f"{base}documents/")
    pdf = shared_data / "pdf" / "pdflatex-4-pages.pdf"
    founder.page.locator("input[type=file]").first.set_input_files(pdf)
    if by == "plain":
        founder.page.locator(
            "main form[enctype] button[type=submit], main form[enctype] button:not([type])"
        ).first.click()
    founder.page.wait_for_load_state()
    expect(founder.page.get_by_role("link", name="pdflatex-4-pages").first).to_be_visible(timeout=30_000)
    found = place.python(
        "import time\n"
        "from hedgerow.search.models import Entry\n"
        "for _ in range(150):\n"
        f"    if Entry.objects.filter(kind='page', item__community__code={code!r}).exists(): break\n"
        "    time.sleep(0.2)\n"
        f"print(Entry.objects.filter(kind='page', item__community__code={code!r}).count())"
    )
    assert int(found) >= 1
    word = place.python(
        "from hedgerow.library.models import PageText\n"
        "import re\n"
        f"text = PageText.objects.filter(version__document__item__community__code={code!r}).order_by('-number')[0].text\n"
        "print(max(re.findall(r'[a-z]{6,}', text), key=len))"
    )
    guest.go(f"/search/?q={word}")
    assert guest.sees("pdflatex-4-pages")

    # Leave, and undo is offered.
    guest.go(base)
    guest.page.locator("summary", has_text="You").first.click()
    guest.press("Leave")
    assert guest.sees("Undo") or guest.page.get_by_role("button", name="Undo").count()
    guest.go(question)
    assert guest.sees("We can't show this")

    troubles = founder.troubles + guest.troubles
    founder.close()
    guest.close()
    assert not troubles, "\n".join(sorted(set(troubles)))
