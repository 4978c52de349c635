"""Live streams by a real server: they say that something changed, only to those who see it, and end when access ends."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from tests.serving import Served, get, serving

pytestmark = pytest.mark.slow

CAST = """
import json
from django.conf import settings
from django.core import signing
from hedgerow.people.devices import start_device
from tests.world import make_item, make_world
world = make_world()
def cookie(person):
    secret = start_device(person, name="A browser", place="127.0.0.1")
    return signing.Signer(salt="hedgerow.device").sign(secret)
print(json.dumps({
    "name": settings.DEVICE_COOKIE,
    "fay": cookie(world.fay), "max": cookie(world.max), "ann": cookie(world.ann), "otto": cookie(world.otto),
    "sue": cookie(world.sue),
    "open": make_item(world.open_, world.fay, "In the open").code,
    "secret": make_item(world.secret, world.fay, "In the copse").code,
    "room": make_item(world.secret, world.fay, "In the room", room=world.room).code,
}))
"""
HAPPENED = """
from hedgerow.activity.recording import record
from hedgerow.access.viewer import Viewer
from hedgerow.items.models import Item
item = Item.objects.get(code={code!r})
line = record(by=Viewer.system(reason="a test"), verb={verb!r}, item=item)
print(int(line.at.timestamp() * 1000))
"""


class Cast:
    """A running server with the usual people and three items."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.facts: dict[str, str] = json.loads(served.python(CAST).splitlines()[-1])

    def headers(self, who: str) -> dict[str, str]:
        return {} if who == "nobody" else {"Cookie": f"{self.facts['name']}={self.facts[who]}"}

    def address(self, what: str) -> str:
        """The stream of an item of the cast, by its short name or its code."""
        return f"{self.served.url}/live/item/{self.facts.get(what, what)}"

    @contextmanager
    def listening(self, who: str, address: str, **headers: str) -> Iterator["Listener"]:
        with httpx.stream(
            "GET", address, headers={**self.headers(who), **headers}, timeout=httpx.Timeout(60)
        ) as answer:
            yield Listener(answer)

    def happens(self, verb: str, what: str) -> str:
        """Something happens to an item; answers its moment."""
        return self.served.python(HAPPENED.format(code=self.facts[what], verb=verb)).splitlines()[-1]


