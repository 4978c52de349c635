"""Whoever wrote quietly, the rest of the world is the same to the byte: to members, the steward, administrators, outsiders.

Two people who stand alike take turns at being the writer, in the same world. All that others can fetch is compared, and
every row of every table but the sealed one.
"""

import difflib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import transaction
from django.urls import get_resolver
from django.utils import timezone

from hedgerow.base import codes as codes_module
from hedgerow.base.jobs.testing import run_all
from hedgerow.items import quiet
from hedgerow.items.models import Item, Reply
from hedgerow.people.models import Person
from hedgerow.search.indexing import index_everything
from tests.oracles.canary import reaches
from tests.quiet.conftest import ask, reply
from tests.sweeps import EVERYTHING, once
from tests.world import World, enter, make_item

pytestmark = pytest.mark.django_db

#: Those who take turns, and those who look on; Fay is a facilitator and the steward.
WRITERS = ("max", "ann")
OTHERS = ("nobody", "otto", "sue", "rex", "alma", "lil", "fay", "ada")
ROOM_WRITERS = ("max", "ann")


#: Nothing of these speaks of anybody's words; a new community is offered a plant by chance.
SKIPPED = ("/account/", "/live", "/health", "/setup", "/communities/new", "/components", "/help", "/join")


class _Undo(Exception):
    pass


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is not done afterwards."""
    try:
        with transaction.atomic():
            yield
            raise _Undo
    except _Undo:
        pass


def everything_quiet(world: World, who: str, room: bool) -> tuple[Item, list[Reply]]:
    """All that one can do quietly."""
    place = f"{world.secret.code}.{world.room.code}" if room else world.secret.code
    item = ask(world, who, c=place)
    client = world.client(who)
    client.get(f"/d/{item.code}/how-do-you-say-no/")
    said = [reply(world, who, item, f"Words {number}.") for number in range(3)]
    theirs = reply(world, "fay", item, "An answer.", quiet=False)
    said.append(reply(world, who, item, "Thank you for that.", reply_to=theirs.code))
    for path, sent in (
        (f"/r/{said[0].code}/edit/", {"body": "Edited words."}),
        (f"/d/{item.code}/edit/", {"title": "How do you say no?", "body": "I never really can."}),
        (f"/r/{said[1].code}/remove/", {}),
        (f"/r/{said[2].code}/remove/", {}),
        (f"/r/{said[2].code}/restore/", {}),
        (f"/r/{theirs.code}/choose/", {}),
        (f"/d/{item.code}/close/", {"on": "1"}),
        (f"/d/{item.code}/close/", {"on": "0"}),
        (f"/d/{item.code}/remove/", {}),
        (f"/d/{item.code}/restore/", {}),
    ):
        assert client.post(path, sent).status_code == 303, path
    draft = {"draft": "abcdefgh", "body": "A quiet draft"}
    client.post(f"/drafts/save/?item={item.code}", draft)
    client.post(f"/d/{item.code}/reply/", {**draft, "quiet": "1"})
    run_all()
    index_everything()
    return item, said


def doors(world: World, item: Item, said: list[Reply]) -> list[str]:
    """Every address that takes nothing, and all that speak of people, of these words, or of their place."""
    here = f"/c/{world.secret.code}/quiet-copse/"
    plain = [f"/{found.pattern}" for found in get_resolver().url_patterns if "<" not in str(found.pattern)]
    found = [path for path in plain if not path.startswith(SKIPPED)]
    names = [getattr(world, who) for who in WRITERS]
    found += [
        f"/d/{item.code}/how-do-you-say-no/",
        f"/d/{item.code}/newer/?after=0",
        f"/d/{item.code}/history/",
    ]
    found += [f"/d/{item.code}/{deed}/" for deed in ("edit", "move", "quiet", "guests", "bridge")]
    found += [f"/r/{row.code}/{deed}/" for row in said for deed in ("history", "edit", "quiet")]
    found += [
        here,
        *(
            f"{here}{page}/"
            for page in ("people", "rooms", "look-after", "quiet", "documents", "begin", "access")
        ),
    ]
    found += [
        f"{here}discussions/?f={chip}"
        for chip in ("latest", "unanswered", "questions", "unread", "mine", "following")
    ]
    found += [f"{here}rooms/{world.room.code}/", f"{here}rooms/{world.room.code}/people/"]
    found += [f"/people/{person.code}/{person.slug}/" for person in names]
    found += [f"/mentions/?item={item.code}&q={letter}" for letter in ("", "m", "a", "q")]
    found += [
        f"/search/?q={asked}"
        for asked in ("words", "edited", "quiet", *(person.first_name for person in names))
    ]
    found += [
        f"/search/?q=words&by={person.code}&person={person.code}&author={person.code}" for person in names
    ]
    found += [f"/manage/people/?q={person.first_name}" for person in names] + ["/manage/people/?q=quiet"]
    found += [f"/manage/people/{person.code}/" for person in names]
    return found


def _difference(one: bytes, other: bytes) -> list[str]:
    lines = difflib.unified_diff(one.decode().splitlines(), other.decode().splitlines(), lineterm="", n=0)
    return [line[:400] for line in lines][:40]


def plain(text: bytes, item: Item) -> bytes:
    """Without codes that are new each time, tokens, and references of errors."""
    codes = Reply.objects.filter(item=item).order_by("pk").values_list("code", flat=True)
    for number, code in enumerate([item.code, *codes]):
        text = text.replace(code.encode(), b"code%d" % number)
    text = re.sub(rb"\b[0-9A-Za-z]{32,64}\b", b"token", text)
    text = re.sub(rb"datetime=\"[^\"]*\"|title=\"\d[^\"]*\"|\d\d:\d\d(:\d\d)?|after=\d+_\d+", b"time", text)
    text = re.sub(rb"draft=\w+|name=\"draft\" value=\"\w+\"|draft-code=\"\w+\"", b"draft", text)
    return re.sub(
        rb"(?i)expires: .*|x-request-id: .*|set-cookie: .*|hedgerow\.?\w*=\S+|[?&;]after=\S+", b"", text
    )


@once
@pytest.mark.parametrize("room", [False, True] if EVERYTHING else [True])
def test_all_that_others_can_fetch_is_the_same_whoever_wrote_it(world: World, room: bool, monkeypatch: Any):
    enter(world.ann, world.room)
    make_item(world.secret, world.lil, "Another thing")
    clients = {who: world.client(who) for who in (*WRITERS, *OTHERS)}
    for client in clients.values():
        client.get("/")  # the token of forms is given once
    monkeypatch.setattr(world, "client", clients.__getitem__)  # one device each
    others = OTHERS if EVERYTHING else ("lil", "fay", "ada")
    seen: dict[str, dict[tuple[str, str], bytes]] = {}
    moment = timezone.now()
    for who in WRITERS:
        letters = iter(codes_module.ALPHABET)
        monkeypatch.setattr(quiet.secrets, "choice", lambda names: sorted(names)[0])
        monkeypatch.setattr(quiet, "new_code", lambda letters=letters: next(letters) * 8)
        with time_machine.travel(moment, tick=False), undone():
            item, said = everything_quiet(world, who, room)
            shown = world.client("fay").get(f"/d/{item.code}/how-do-you-say-no/").content
            assert b"Edited words." in shown and b"Quiet Badger" in shown, "it is there to be seen"
            seen[who] = {
                (other, path.replace(item.code, "item")): plain(reaches(world.client(other).get(path)), item)
                for other in others
                for path in doors(world, item, said)
                if other in ("lil", "fay", "ada") or path.count("/") > 2
            }
            seen[who] = {
                (other, plain(path.encode(), item).decode()): body
                for (other, path), body in seen[who].items()
            }
    first, second = (seen[who] for who in WRITERS)
    assert first.keys() == second.keys() and len(first) > 250
    different = [key for key in first if first[key] != second[key]]
    assert not different, json.dumps((different[:40], _difference(first[different[0]], second[different[0]])))


def test_the_oracle_notices_a_name(world: World):
    """The same walk with words under a name does differ: so the comparison above can fail."""
    seen = []
    for who in WRITERS:
        with undone():
            item = ask(world, who, quiet=False)
            seen.append(plain(reaches(world.client("lil").get(f"/d/{item.code}/how-do-you-say-no/")), item))
    assert seen[0] != seen[1]


#: Tables in which a row of the writer's own is nothing unusual, and why.
MAY = {
    "items.Attribution": "the sealed one",
    "items.ReadMark": "whoever opened the discussion has one",
    "items.Follow": "whoever follows it has one",
    "people.Device": "says when somebody was here, and nothing else",
    "people.Person": "their own row",
}


def _rows() -> dict[tuple[str, Any], dict[str, Any]]:
    return {
        (model._meta.label, row["pk"]): row
        for model in apps.get_models()
        for row in (
            {**values, "pk": values[model._meta.pk.attname]} for values in model._base_manager.values()
        )
    }


def test_no_row_but_the_sealed_one_leads_to_the_writer(world: World):
    for who in WRITERS:
        world.client(who).get("/")
    index_everything()
    before = _rows()
    with undone():
        everything_quiet(world, "max", room=False)
        me = world.max
        mine = {me.pk}
        names = re.compile(rf"{me.code}|{re.escape(me.name)}|{re.escape(me.email or '')}")
        checked = 0
        for (label, pk), row in _rows().items():
            if before.get((label, pk)) == row or label in MAY:
                continue
            checked += 1
            model = apps.get_model(label)
            persons = {
                field.attname
                for field in model._meta.get_fields()
                if getattr(field, "remote_field", None)
                and field.related_model is Person
                and hasattr(field, "attname")
            } | {"person_id", "by_id", "subject_id"}
            assert not [name for name in persons if row.get(name) in mine], (label, row)
            assert not names.search(str(row)), (label, row)
        assert checked > 20
        marks = apps.get_model("items", "ReadMark").objects.filter(person=me)
        follow = apps.get_model("items", "Follow").objects.get(person=me)
        assert follow.why == "chose" and marks.count() == 1
        moments = set(Item.objects.values_list("published_at", flat=True)) | set(
            Reply.objects.values_list("published_at", flat=True)
        )
        assert not moments & {mark.at for mark in marks}
