"""Quiet words in Quiet Copse, which allows them with Fay as the steward."""

from pathlib import Path
from typing import Any

import pytest

from hedgerow.items.models import Item, Reply
from tests.world import World, make_world


@pytest.fixture
def world(db: None, tmp_path: Path, settings: Any) -> World:
    settings.FILES = tmp_path / "files"
    made = make_world()
    for place in (made.secret, made.room):
        place.steward = made.fay
        place.save()
    return made


def ask(world: World, who: str, *, quiet: bool = True, **more: str) -> Item:
    """A question through the page, as a browser sends it."""
    sent = {
        "c": world.secret.code,
        "kind": "question",
        "title": "How do you say no?",
        "body": "I never can.",
    } | more
    answer = world.client(who).post("/post/", {**sent, **({"quiet": "1"} if quiet else {})})
    assert answer.status_code == 303, answer.content.decode()
    return Item.objects.latest("pk")


def reply(world: World, who: str, item: Item, text: str, *, quiet: bool = True, **more: str) -> Reply:
    """A reply through the page."""
    sent = {"body": text, **more, **({"quiet": "1"} if quiet else {})}
    answer = world.client(who).post(f"/d/{item.code}/reply/", sent)
    assert answer.status_code == 303, answer.content.decode()
    return Reply.objects.latest("pk")
