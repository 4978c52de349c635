"""Cases about administrators: what they see, what a code that helps somebody in can do, and what a log gives away."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from hedgerow.access.refusals import NotAllowed
from hedgerow.access.viewer import Viewer
from hedgerow.communities.models import Membership
from hedgerow.people.actions.managing import deactivate, make_administrator, make_help_code, use_help_code
from hedgerow.people.models import Deed, Device
from hedgerow.workflows.merging import merge_accounts
from hedgerow.workflows.removing_words import remove_everything
from tests.oracles.canary import reaches
from tests.oracles.unchanged import nothing_changes
from tests.world import client_for

WHY = "They rang and asked for it."


@pytest.fixture(autouse=True)
def clean(db):
    cache.clear()


def _pages(scene):
    person, place = scene.world.max.code, scene.world.secret.code
    names = (
        "manage",
        "manage_people",
        "manage_communities",
        "manage_settings",
        "manage_names",
        "manage_register",
    )
    found = [reverse(name) for name in (*names, "manage_look", "manage_log")]
    found += [f"{reverse('manage_people')}?q=CANARY", f"{reverse('manage_communities')}?q=CANARY"]
    found += [
        reverse(f"manage_person{rest}", args=[person]) for rest in ("", "_deactivate", "_merge", "_remove")
    ]
    return [*found, *(reverse(name, args=[place]) for name in ("manage_community", "manage_oversight"))]


def test_L155_no_page_of_the_platform_shows_a_word_of_a_secret_community(scene):
    remove_everything(by=scene.world.viewer("ada"), code=scene.world.lil.code, why=WHY)
    client = scene.client("ada")
    with nothing_changes():
        for path in _pages(scene):
            answer = client.get(path)
            assert answer.status_code == 200 and b"CANARY" not in reaches(answer).replace(
                b"q=CANARY", b""
            ).replace(b"\xe2\x80\x9cCANARY\xe2\x80\x9d", b"").replace(b'value="CANARY"', b""), path


def test_L145_the_log_names_a_secret_community_by_its_code_alone(scene):
    client = scene.client("ada")
    client.post(f"/manage/communities/{scene.codes['c']}/oversight/", {"why": WHY})
    client.post("/manage/oversight/end/")
    for path in ("/manage/log/", f"/manage/communities/{scene.codes['c']}/"):
        body = reaches(client.get(path))
        assert scene.codes["c"].encode() in body and b"CANARY" not in body and b"Quiet" not in body


def test_L157_an_administrator_does_nothing_to_what_they_do_not_see(scene):
    client, codes = scene.client("ada"), scene.codes
    deeds = ("remove", "restore", "pin", "close", "follow", "react/helpful", "reply", "edit", "move")
    with nothing_changes():
        for deed in deeds:
            assert client.post(f"/d/{codes['d']}/{deed}/").status_code == 404, deed
        for rest in ("edit", "access", "seal", "archive", "invite", "take-on"):
            assert client.post(f"/c/{codes['c']}/quiet-copse-canary/{rest}/").status_code == 404, rest


def test_L159_looking_inside_is_nobody_who_acts_and_is_told_with_reason_and_end(scene):
    client = scene.client("ada")
    assert client.get(f"/d/{scene.codes['d']}/canary-discussion/").status_code == 404
    client.post(f"/manage/communities/{scene.codes['c']}/oversight/", {"why": WHY})
    page = client.get(f"/d/{scene.codes['d']}/canary-discussion/").content.decode()
    assert "You look inside" in page and "End now" in page and WHY in page
    with nothing_changes():
        for path in ("/settings/emails/", "/settings/password/remove/", f"/d/{scene.codes['d']}/reply/"):
            assert client.post(path, {"email": "ada2@example.org", "text": "x"}).status_code == 403
    deed = Deed.objects.get(verb="oversight.started")
    assert (deed.by, deed.why) == (scene.world.ada, WHY)


def test_L159_a_code_helps_only_those_below_and_changes_neither_address_nor_password(scene):
    make_administrator(by=scene.world.viewer("ada"), code=scene.world.max.code)
    with pytest.raises(NotAllowed):
        make_help_code(by=scene.world.viewer("ada"), code=scene.world.max.code, why=WHY)
    for kept, other in ((scene.world.max, scene.world.ann), (scene.world.ann, scene.world.max)):
        with pytest.raises(NotAllowed):
            merge_accounts(by=scene.world.viewer("ada"), kept=kept.code, other=other.code, why=WHY)
    digits = make_help_code(by=scene.world.viewer("ada"), code=scene.world.ann.code, why=WHY)
    client = client_for(None)
    client.post("/account/help-code/", {"email": scene.world.ann.email, "code": digits})
    assert client.get("/settings/password/")["Location"].startswith("/account/confirm/")
    answer = client.post("/settings/emails/", {"email": "another@example.org"})
    assert answer["Location"].startswith("/account/confirm/")
    assert Deed.objects.filter(person=scene.world.ann, by=scene.world.ada, why=WHY).exists()


def test_L123_a_code_that_helps_begins_a_session_and_a_device_of_its_own(scene):
    client = client_for(None)
    client.get("/account/help-code/")
    client.cookies[settings.SESSION_COOKIE_NAME] = "planted"
    digits = make_help_code(by=scene.world.viewer("ada"), code=scene.world.ann.code, why=WHY)
    before = client.cookies["hg_csrf"].value
    client.post("/account/help-code/", {"email": scene.world.ann.email, "code": digits})
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != "planted"
    assert client.cookies["hg_csrf"].value != before
    assert Device.objects.filter(person=scene.world.ann).count() == 1


@pytest.mark.parametrize("event", ["used", "newer", "late", "deactivated", "address gone"])
def test_L125_a_code_that_helps_ends_with_what_it_was_for(scene, event):
    by, person = scene.world.viewer("ada"), scene.world.ann
    digits, now = make_help_code(by=by, code=person.code, why=WHY), timezone.now()
    email = person.email
    if event == "used":
        assert use_help_code(email=email, typed=digits) == person
    if event == "newer":
        make_help_code(by=by, code=person.code, why=WHY)
    if event == "late":
        now += timedelta(minutes=15, seconds=1)
    if event == "deactivated":
        deactivate(by=by, code=person.code, why=WHY)
    if event == "address gone":
        person.email = "new.address@example.org"
        person.save()
    with time_machine.travel(now, tick=False):
        assert use_help_code(email=email, typed=digits) is None


def test_L129_where_one_must_be_invited_no_page_tells_whether_an_address_has_an_account(scene):
    from hedgerow.people.actions.place import change_place

    change_place(by=scene.world.viewer("ada"), registration="invitation")
    for door in ("/account/sign-in/", "/account/help-code/"):
        found = []
        for email in (scene.world.ann.email, "nobody.here@example.org"):
            client = client_for(None)
            answer = client.post(door, {"email": email, "code": "12345678"})
            body = re.sub(r'value="\w{64}"|"X-CSRFToken": "\w+"', "", answer.content.decode())
            found.append((answer.status_code, answer.get("Location"), body.replace(email, "X")))
        assert found[0] == found[1], door


def test_L161_naming_somebody_gives_the_administrator_no_place_inside(scene):
    Membership.objects.filter(person=scene.world.fay).update(part="member")
    client = scene.client("ada")
    path = f"/manage/communities/{scene.codes['c']}/facilitator/"
    assert client.post(path, {"email": scene.world.max.email, "why": WHY}).status_code == 303
    assert client.get(f"/d/{scene.codes['d']}/canary-discussion/").status_code == 404
    assert scene.world.viewer("ada").standings.communities == Viewer.stranger().standings.communities
