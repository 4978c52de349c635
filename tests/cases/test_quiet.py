"""Leak cases about words that somebody wrote in a made-up name."""

import re

import pytest

from hedgerow.items.models import Item
from hedgerow.search.indexing import index_everything
from tests.cases.scene import Scene
from tests.oracles.canary import found_in

#: Everybody but the writer, the steward (who has not looked) and the administrator among them.
OTHERS = ("nobody", "otto", "sue", "rex", "alma", "ann", "lil", "fay", "ada")


def ask_quietly(scene: Scene) -> Item:
    """Max asks quietly in Quiet Copse, and answers himself quietly."""
    scene.world.secret.steward = scene.world.fay
    scene.world.secret.save()
    sent = {
        "c": scene.codes["c"],
        "kind": "question",
        "title": "Zqhush question",
        "body": "Zqhush words",
        "quiet": "1",
    }
    assert scene.client("max").post("/post/", sent).status_code == 303
    item = Item.objects.latest("pk")
    said = {"body": "Zqhush reply", "quiet": "1"}
    assert scene.client("max").post(f"/d/{item.code}/reply/", said).status_code == 303
    assert (
        scene.client("max")
        .post(f"/d/{item.code}/edit/", {"title": "Zqhush question", "body": "Zqhush edited"})
        .status_code
        == 303
    )
    index_everything()
    return item


@pytest.mark.parametrize("who", OTHERS)
def test_L005_searching_for_a_person_does_not_find_what_they_wrote_quietly(scene: Scene, who: str):
    item, max_, client = ask_quietly(scene), scene.world.max, scene.client(who)
    hush = re.compile(rb"zqhush (?:question|words|reply|edited)")
    own = [
        max_.name,
        max_.name.split()[0],
        max_.email,
        max_.code,
        str(max_.pk),
        f"author:{max_.name}",
        f"author:{max_.code}",
    ]
    for asked in own:
        for more in ({}, {"by": max_.code}, {"person": max_.code}, {"author": str(max_.pk)}):
            assert not found_in(client.get("/search/", {"q": asked, **more}), hush), (asked, more)
    assert not found_in(client.get(f"/people/{max_.code}/max-sian/"), hush)
    page = client.get(f"/d/{item.code}/zqhush-question/")
    article = page.content.split(b"<main")[-1].split(b"</main>")[0]
    sees = who in ("ann", "lil", "fay")
    assert (page.status_code == 200) is sees
    if sees:
        shown = article.split(b'id="write-title"')[0]
        assert b"Zqhush reply" in shown, "the words are there"
        for trace in (max_.name, max_.code, max_.email, "Siân"):
            assert trace.encode() not in shown, trace
        history = client.get(f"/d/{item.code}/history/").content
        assert max_.code.encode() not in history and "Max Siân".encode() not in history
