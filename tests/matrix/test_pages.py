"""The doors that a browser opens: each page of each thing, and every list, with the canaries in what they answer."""

import re

import pytest
from django.test import Client

from hedgerow.items.queries.item_list import TALK
from hedgerow.web.shell import community_url, item_url
from tests.matrix import cells
from tests.matrix.things import CANARY, Thing
from tests.oracles.canary import body_of, reaches
from tests.sweeps import once

pytestmark = [pytest.mark.django_db, once]

#: Tokens are random, and might look like anything.
_VARIES = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|"x-csrftoken": "[^"]*"|hg_csrf=[^;]*|expires=[^;]*'
    r"|reference [0-9a-f]{6}"
)
_NAMES = re.compile(r"zqp([a-z0-9]{3}) o")


def _address(thing: Thing) -> str:
    return item_url(thing.item.code, thing.item.title, thing.item.kind)


def _doors(thing: Thing, matrix, wide: bool) -> list[tuple[str, str]]:
    """(name, address) of what leads to one thing; without `wide` only its page."""
    here, code = _address(thing), thing.item.code
    found = [("page", here)]
    if not wide:
        return found
    file = f"/file/{matrix.things.attachments[thing.number].code}/"
    found += [
        ("newer", f"/d/{code}/newer/?after=0"),
        ("history", f"/d/{code}/history/"),
        ("file", file),
        ("smaller picture", f"{file}picture/?s=small"),
        ("wrong words lead to the right ones", f"{here[:3]}{code}/other-words/"),
    ]
    if thing.item.kind == "document":
        found += [
            ("document's file", f"{here}file/"),
            ("document's version", f"{here}file/?v=1"),
            ("document's picture", f"{here}picture/?s=small"),
        ]
    return found


def _said(answer) -> str:
    return _VARIES.sub("", reaches(answer).decode(errors="replace").lower())


def _knock(matrix, tally, who: str, client: Client, thing: Thing, door: str, address: str, missing) -> None:
    expected = thing.seen_by(who)
    ranged = {"HTTP_RANGE": "bytes=0-3"} if door == "file" else {}
    answer = client.get(address, **ranged)
    shown = (206,) if door == "file" else (200, 301)
    opened = answer.status_code in shown
    if door == "history" and thing.item.kind == "document":
        opened = answer.status_code in (200, 404) and expected  # a document's history is its versions
    tally.one(door, who, thing, expected=expected, got=opened)
    said = _said(answer)
    if not expected:
        # Whatever else the answer is: it is the one that a thing gets which does not exist.
        same = (answer.status_code, said) == missing
        tally.one(f"{door}, like what is missing", who, thing, expected=True, got=same)
    others = {int(number) for number in CANARY.findall(said)} - {thing.number}
    tally.one(f"{door}, other canaries", who, thing, expected=False, got=bool(others))


#: Who tries every door of a thing in the short run, and which things.
_WIDE = ("nob", "mem", "fac", "sus")
_TRIED = {
    ("copse", 2): ("members", "facilitators", "room"),
    ("gate", 1): ("web", "members", "facilitators", "room"),
}


def _tried(matrix, thing: Thing) -> bool:
    if matrix.everything:
        return True
    item = thing.item
    spot = item.audience in _TRIED.get((thing.where, item.era), ())
    return spot and item.kind in ("discussion", "document") and item.state != "scheduled"


def test_every_thing_by_every_browser(matrix, tally):
    for who in [who for who in matrix.cast.browsing if matrix.everything or who in matrix.few()]:
        client = matrix.cast.client(who)
        client.get("/d/zzzzzzzz/")  # the first answer of all gives a browser the cookie of its forms
        nothing = client.get("/d/zzzzzzzz/")
        missing = nothing.status_code, _said(nothing)
        for thing in matrix.things.items:
            if not _tried(matrix, thing):
                continue
            # The doors of files and earlier texts are dear; a published and a held thing tell.
            wide = who in _WIDE and thing.where == "copse" and thing.item.state in ("published", "held")
            wide = wide or (matrix.everything and who in matrix.few())
            if not wide and thing.item.kind == "document":
                continue
            for door, address in _doors(thing, matrix, wide):
                _knock(matrix, tally, who, client, thing, door, address, missing)


def _wide_doors(matrix) -> list[str]:
    """Addresses that list or gather."""
    found = [
        "/",
        "/communities/",
        "/following/",
        "/removed/",
        "/drafts/",
        "/post/",
        "/search/?q=canary",
        "/settings/",
    ]
    found += [
        "/search/?q=canary&sort=newest&kind=documents",
        "/search/?q=zqcopse",
        "/search/?q=o'brien",
        "/d/zzzzzzzz/",
    ]
    for where, community in matrix.some():
        sections = (
            "",
            "discussions/",
            "discussions/?f=unanswered",
            "documents/",
            "documents/?f=latest",
            "rooms/",
            "people/",
        )
        found += [community_url(community.code, community.name, section) for section in sections]
        room = matrix.cast.rooms[where]
        found += [
            community_url(community.code, community.name, f"rooms/{room.code}/"),
            community_url(community.code, community.name, f"rooms/{room.code}/people/"),
            community_url(community.code, community.name, f"documents/?room={room.code}"),
            community_url(community.code, community.name, "look-after/"),
            f"/search/?q=canary&in={community.code}",
            f"/post/?c={community.code}&room={room.code}",
            f"/mentions/?c={community.code}",
        ]
    for whose in ("aut", "fac", "reg"):
        person = matrix.cast.people[whose]
        found += [f"/people/{person.code}/{person.slug}/", f"/people/{person.code}/"]
    return found


