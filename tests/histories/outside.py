"""All that people outside can obtain: every address there is, as a stranger, as somebody signed in, as a member elsewhere."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.utils import timezone

from hedgerow.items.models import Item, Reply
from hedgerow.live.asking import home_place, item_place, missed
from tests.architecture.doors import doors
from tests.cases.scene import Scene
from tests.oracles.difference import seen
from tests.world import belong, client_for, make_community, make_item, make_person, make_reply

Got = dict[tuple[str, str], object]
#: Addresses beyond one of each: what is searched, sorted, filtered, named.
MORE = (
    "/communities/?sort=newest", "/communities/?sort=name", "/communities/?q=copse", "/communities/?q=meadow",
    "/search/?q=canary", "/search/?q=words", "/search/?q=wrods&sort=newest", "/search/?q=hawthorn", "/search/?q=hawthron",
    "/search/?q=hedge&kind=documents", "/post/", "/post/?c={o}", "/c/{o}/open-meadow/", "/c/{o}/open-meadow/discussions/",
    "/c/{o}/open-meadow/documents/", "/c/{o}/open-meadow/people/", "/c/{o}/open-meadow/rooms/", "/d/{od}/for-everyone/",
    "/d/{od}/newer/", "/d/{od}/history/", "/mentions/?c={o}&q=m", "/mentions/?item={od}&q=n", "/people/{nia}/nia-teasel/",
    "/people/{fay}/fay-obrien/", "/people/{p}/max-sian/",
)  # fmt: skip
#: Headers that say what time it is.
_CLOCKS = ("Date", "Expires")
#: The code of a community that is not there yet.
_FRESH = re.compile(rb'name="code" value="\w{8}"')


@dataclass
class Outside:
    """Who looks, and at what."""

    clients: dict[str, Client]
    addresses: list[str]
    codes: dict[str, str]

    def look(self, *, every: int = 1, start: int = 0) -> Got:
        """The answers, without codes of forms and times; only each `every`-th address, beginning with `start`."""
        found: Got = {}
        for who, client in self.clients.items():
            for address in self.addresses[start % every :: every]:
                answer = seen(client, "GET", address, alias="/it/")
                headers = tuple(one for one in answer.headers if one[0] not in _CLOCKS)
                body = _FRESH.sub(b"", answer.body) if address == "/communities/new/" else answer.body
                found[who, address] = (answer.status, headers, body)
            cookie = client.cookies.get(settings.DEVICE_COOKIE)
            value = cookie.value if cookie else None
            place = home_place(value)
            found[who, "live"] = item_place(value, self.codes["d"]), place, place and missed(place, "1")
        return found


def make_outside(scene: Scene, insiders: Iterable[str]) -> Outside:
    """Something in the open, written by people who are in the secret community as well; and who looks from outside."""
    world = scene.world
    item = make_item(world.open_, world.max, "For everyone", text="Hawthorn words")
    make_reply(item, world.ann, "Hedge words in the open")
    # "2 minutes ago" would change by itself.
    once = timezone.now() - timedelta(days=3, hours=12)
    Item.objects.filter(pk=item.pk).update(published_at=once, last_active_at=once)
    Reply.objects.filter(item=item).update(published_at=once)
    elsewhere = make_community("Far Bank", "confidential")
    els = make_person("Elsa Burdock")
    belong(els, elsewhere, "facilitator")
    belong(els, world.open_)
    codes = {
        **scene.codes, "o": world.open_.code, "od": item.code, "fay": world.fay.code,
        "nia": getattr(world, "nia", world.lil).code,
    }  # fmt: skip
    paths = [
        path.replace("quiet-copse/", "quiet-copse-canary/")
        for name, path, statuses in doors()
        if set(statuses.values()) != {405} and name != "health_ready"
    ]
    addresses = sorted({path.format(**codes) for path in (*paths, *MORE)})
    clients = {"nobody": Client(), "otto": client_for(world.otto), "els": client_for(els)}
    assert not set(clients) & set(insiders)
    return Outside(clients, addresses, codes)
