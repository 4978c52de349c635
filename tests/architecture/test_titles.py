"""An address of a deed is never taken for the page of a thing whose title is that word."""

from django.urls import get_resolver

from hedgerow.web.shell import item_url
from hedgerow.web.titles import DEEDS


def test_every_deed_in_the_place_of_a_title_is_listed() -> None:
    routes = [str(found.pattern).split("/") for found in get_resolver().url_patterns]
    words = {
        parts[2]
        for parts in routes
        if len(parts) > 3 and parts[0] in ("d", "f") and not parts[2].startswith("<")
    }
    assert words and not words - DEEDS, f"Add to DEEDS in hedgerow/web/titles.py: {sorted(words - DEEDS)}"


def test_a_thing_named_like_a_deed_has_an_address_of_its_own() -> None:
    resolver = get_resolver()
    for word in sorted(DEEDS):
        assert resolver.resolve(item_url("k7m2xq4p", word)).url_name == "item"
        assert resolver.resolve(item_url("k7m2xq4p", word, "document")).url_name == "document"
