"""Rules of the packs, and a fixed day, so that "sixteen years ago" means the same every year."""

from collections.abc import Callable
from datetime import date

import pytest

from hedgerow.guard import Hit, Rules, look
from hedgerow.interruption.rules import rules_of

TODAY = date(2026, 3, 1)
Found = Callable[..., list[tuple[str, str, str]]]


@pytest.fixture(scope="session")
def rules() -> Rules:
    return rules_of("general_practice_uk")


@pytest.fixture
def found(rules: Rules) -> Found:
    """The hits of a text as (kind, words, strength), without hints of a jigsaw."""

    def of(text: str, where: str = "post") -> list[tuple[str, str, str]]:
        hits: list[Hit] = look(text, rules, where=where, today=TODAY)
        return [(hit.kind, hit.words(text), hit.strength) for hit in hits if hit.kind != "jigsaw"]

    return of
