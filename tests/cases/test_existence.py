"""Leak cases about whether something exists: forbidden and missing are the same path, statements, headers and bytes."""

import re

import pytest

from hedgerow.items.models import Draft, Follow
from tests.architecture.doors import doors
from tests.cases.scene import OUTSIDE, Scene, fill
from tests.oracles.canary import found_in
from tests.oracles.difference import differences, seen
from tests.oracles.unchanged import DECLARED, nothing_changes
from tests.sweeps import EVERYTHING, once
from tests.world import make_item, make_person

pytestmark = once

CANARY = re.compile(rb"canary|quiet copse|quiet-copse")
#: Words that nobody typed: what stands in an address comes back in the way to sign in.
SECRETS = re.compile(
    rb"canary (?:discussion|words|reply|held|removed|once|earlier|bytes|folder|document|room)|quiet copse"
)
NOWHERE = "zzzzzzzz"
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


def _pairs(scene: Scene, *, codes: dict[str, str] | None = None):
    """Every address that names something secret, with the same address that names nothing."""
    for name, path, _statuses in doors():
        if "{" in path:
            there = path.replace("quiet-copse/", "quiet-copse-canary/").format(**(codes or scene.codes))
            yield (
                name,
                there,
                re.sub(r"\{\w+\}", NOWHERE, path).replace("quiet-copse/", "quiet-copse-canary/"),
            )


@pytest.mark.parametrize("who", ["nobody", "otto", "sue"] if EVERYTHING else ["nobody", "otto"])
def test_L131_every_address_and_method_answers_for_the_secret_as_for_nothing(scene: Scene, who: str):
    client, told, asked = scene.client(who), [], 0
    client.get("/")
    # A post may keep one's own draft of nothing, in no place.
    with nothing_changes(leave_out=DECLARED | {"items_draft"}):
        for name, there, nowhere in _pairs(scene):
            for method in METHODS:
                forbidden = seen(client, method, there, alias="/it/")
                missing = seen(client, method, nowhere, alias="/it/")
                found = differences(forbidden, missing)
                told += [f"{method} {name} ({there}): {one}" for one in found]
                asked += 1
    assert (
        not Draft.objects.exclude(person=scene.world.max)
        .exclude(community=None, room=None, item=None)
        .exists()
    )
    assert asked > 400
    assert not told, "\n".join(told[:40])


@pytest.mark.parametrize("who", OUTSIDE)
def test_L033_L043_L053_L055_nobody_outside_gets_a_canary_by_any_address(scene: Scene, who: str):
    client = scene.client(who)
    for name, there, _nowhere in _pairs(scene):
        mores = (
            ("", "?v=1", "?download=1", "?s=small") if "f/" in there or "file" in there else ("", "?after=0")
        )
        for more in mores:
            address = there if "?" in there else f"{there}{more}"
            for headers in ({}, {"HTTP_RANGE": "bytes=0-5"}, {"HTTP_IF_NONE_MATCH": '"x"'}):
                if not headers or "file" in there:
                    said = found_in(client.get(address, **headers), SECRETS)
                    assert not said, (who, name, address, said)


def test_L033_the_same_addresses_show_their_canaries_to_a_member(scene: Scene):
    shown = [found_in(scene.client("max").get(there), SECRETS) for _name, there, _nowhere in _pairs(scene)]
    assert sum(bool(one) for one in shown) >= 8, "somebody inside sees them"


_FILTERS = (
    "/search/?q=canary&in={}", "/search/?q=words&by={}", "/communities/?after={}", "/post/?c={}", "/post/?c={}&kind=question",
    "/mentions/?c={}&q=m", "/mentions/?item={}&q=m", "/post/?draft={}", "/drafts/?after={}",
    "/c/{open}/open-meadow/documents/?folder={}", "/c/{open}/open-meadow/documents/?room={}",
    "/c/{open}/open-meadow/discussions/?after=1_{}", "/c/{open}/open-meadow/rooms/{}/",
)  # fmt: skip


def test_L003_a_hidden_value_of_a_parameter_answers_as_one_that_does_not_exist(scene: Scene):
    hidden = [scene.codes[key] for key in ("c", "d", "r", "room", "p", "f", "a", "folder")]
    for who in ("nobody", "otto", "sue"):
        client = scene.client(who)
        for pattern in _FILTERS:
            pattern = pattern.replace("{open}", scene.world.open_.code)
            client.get(pattern.replace("{}", NOWHERE))
            for value in hidden:
                if who == "sue" and value == scene.codes["p"]:
                    continue
                there, nowhere = pattern.replace("{}", value), pattern.replace("{}", NOWHERE)
                forbidden, missing = (
                    seen(client, "GET", address, alias="/it/") for address in (there, nowhere)
                )
                # The words that were typed stand in the page again.
                same = _code_gone(forbidden.body, value) == _code_gone(missing.body, NOWHERE)
                assert forbidden.status == missing.status and same, (who, there)