class Listener:
    """Reads one stream."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer = answer
        self.lines = answer.iter_lines() if answer.status_code == 200 else iter(())

    def opened(self) -> "Listener":
        """Until the first words have come, so that nothing that happens from now on is missed."""
        assert self.answer.status_code == 200, self.answer.read()
        for line in self.lines:
            if line == ": listening":
                return self
        raise AssertionError("the stream never opened")

    def event(self) -> tuple[str, str]:
        """The next event: its id and its data, as they were sent."""
        moment = ""
        for line in self.lines:
            assert not line.startswith("event:"), "events have no name"
            if line.startswith("id: "):
                moment = line.removeprefix("id: ")
            if line.startswith("data: "):
                return moment, line.removeprefix("data: ")
        raise AssertionError("the stream ended without an event")

    def ends(self) -> list[str]:
        """All events until the stream ends."""
        return [line for line in self.lines if line.startswith("data: ")]


@pytest.fixture(scope="module")
def cast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    with serving(tmp_path_factory.mktemp("live")) as served:
        yield Cast(served)


def test_a_member_hears_of_a_reply_by_codes_alone(cast: Cast) -> None:
    with cast.listening("max", cast.address("secret")) as stream:
        assert stream.answer.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert stream.answer.headers["x-accel-buffering"] == "no"
        stream.opened()
        cast.happens("reply.added", "open")
        moment = cast.happens("reply.added", "secret")
        found = stream.event()
    assert found == (moment, f'{{"kind":"reply","item":"{cast.facts["secret"]}"}}')


def test_a_stranger_hears_of_what_is_open_on_the_web(cast: Cast) -> None:
    with cast.listening("nobody", cast.address("open")) as stream:
        stream.opened()
        cast.happens("reply.added", "open")
        assert json.loads(stream.event()[1]) == {"kind": "reply", "item": cast.facts["open"]}


@pytest.mark.parametrize(
    ("who", "what"), [("otto", "secret"), ("nobody", "secret"), ("sue", "secret"), ("ann", "room")]
)
def test_what_one_does_not_see_is_answered_like_what_does_not_exist(cast: Cast, who: str, what: str) -> None:
    with cast.listening("max", cast.address(what)) as stream:
        stream.opened()
    hidden = get(cast.address(what), headers=cast.headers(who))
    missing = get(cast.address("k7m2xq4p"), headers=cast.headers(who))
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content
    without = {"date"}
    assert {k: v for k, v in hidden.headers.items() if k not in without} == {
        k: v for k, v in missing.headers.items() if k not in without
    }


def test_what_is_no_code_is_not_found_and_only_listening_is_possible(cast: Cast) -> None:
    for path in [
        "/live/",
        "/live/item/",
        "/live/item/..%2f",
        "/live/item/a/b",
        "/live/homes",
        "/live/item/UPPER234",
    ]:
        assert get(f"{cast.served.url}{path}", headers=cast.headers("max")).status_code == 404, path
    assert httpx.post(cast.address("open")).status_code == 405


def test_home_tells_of_visible_items_in_own_communities_only(cast: Cast) -> None:
    home = f"{cast.served.url}/live/home"
    assert get(home).status_code == 404
    with cast.listening("ann", home) as ann, cast.listening("max", home) as max_:
        ann.opened()
        max_.opened()
        cast.happens("reply.added", "room")
        assert json.loads(max_.event()[1])["item"] == cast.facts["room"]
        cast.happens("reply.added", "secret")
        assert json.loads(ann.event()[1])["item"] == cast.facts["secret"], "and nothing of the room before"


def test_a_stream_that_broke_off_hears_what_it_missed(cast: Cast) -> None:
    moment = cast.happens("reply.added", "secret")
    with cast.listening("max", cast.address("secret"), **{"Last-Event-ID": moment}) as stream:
        assert json.loads(stream.opened().event()[1])["item"] == cast.facts["secret"]
    with cast.listening("max", cast.address("secret"), **{"Last-Event-ID": "nonsense"}) as stream:
        stream.opened()


def test_the_seventh_stream_of_a_person_is_refused_until_one_ends(cast: Cast) -> None:
    with httpx.Client(timeout=60, limits=httpx.Limits(max_connections=10)) as client:
        request = [
            client.build_request("GET", cast.address("open"), headers=cast.headers("fay")) for _ in range(8)
        ]
        streams = [client.send(one, stream=True) for one in request[:6]]
        assert {stream.status_code for stream in streams} == {200}
        refused = client.send(request[6])
        assert refused.status_code == 429 and "reload" in refused.text
        streams[0].close()
        end = time.monotonic() + 30
        while (again := client.send(request[7], stream=True)).status_code != 200:
            again.close()
            assert time.monotonic() < end, "a place never became free"
            time.sleep(0.2)
        again.close()
        for stream in streams[1:]:
            stream.close()


def test_a_stream_ends_when_its_person_is_removed(cast: Cast) -> None:
    with cast.listening("ann", cast.address("secret")) as stream:
        stream.opened()
        cast.served.python(
            "from hedgerow.activity.recording import record\n"
            "from hedgerow.access.viewer import Viewer\n"
            "from hedgerow.communities.models import Membership\n"
            "found = Membership.objects.get(person__name='Ann Thistle', community__name='Quiet Copse')\n"
            "found.state = 'removed'\n"
            "found.save()\n"
            "record(by=Viewer.system(reason='a test'), verb='membership.removed',\n"
            "    community_id=found.community_id, subject_id=found.pk)\n"
        )
        cast.happens("reply.added", "secret")
        told = stream.ends()
    assert len(told) <= 1, "at most what was under way"
    assert get(cast.address("secret"), headers=cast.headers("ann")).status_code == 404


def test_open_streams_do_not_hold_up_the_end(tmp_path_factory: pytest.TempPathFactory) -> None:
    with serving(tmp_path_factory.mktemp("ending")) as served:
        cast = Cast(served)
        with cast.listening("max", cast.address("open")) as stream:
            stream.opened()
            began = time.monotonic()
            assert served.stop() == 0
            assert time.monotonic() - began < 10, "the promise: it stops within seconds"
            assert stream.ends() == []
