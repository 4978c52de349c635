"""The page of search: where, and who wrote it, are chosen on the page itself."""

import re

import pytest

from hedgerow.search import indexing
from tests.world import World, belong, make_item, make_person, make_reply, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made = make_world()
    mine = make_item(made.secret, made.max, "Rota by Max", text="A rota for December")
    theirs = make_item(made.secret, made.ann, "Rota by Ann", text="Another rota")
    shown = make_item(made.open_, made.fay, "Rota in the open", text="The open rota")
    reply = make_reply(theirs, made.max, "My word on the rota")
    for item in (mine, theirs, shown):
        indexing.index_item(item.pk)
    indexing.index_reply(reply.pk)
    for person in (made.max, made.ann, made.fay, made.otto):
        indexing.index_person(person.pk)
    return made


def results(world: World, viewer: str, **asked: str) -> tuple[list[str], str]:
    page = world.client(viewer).get("/search/", {"q": "rota", **asked}).content.decode()
    titles = re.findall(r'result-row__title"><a href="[^"]*">(.*?)</a>', page)
    return sorted(re.sub(r"<[^>]+>", "", title) for title in titles), page


def test_a_name_narrows_to_what_that_person_wrote_with_or_without_its_accents(world: World) -> None:
    everything, page = results(world, "ann")
    assert everything == ["Rota by Ann", "Rota by Max", "Rota in the open"] and "Who wrote it" in page
    for name in ("max", "Sian", "max siân", " MAX "):
        found, page = results(world, "ann", who=name)
        assert found == ["Rota by Ann", "Rota by Max"] and "By Max Siân" in page, name


def test_several_of_that_name_are_offered_and_nobody_unseen_is(world: World) -> None:
    make_person("Max Unseen")
    _found, page = results(world, "ann", who="unseen")
    assert "You can see nobody called “unseen”." in page and "Max Unseen" not in page
    namesake = make_person("Max Bramble")
    belong(namesake, world.secret)
    indexing.index_person(namesake.pk)
    found, page = results(world, "ann", who="max")
    assert "Whom do you mean?" in page and "Max Bramble" in page
    assert found == ["Rota by Ann", "Rota by Max", "Rota in the open"]
    link = next(
        href for href, name in re.findall(r'href="([^"]*by=[^"]*)">([^<]*)', page) if name == "Max Siân"
    )
    assert "By Max Siân" in world.client("ann").get(link.replace("&amp;", "&")).content.decode()


def test_one_of_my_communities_is_chosen_beside_the_results(world: World) -> None:
    _found, page = results(world, "ann")
    link = next(href for href in re.findall(r'href="([^"]*)"', page) if f"in={world.secret.code}" in href)
    page = world.client("ann").get(link.replace("&amp;", "&")).content.decode()
    assert "Rota</mark> by Max" in page and "in the open" not in page
    _found, page = results(world, "otto")
    assert world.secret.code not in page and "Quiet Copse" not in page


def test_each_result_bears_the_mark_of_its_community(world: World) -> None:
    _found, page = results(world, "ann")
    rows = page.split("result-row__title")[1:]
    assert len(rows) == 3 and all("species" in row or "mark--" in row for row in rows)
