"""Leak cases about words that reach somebody by a side: search, mentions, links, drafts, parameters."""

import re

import pytest

from hedgerow.items.actions import move_item
from hedgerow.items.models import Attachment, Draft, Item
from hedgerow.people.models import Person
from tests.cases.scene import OUTSIDE, Scene
from tests.oracles.canary import found_in
from tests.world import belong, client_for, make_item, make_person

CANARY = re.compile(
    rb"canary (?:discussion|words|reply|held|removed|once|earlier|bytes|folder|document|room|draft|begun)"
)


@pytest.mark.parametrize("who", OUTSIDE)
def test_L001_search_finds_nothing_secret_whatever_is_asked(scene: Scene, who: str):
    client = scene.client(who)
    titles = re.compile(rb"canary (?:discussion|reply|document|for|in|bytes)")  # words that nobody typed
    for asked in (
        "canary",
        '"canary words"',
        "cana",
        "canarx",
        "CANARY -words",
        "words",
        "quiet copse",
        "programme",
    ):
        for more in ("", "&sort=newest", "&kind=documents", "&kind=discussions", "&when=week", "&page=2"):
            answer = client.get("/search/", {"q": asked} | dict(re.findall(r"&(\w+)=(\w+)", more)))
            assert not titles.findall(_without_marks(answer)), (who, asked, more)
            assert b"q=canary" not in answer.content.lower() or "canary" in asked.lower(), (
                "no guess from their words"
            )
    assert titles.findall(_without_marks(scene.client("ann").get("/search/?q=canary")))


def _without_marks(answer) -> bytes:
    """The words of a page, also where what was looked for is marked in them."""
    return re.sub(rb"<[^>]*>", b"", answer.content).lower()


def test_L035_L041_L049_codes_of_secret_things_in_my_own_words_show_nothing(scene: Scene):
    codes = scene.codes
    links = " ".join(
        f"/{kind}/{codes[key]}/ http://testserver/{kind}/{codes[key]}/x/ [x](/{kind}/{codes[key]}/)"
        for kind, key in (("d", "d"), ("f", "f"), ("c", "c"), ("file", "a"), ("r", "r"))
    )
    text = f"{links} @{{{codes['p']}}} ![x](file:{codes['a']}) [[{codes['d']}]] item:{codes['d']} {{{{{codes['d']}}}}}"
    for who in ("otto", "sue", "rex"):
        answer = scene.client(who).post("/preview/", {"body": text})
        assert answer.status_code == 200 and not found_in(answer, CANARY), who
        item = make_item(scene.world.open_, scene.world.otto, "Mine", text=text)
        client = scene.client("nobody")
        assert not found_in(client.get(f"/d/{item.code}/mine/"), CANARY)


def test_L039_the_list_of_names_tells_no_membership(scene: Scene):
    for who in ("otto", "sue", "rex"):
        client = scene.client(who)
        for place in (
            f"c={scene.codes['c']}",
            f"item={scene.codes['d']}",
            f"c={scene.codes['c']}&room={scene.codes['room']}",
        ):
            answer = client.get(f"/mentions/?{place}&q=m")
            assert answer.status_code == 404 and b"Max" not in answer.content, (who, place)


def test_L057_removed_words_stand_in_no_answer_to_a_member(scene: Scene):
    client = scene.client("ann")
    removed = re.compile(rb"canary (?:removed|held|gone)")
    for address in (
        f"/d/{scene.codes['d']}/canary-discussion/",
        "/",
        "/removed/",
        "/search/?q=removed",
        "/search/?q=held",
    ):
        assert not found_in(client.get(address), removed), address
    assert found_in(scene.client("fay").get("/removed/"), removed)


def test_L073_a_field_that_one_may_not_read_is_not_searched(scene: Scene):
    Person.objects.filter(pk=scene.world.max.pk).update(
        willing="Zebras", willing_seen_by="me", about="Yaks", about_seen_by="facilitators", what_i_do="Xylophones",
        what_i_do_seen_by="me",
    )  # fmt: skip
    here = f"/c/{scene.codes['c']}/quiet-copse-canary/people/"
    for word in ("zebras", "yaks", "xylophones", scene.world.max.email):
        for address in (f"/search/?q={word}", f"{here}?q={word}"):
            body = scene.client("ann").get(address).content.decode()
            assert scene.world.max.code not in body, address


def test_L097_what_moved_into_a_room_is_gone_for_those_outside_it(scene: Scene):
    world = scene.world
    item = make_item(world.secret, world.max, "CANARY moving", text="CANARY words that moved")
    address = f"/d/{item.code}/canary-moving/"
    assert scene.client("ann").get(address).status_code == 200
    move_item(by=world.viewer("fay"), item=item, room=world.room)
    for more in (address, f"/d/{item.code}/newer/", f"/d/{item.code}/history/"):
        assert scene.client("ann").get(more).status_code == 404
    assert b"CANARY moving" not in scene.client("ann").get("/").content
    assert scene.client("max").get(address).status_code == 200