def test_no_list_shows_a_thing_a_place_or_a_name_of_others(matrix, tally):
    """The canary: in whatever is answered stand only words of what this viewer sees."""
    knows, reads, people = cells.rows(cells.KNOWS), cells.rows(cells.READS), cells.rows(cells.PEOPLE)
    enters, profiles = cells.rows(cells.ENTERS), cells.rows(cells.PROFILES)
    for who in [
        who
        for who in matrix.cast.browsing
        if matrix.everything or who in (*_WIDE, "inv", "gui", "gro", "reg", "rem")
    ]:
        client = matrix.cast.client(who)
        mine = [thing for thing in matrix.things.items if thing.seen_by(who)]
        numbers = {thing.number for thing in mine}
        through = {thing.where for thing in mine}
        places = {key for key in knows if knows[key][who] == "+"} | through
        rooms = {key for key in reads if enters["room"][who] == "+"} | {t.where for t in mine if t.in_room}
        everyone = any(people[key][who] == "+" for key in people)
        names = {whose for whose in profiles if profiles[whose][who] == "+"} | {who}
        names |= {"aut", "roo"} if mine else set()
        names |= {"fac", "fou"} if places else set()  # who looks after it stands on a front page
        for address in _wide_doors(matrix):
            said = _said(client.get(address, follow=False))
            door = re.sub(r"[a-z0-9]{8}/", "", address)
            seen = {int(number) for number in CANARY.findall(said)}
            tally.settle(f"canaries in {door}", who, matrix.things.items, expected=seen & numbers, got=seen)
            for key, community in matrix.cast.communities.items():
                named = community.name.lower() in said or community.slug in said.replace(address.lower(), "")
                if key not in places:
                    tally.one(f"community in {door}", who, key, expected=False, got=named)
                if key not in rooms:
                    got = f"zqroom {key}" in said
                    tally.one(f"room in {door}", who, key, expected=False, got=got)
            if not everyone:
                others = set(_NAMES.findall(said)) - names
                tally.one(f"names in {door}", who, sorted(others), expected=False, got=bool(others))


def _walk(client: Client, address: str) -> list[str]:
    """The bodies of a list's pages, by its own link to the next one."""
    found, here = [], address
    while here:
        assert len(found) < 100
        body = body_of(client.get(here)).decode()
        found.append(body)
        older = re.search(
            r'href="([^"]*[?&;](?:after|page)=[^"]*)"[^>]*>(?:(?!</a>).)*Older', body, re.DOTALL
        )
        here = older[1].replace("&amp;", "&") if older else ""
    return found


def test_lists_by_browser_show_all_that_one_sees_and_nothing_else(matrix, tally):
    for where, community in matrix.some():
        top = community_url(community.code, community.name)
        room = matrix.cast.rooms[where].code
        for who in [who for who in matrix.cast.browsing if matrix.everything or who in _WIDE]:
            client = matrix.cast.client(who)
            for in_room, kinds, address in (
                (False, TALK, f"{top}discussions/"),
                (True, TALK, f"{top}rooms/{room}/"),
                (False, ("document",), f"{top}documents/?f=latest"),
                (True, ("document",), f"{top}documents/?f=latest&room={room}"),
            ):
                knows = cells.rows(cells.KNOWS)[where][who] == "+"
                enters = not in_room or cells.rows(cells.ENTERS)["room"][who] == "+"
                # A guest of a room lists it by its own address; the library belongs to the community's page.
                through = enters and (knows or address.endswith(f"rooms/{room}/"))
                asked = matrix.things.here(where, in_room=in_room)
                expected = {
                    t.number
                    for t in asked
                    if through and t.item.state == "published" and t.item.kind in kinds and t.seen_by(who)
                }
                text = "".join(_walk(client, address))
                got = {int(number) for number in CANARY.findall(text)}
                tally.settle(f"list {address[-20:]}", who, asked, expected=expected, got=got)


def test_a_reply_on_the_page_of_its_item(matrix, tally):
    for who in [who for who in matrix.cast.browsing if who in matrix.few()]:
        client = matrix.cast.client(who)
        for said in matrix.things.replies:
            text = _said(client.get(_address(said.thing)))
            # What was removed leaves a line on the page, and its words are gone from it.
            expected = said.seen_by(who) and said.reply.state != "removed"
            tally.one("reply on its page", who, said, expected=expected, got=f"canzy{said.number}x" in text)
