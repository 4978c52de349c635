"""Alumni: numbers and order are of what they see; nothing said in a later era moves or counts for them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from hedgerow.items.models import Item, ReadMark
from tests.oracles.canary import body_of
from tests.web.write.pages import words
from tests.world import World, make_item, make_reply

pytestmark = pytest.mark.django_db


def _started(world: World, title: str, days: int) -> Item:
    at = timezone.now() - timedelta(days=days)
    item = make_item(world.secret, world.max, title, era=1, published_at=at, last_active_at=at)
    for number in range(2):
        made = make_reply(item, world.ann, f"Early {number}", era=1)
        type(made).objects.filter(pk=made.pk).update(published_at=at)
    Item.objects.filter(pk=item.pk).update(last_active_at=at)
    item.refresh_from_db()
    return item


def test_later_replies_change_nothing_for_alumni(world: World):
    old = _started(world, "Older thing", 40)
    _started(world, "Newer thing", 20)
    ReadMark.objects.create(person=world.alma, item=old, number=2, at=timezone.now())
    client, here = world.client("alma"), f"/c/{world.secret.code}/quiet-copse/"
    pages = [
        here,
        *(f"{here}discussions/?f={chip}" for chip in ("latest", "unread", "mine", "following", "questions")),
    ]
    pages.append(f"/d/{old.code}/older-thing/")

    def seen() -> dict[str, str]:
        # How busy the place is, in weekly numbers, is no secret: the directory says it too.
        return {page: re.sub(r"\w+\. About \d+ posts? a week", "", words(client.get(page))) for page in pages}

    before = seen()
    assert "2 replies" in before[pages[1]] and before[pages[1]].index("Newer") < before[pages[1]].index(
        "Older"
    )
    for _time in range(3):
        late = make_reply(old, world.ann, "Late words", era=2)
    Item.objects.filter(pk=old.pk).update(answer=late, kind="discussion")
    world.secret.refresh_from_db()
    assert seen() == before
    assert "5 replies" in words(world.client("ann").get(f"{here}discussions/")), "who stayed sees them all"
    assert b"Late words" not in body_of(client.get(f"/d/{old.code}/older-thing/"))


def test_the_list_of_alumni_is_paged_and_costs_the_same_whatever_it_holds(
    world: World, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, here = world.client("alma"), f"/c/{world.secret.code}/quiet-copse/discussions/"
    _started(world, "Thing 0", 5)
    client.get(here)
    with CaptureQueriesContext(connection) as few:
        client.get(here)
    for number in range(1, 30):
        _started(world, f"Thing {number}", 5 + number)
    with CaptureQueriesContext(connection) as many:
        first = client.get(here)
    assert len(many) <= len(few) + 1, "\n".join(
        f"QQ {n} {query['sql'].strip()[:100]!r}" for w in (few, many) for n, query in enumerate(w)
    )
    text = first.content.decode()
    after = text.split("after=")[1].split('"')[0]
    second = words(client.get(f"{here}?after={after}"))
    assert "Thing 19" in words(first) and "Thing 20" not in words(first)
    assert "Thing 20" in second and "Thing 29" in second and "Thing 19" not in second
