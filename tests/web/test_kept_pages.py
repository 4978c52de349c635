"""A page that is drawn once says the same to all who see it alike, and nothing of anybody else."""

import gzip

import pytest

from hedgerow.web.kept import KEPT, Body, Kept, mark
from tests.world import make_item, make_reply, make_world

pytestmark = pytest.mark.django_db


def test_a_filled_page_is_the_same_plain_and_zipped():
    body = Body(f"<p>{mark('one')} and Siân, {mark('two')}</p>" * 50)
    fills = {"one": "Hello " * 400, "two": "é"}
    plain = body.filled(fills)
    assert plain.decode().count("Hello") == 400 * 50 and mark("one").encode() not in plain
    assert gzip.decompress(body.zipped(fills)) == plain
    assert len(body.zipped(fills)) < len(plain) // 4
    with pytest.raises(KeyError):
        body.filled({"one": ""})


def test_old_pages_go_when_the_memory_for_them_is_full(settings):
    settings.TESTING, settings.KEEP_PAGES_MB = False, 1
    kept, drawn = Kept(), []

    def draw(name):
        drawn.append(name)
        return name * 100_000

    for name in "abcdefa":
        kept.body(name, lambda name=name: draw(name))
    assert drawn == list("abcdefa")
    kept.body("a", lambda: draw("again"))
    assert "again" not in drawn


def test_members_share_a_page_and_each_gets_their_own_frame():
    world = make_world()
    item = make_item(world.secret, world.fay)
    make_reply(item, world.fay, "The words of a reply")
    path = f"/d/{item.code}/a-discussion/"
    for who in ("ann", "max"):
        world.client(who).get(path)
    KEPT.forget()
    pages = {who: world.client(who).get(path).content.decode() for who in ("ann", "max")}
    assert len(KEPT._bodies) == 1
    names = {"ann": world.ann.name, "max": world.max.name}
    for who, other in (("ann", "max"), ("max", "ann")):
        assert f"You: {names[who]}" in pages[who] and f"You: {names[other]}" not in pages[who]
        assert "The words of a reply" in pages[who] and "\x02" not in pages[who]


def test_a_kept_page_is_given_to_nobody_who_may_not_read_it():
    world = make_world()
    item = make_item(world.secret, world.max, text="Brambles")
    path = f"/d/{item.code}/a-discussion/"
    assert "Brambles" in world.client("ann").get(path).content.decode()
    for who in ("sue", "otto", "nobody"):
        answer = world.client(who).get(path)
        assert answer.status_code == 404 and "Brambles" not in answer.content.decode()


def test_what_changed_is_on_the_page_at_once():
    world = make_world()
    item = make_item(world.secret, world.max)
    reply = make_reply(item, world.max, "First words")
    path, client = f"/d/{item.code}/a-discussion/", world.client("ann")
    client.get(path)
    assert "First words" in client.get(path).content.decode()
    reply.html = "<p>Other words</p>"
    reply.save()
    again = client.get(path).content.decode()
    assert "Other words" in again and "First words" not in again
    world.max.name = "Maxine Renamed"
    world.max.save()
    assert "Maxine Renamed" in client.get(path).content.decode()


def test_pages_leave_zipped_for_browsers_that_take_it_and_say_the_same():
    world = make_world()
    item = make_item(world.secret, world.max)
    client = world.client("ann")
    for path in (f"/d/{item.code}/a-discussion/", "/communities/", "/"):
        plain, zipped = client.get(path), client.get(path, headers={"Accept-Encoding": "gzip, br"})
        assert "Content-Encoding" not in plain and zipped["Content-Encoding"] == "gzip"
        said = gzip.decompress(zipped.content).decode()
        assert len(zipped.content) < len(plain.content) / 2 and said.count(
            "<article"
        ) == plain.content.decode().count("<article")
        assert int(zipped["Content-Length"] if "Content-Length" in zipped else len(zipped.content)) == len(
            zipped.content
        )