def _code_gone(body: bytes, code: str) -> bytes:
    """Without the words that were typed, and without the code of a fresh draft, which is random."""
    drafts = re.compile(rb'name="draft" value="[a-z0-9]{8}"|draft=[a-z0-9]{8}')
    return drafts.sub(b"", body).replace(code.encode(), b"")


_OPEN_DOORS = (
    "/", "/communities/", "/communities/?sort=newest", "/search/?q=words", "/search/?q=canary", "/c/{c}/open-meadow/",
    "/c/{c}/open-meadow/discussions/", "/c/{c}/open-meadow/documents/", "/c/{c}/open-meadow/rooms/",
    "/people/{p}/max-sian/", "/following/", "/drafts/", "/removed/",
)  # fmt: skip


def _all(scene: Scene, who: str) -> dict[str, tuple[int, bytes]]:
    found = {}
    for address in _OPEN_DOORS:
        path = address.format(c=scene.world.open_.code, p=scene.world.max.code)
        answer = seen(scene.client(who), "GET", path, alias="/it/")
        found[path] = (answer.status, answer.body)
    return found


@pytest.mark.parametrize("who", ["nobody", "otto"])
def test_L081_L085_L133_L143_what_happens_in_secret_changes_no_byte_outside(scene: Scene, who: str):
    make_item(scene.world.open_, scene.world.max, "For everyone")
    _all(scene, who)
    before = _all(scene, who)
    fill(scene.world)
    make_item(scene.world.secret, scene.world.max, "CANARY again", text="words")
    newcomer = make_person("Nia Teasel")
    Follow.objects.create(person=newcomer, item=make_item(scene.world.secret, newcomer, "CANARY new"))
    after = _all(scene, who)
    assert [path for path in before if before[path] != after[path]] == []
    make_item(scene.world.open_, scene.world.max, "One more for everyone")
    assert before != _all(scene, who), "what happens in the open is seen, or this test means nothing"


def test_L087_L139_no_directory_and_no_address_tells_of_a_secret_community(scene: Scene):
    for who in OUTSIDE:
        client = scene.client(who)
        for address in (
            "/",
            "/communities/",
            "/communities/?sort=name",
            "/communities/?q=copse",
            "/search/?q=copse",
        ):
            assert not found_in(client.get(address), re.compile(rb"quiet copse|quiet-copse")), (who, address)
        for section in ("", "people/", "rooms/", "documents/", "look-after/", "join/", "withdraw/"):
            answer = client.get(f"/c/{scene.codes['c']}/wrong-words/{section}")
            assert not found_in(answer, CANARY), (who, section)
    assert found_in(scene.client("ann").get("/"), re.compile(rb"quiet copse"))


def test_L135_short_addresses_lead_nobody_outside_to_the_right_words(scene: Scene):
    for who in OUTSIDE:
        for short in ("/d/{d}/", "/d/{d}/x/", "/f/{f}/", "/f/{f}/x/", "/c/{c}/", "/c/{c}/x/discussions/"):
            answer = scene.client(who).get(short.format(**scene.codes))
            assert answer.status_code == 404 and "Location" not in answer.headers, (who, short)
    assert scene.client("ann").get(f"/d/{scene.codes['d']}/").status_code == 301


#: The colours and the mark of the place are in front of everybody.
LOOK = ("look", "place_look", "logo", "place_logo")


def test_L089_L091_nothing_is_kept_on_the_way_neither_pages_nor_errors(scene: Scene):
    for name, path, _statuses in doors():
        if name in LOOK:
            continue
        answer = scene.client("ann").get(path.format(**scene.codes))
        held = answer.headers.get("Cache-Control", "")
        assert "no-store" in held or ("private" in held and "no-cache" in held), (path, held)


def test_L137_a_page_full_of_hidden_rows_ends_no_list(scene: Scene):
    world = scene.world
    for number in range(60):
        hidden = number % 3
        make_item(world.open_, world.max, f"Line {number}", audience="facilitators" if hidden else "web")
    here, found = f"/c/{world.open_.code}/open-meadow/discussions/", set()
    client = scene.client("nobody")
    while here:
        body = client.get(here).content.decode()
        lines = set(re.findall(r"Line (\d+)", body))
        assert lines or not found, "no page is empty"
        found |= lines
        older = re.search(r'href="([^"]*after=[^"]+)"', body)
        here = older[1].replace("&amp;", "&") if older and lines else ""
    assert found == {str(number) for number in range(0, 60, 3)}