def test_L099_nobody_moves_a_thing_where_they_are_not(scene: Scene):
    world = scene.world
    flo = make_person("Flo Bryony")
    belong(flo, world.secret, "facilitator")
    client = client_for(flo)
    item = Item.objects.get(code=scene.codes["d"])
    for data in ({"room": scene.codes["room"]}, {"to": scene.codes["room"]}, {"where": scene.codes["room"]}):
        answer = client.post(f"/d/{item.code}/move/", data)
        assert answer.status_code in (303, 403, 404, 422), data
        item.refresh_from_db()
        assert item.room_id is None, data
    assert b"Side room" not in client.get(f"/d/{item.code}/move/").content


@pytest.mark.parametrize(
    "value", ["", "[]", "%00", "-1", "1e9", "99999999999999999999", "٣", "a" * 5000, "{}", "null", "true"]
)
def test_L149_odd_values_of_parameters_are_no_error_and_no_way_in(scene: Scene, value: str):
    for who in ("nobody", "otto", "ann"):
        client = scene.client(who)
        for address in (
            "/search/?q={}", "/search/?q=words&page={}", "/search/?q=words&in={}&by={}", "/communities/?after={}&sort={}",
            "/d/{d}/canary-discussion/?after={}&reply={}", "/d/{d}/newer/?after={}", "/post/?c={}&room={}&kind={}",
            "/c/{c}/quiet-copse-canary/documents/?folder={}&after={}", "/mentions/?item={}&q={}", "/file/{a}/picture/?s={}&page={}",
            "/f/{f}/canary-document/file/?v={}", "/c/{c}/quiet-copse-canary/people/?after={}&f={}",
        ):  # fmt: skip
            path = address
            for key, code in scene.codes.items():
                path = path.replace("{" + key + "}", code)
            answer = client.get(path.replace("{}", value) + "&x[]=1&x[]=2")
            assert answer.status_code < 500, path
            assert who == "ann" or not found_in(answer, CANARY), (who, path)


def test_L151_a_draft_is_its_writers_alone(scene: Scene):
    draft = Draft.objects.get(title="CANARY begun")
    for who in (*OUTSIDE, "ann", "fay", "ada"):
        client = scene.client(who)
        for address in (
            f"/post/?draft={draft.code}",
            "/drafts/",
            "/",
            f"/post/?c={scene.codes['c']}&draft={draft.code}",
        ):
            assert not found_in(client.get(address), re.compile(rb"canary (?:begun|draft words)")), (
                who,
                address,
            )
        for verb in ("discard", "restore"):
            client.post(f"/drafts/{draft.code}/{verb}/")
    draft.refresh_from_db()
    assert draft.published_at is None and draft.text == "CANARY draft words"


def test_L153_who_was_removed_sees_nothing_by_having_written_it(scene: Scene):
    world = scene.world
    client = scene.client("max")
    assert found_in(client.get("/drafts/"), re.compile(rb"quiet copse"))
    for state in ("removed", "suspended", "left"):
        world.secret.memberships.filter(person=world.max).update(state=state)
        for address in (
            f"/d/{scene.codes['d']}/",
            f"/file/{scene.codes['a']}/",
            f"/f/{scene.codes['f']}/x/file/",
            f"/r/{scene.codes['r']}/edit/",
        ):
            assert client.get(address).status_code == 404, (state, address)
        for address in (
            "/",
            "/drafts/",
            "/following/",
            "/removed/",
            "/search/?q=canary",
            "/communities/",
            "/post/",
        ):
            answer = client.get(address)
            assert not found_in(answer, re.compile(rb"quiet copse|quiet-copse")), (state, address)


def test_L209_more_fields_than_a_form_has_change_nothing(scene: Scene):
    ann = scene.world.ann
    scene.client("ann").post(
        "/settings/profile/",
        {
            "name": "Ann Thistle", "about_seen_by": "members", "what_i_do_seen_by": "members", "willing_seen_by": "members",
            "is_administrator": "1", "epoch": "9", "code": "zzzzzzzz", "email": "else@example.org", "is_active": "",
        },
    )  # fmt: skip
    again = Person.objects.get(pk=ann.pk)
    assert (again.is_administrator, again.epoch, again.code, again.email, again.is_active) == (
        False, ann.epoch, ann.code, ann.email, True,
    )  # fmt: skip


def test_L047_a_smaller_picture_asks_for_what_it_was_made_of(scene: Scene):
    attached = Attachment.objects.get(code=scene.codes["a"])
    doors = (
        f"/file/{attached.code}/picture/?s=small",
        f"/f/{scene.codes['f']}/canary-document/picture/?s=small",
    )
    for door in doors:
        assert scene.client("ann").get(door).status_code == 200
        for who in OUTSIDE:
            assert scene.client(who).get(door).status_code == 404
    Item.objects.filter(code__in=[scene.codes["d"], scene.codes["f"]]).update(state="removed")
    for door in doors:
        assert scene.client("ann").get(door).status_code == 404
