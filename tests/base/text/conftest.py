"""What the tests of texts share."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest


@pytest.fixture
def count_calls() -> Callable[[Callable[[], object]], int]:
    """How many Python and C calls an action makes: work that does not depend on the machine."""

    def count(action: Callable[[], object]) -> int:
        calls = 0

        def seen(_frame: FrameType, event: str, _argument: object) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(seen)
        try:
            action()
        finally:
            sys.setprofile(before)
        return calls

    return count
