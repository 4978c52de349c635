"""What the tests of these pages share: pages without what may differ, and one community of each preset with the cast."""

import re

import pytest

from tests.world import World, belong, make_community, make_item

INSIDE_WORDS = "Said among ourselves"


def bare(content: bytes, *names: str) -> str:
    """A page without its form tokens, and without the given words (codes, names) that the address itself holds."""
    text = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]*', r"\1", content.decode())
    text = re.sub(r"X-CSRFToken&?[^}]*}", "", text)
    text = re.sub(r'"X-CSRFToken": "[^"]*"', "", text)
    for name in names:
        text = text.replace(name, "CODE")
    return text


def settle(world: World, preset: str, **extra):
    """A community of this preset with everybody of the cast in their places, and words inside it."""
    place = make_community(f"Grove {preset}", preset, era=2, **extra)
    belong(world.fay, place, "facilitator")
    belong(world.max, place)
    belong(world.lil, place, "listener")
    belong(world.ivo, place, state="invited")
    belong(world.ask, place, state="asked")
    belong(world.sue, place, state="suspended")
    belong(world.rex, place, state="removed")
    belong(world.alma, place, state="alumni", to_era=1)
    make_item(place, world.max, INSIDE_WORDS, era=1)
    return place


def here(place) -> str:
    return f"/c/{place.code}/{place.slug}/"


@pytest.fixture
def rules() -> dict[str, str]:
    return {"ground_rules": "1. Be kind.", "ground_rules_html": "<ol><li>Be kind.</li></ol>"}
