"""The join code and the links can be switched off and on; an archived community says that it is archived."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from hedgerow.access.refusals import NotAllowed, NotVisible
from hedgerow.communities.actions import join_by_code, join_by_link, make_link, switch_door
from hedgerow.communities.models import Community, Membership
from tests.web.communities.conftest import here
from tests.web.write.pages import said, toast, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_from_before(db):
    cache.clear()


def switch(world, door, on):
    return world.client("fay").post(here(world.secret) + f"look-after/switch/{door}/", {"on": on})


def is_in(world):
    return Membership.objects.filter(person=world.otto, community=world.secret, state="active").exists()


def test_a_code_that_is_switched_off_lets_nobody_in_and_says_nothing_of_the_place(world):
    answer = switch(world, "code", "0")
    assert said(answer) == "The join code lets nobody in for now."
    tried = world.client("otto").post("/join/", {"code": world.secret.join_code})
    assert tried.status_code == 422 and "Quiet Copse" not in words(tried)
    assert "This join code is switched off for now." in words(tried)
    with pytest.raises(NotAllowed):
        join_by_code(by=world.viewer("otto"), code=world.secret.join_code)
    shown = words(world.client("fay").get(here(world.secret) + "look-after/"))
    assert "Switched off: it lets nobody in." in shown and world.secret.join_code not in shown
    _said, undo, fields = toast(answer)
    assert said(world.client("fay").post(undo, fields)) == "The join code works again."
    sent = {"code": world.secret.join_code, "answer": "yes", "part": "member"}
    assert world.client("otto").post("/join/", sent).status_code == 303 and is_in(world)


def test_links_that_are_switched_off_let_nobody_in_and_work_again_afterwards(world):
    link, secret = make_link(by=world.viewer("fay"), community=world.secret)
    switch(world, "link", "0")
    for name in ("otto", "nobody"):
        shown = world.client(name).get(f"/join/{secret}/")
        assert shown.status_code == 403 and "Quiet Copse" not in words(shown)
        assert "This link is switched off for now." in words(shown)
    with pytest.raises(NotAllowed):
        join_by_link(by=world.viewer("otto"), secret=secret)
    assert "Switched off: no link lets anybody in." in words(
        world.client("fay").get(here(world.secret) + "look-after/")
    )
    # The join code is another door.
    assert "Quiet Copse" in words(world.client("otto").post("/join/", {"code": world.secret.join_code}))
    switch(world, "link", "1")
    assert world.client("otto").post(f"/join/{secret}/", {"part": "member"}).status_code == 303
    assert is_in(world)


@pytest.mark.parametrize(
    ("name", "refusal"), [("ann", NotAllowed), ("otto", NotVisible), ("nobody", NotVisible)]
)
def test_only_facilitators_switch(world, name, refusal):
    with pytest.raises(refusal):
        switch_door(by=world.viewer(name), community=world.secret, door="code", on=False)
    assert Community._base_manager.get(pk=world.secret.pk).join_code_on
    assert switch(world, "window", "0").status_code == 404


def test_the_code_of_an_archived_community_says_that_it_is_archived(world):
    Community._base_manager.filter(pk=world.secret.pk).update(archived_at=timezone.now())
    tried = world.client("otto").post("/join/", {"code": world.secret.join_code})
    assert "This community is archived. Nobody new can join." in words(tried)
    sent = {"code": world.secret.join_code, "answer": "yes", "part": "member"}
    assert world.client("otto").post("/join/", sent).status_code == 403 and not is_in(world)
