"""Building a bridge on the page, answering a question of one, reading and replying from the other side."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from hedgerow.items.models import Bridge, Reply
from tests.web.write.pages import words
from tests.world import belong, client_for, make_community, make_item, make_person, make_reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def far(world):
    community = make_community("Far Bank", "confidential")
    world.pip, world.wren = make_person("Pip O'Brien"), make_person("Wren Teasel")
    belong(world.pip, community, "facilitator")
    belong(world.wren, community)
    return community


def test_what_follows_is_said_in_numbers_before_it_is_built(world, far):
    belong(world.fay, far, "facilitator")
    item = make_item(world.secret, world.max, "Fridays")
    make_reply(item, world.ann)
    client, where = world.client("fay"), f"/d/{item.code}/bridges/"
    assert "Far Bank" in words(client.get(where))
    shown = words(client.get(f"{where}?to={far.code}"))
    assert "2 more people will see this" in shown and "1 reply" in shown and "the names of 2 people" in shown
    assert "existence of Quiet Copse is secret" in shown and "existence of Far Bank is secret" in shown
    assert not Bridge.objects.exists(), "looking builds nothing"
    assert client.post(where, {"to": far.code}).status_code == 303
    assert "Shown since" in words(client.get(where))
    assert client.post(where, {}).status_code == 422


def test_the_far_side_reads_and_replies_in_its_own_frame(world, far):
    item = make_item(world.secret, world.max, "Fridays", text="Words about verges.")
    make_reply(item, world.ann, "From home.")
    Bridge.objects.create(item=item, community=far, agreed_at=timezone.now())
    wren = client_for(world.wren)
    listed = wren.get(f"/c/{far.code}/far-bank/discussions/")
    assert "Fridays" in words(listed) and "From another community" in words(listed)
    page = wren.get(f"/d/{item.code}/fridays/")
    html, shown = page.content.decode(), words(page)
    assert "From home." in shown and "Ann Thistle" in shown and "from another community" in shown
    assert "Far Bank" in shown and f"/people/{world.ann.code}" not in html
    for address in (
        f"/d/{item.code}/fridays/",
        f"/c/{far.code}/far-bank/discussions/",
        "/search/?q=verges",
        "/",
    ):
        assert "Quiet Copse" not in wren.get(address).content.decode(), address
        assert world.secret.code not in wren.get(address).content.decode(), address
    draft = re.search(r'name="draft" value="(\w+)"', html)
    assert draft is not None
    sent = wren.post(f"/d/{item.code}/reply/", {"body": "From far.", "draft": draft[1]})
    assert sent.status_code == 303
    reply = Reply.objects.get(author=world.wren)
    assert reply.via == far
    for address in (f"/r/{reply.code}/edit/", f"/d/{item.code}/history/", "/following/"):
        assert "Quiet Copse" not in wren.get(address).content.decode(), address
    home = world.client("ann").get(f"/d/{item.code}/fridays/")
    assert "From far." in words(home) and "from another community" in words(home)
    assert (
        "Far Bank" not in home.content.decode() and f"/people/{world.wren.code}" not in home.content.decode()
    )
    assert "from Quiet Copse" in words(home)
    assert "2 people of another community" in words(home)


def test_where_the_name_is_no_secret_it_is_said(world, far):
    item = make_item(world.open_, world.max, "Fridays", audience="members")
    Bridge.objects.create(item=item, community=far, agreed_at=timezone.now())
    wren = client_for(world.wren)
    assert "From Open Meadow" in words(wren.get(f"/c/{far.code}/far-bank/discussions/"))
    assert "From Open Meadow" in words(wren.get(f"/d/{item.code}/fridays/"))


def test_a_question_is_answered_on_the_page_of_the_other_community(world, far):
    belong(world.fay, far)
    item = make_item(world.open_, world.max, "Fridays", audience="members")
    asked = world.client("fay").post(f"/d/{item.code}/bridges/", {"to": far.code})
    assert asked.status_code == 303
    bridge, pip = Bridge.objects.get(), client_for(world.pip)
    page = f"/c/{far.code}/far-bank/look-after/bridges/"
    assert "Waiting for your answer" in words(pip.get(page)) and "From Open Meadow" in words(pip.get(page))
    assert pip.get(f"/d/{item.code}/fridays/").status_code == 404, "not before it is agreed"
    for who, status in (("ann", 404), ("otto", 404), ("nobody", 403)):
        assert world.client(who).post(f"/bridges/{bridge.code}/accept/").status_code == status, who
    assert client_for(world.wren).post(f"/bridges/{bridge.code}/accept/").status_code == 404
    assert pip.post(f"/bridges/{bridge.code}/accept/").status_code == 303
    assert pip.get(f"/d/{item.code}/fridays/").status_code == 200
    assert pip.post(f"/bridges/{bridge.code}/end/", {"next": page})["Location"] == page
    assert pip.get(f"/d/{item.code}/fridays/").status_code == 404


def test_home_of_the_far_community_lists_it_too(world, far):
    item = make_item(world.secret, world.max, "Fridays", last_active_at=timezone.now() - timedelta(hours=1))
    Bridge.objects.create(item=item, community=far, agreed_at=timezone.now())
    shown = client_for(world.wren).get(f"/c/{far.code}/far-bank/")
    assert "Fridays" in words(shown) and "Quiet Copse" not in shown.content.decode()


def test_the_menu_offers_both_to_facilitators_alone(world, far):
    item = make_item(world.secret, world.max, "Fridays")
    here = f"/d/{item.code}/fridays/"
    assert "Show it elsewhere too" in words(world.client("fay").get(here))
    assert "Show it elsewhere too" not in words(world.client("ann").get(here))
    case = make_item(world.secret, world.max, "A case", kind="case")
    shown = words(world.client("fay").get(f"/d/{case.code}/a-case/"))
    assert "Show it elsewhere too" not in shown and "Guests" not in shown
