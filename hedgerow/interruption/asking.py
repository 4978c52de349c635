"""The gate before every door by which words are posted: nothing found, an answer that holds, or an interruption."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from hedgerow.guard import Hit, Part, look
from hedgerow.interruption.answering import LATER, ONLY_LOOK, Answer, Answered, seal_of, wrong_with
from hedgerow.interruption.rules import rules_here


class Found(NamedTuple):
    """A hit, and the part in which it is."""

    part: Part
    hit: Hit

    @property
    def words(self) -> str:
        """For the one page that shows them to their author; see Hit.words."""
        return self.hit.words(self.part.text)


class Interrupted(Exception):
    """Nothing was written: the author is asked to look twice.

    SECURITY: its message names nothing that was found, so that it may end in a log.
    """

    def __init__(self, parts: Sequence[Part], found: Sequence[Found], seal: str, wrong: str = "") -> None:
        super().__init__("The author is asked to look twice.")
        self.parts = tuple(parts)
        self.found = tuple(found)
        self.seal = seal
        #: What was wrong with the answer, when there was one.
        self.wrong = wrong


def found_in(parts: Sequence[Part], *, today: date | None = None) -> list[Found]:
    """Every hit of every part, hints too."""
    rules = rules_here()
    return [
        Found(part, hit)
        for part in parts
        if part.text
        for hit in look(part.text, rules, where=part.where, today=today)
    ]


def _is_mention(one: Found, named: Collection[str]) -> bool:
    """Whether this is the name of somebody who is mentioned: a colleague who will read it."""
    after = one.part.text[max(0, one.hit.start - 1) :][:80]
    return after.startswith("@") and any(after[1:].startswith(name) for name in named)


def look_twice(
    parts: Sequence[Part],
    answer: Answer | None,
    *,
    known: Collection[str] = (),
    named: Collection[str] = (),
    today: date | None = None,
) -> Answered | None:
    """None when nothing interrupts; what the author answered, when they were asked about these very words.

    `known`: words about which they were asked before; `named`: people who are mentioned with "@". Raises Interrupted.
    """
    # SECURITY: the very objects; a form could send words that only look like them.
    if answer is LATER:
        return None
    found = [one for one in found_in(parts, today=today) if not _is_mention(one, named)]
    asks = [one for one in found if one.hit.strength == "interrupt" and one.words not in known]
    if answer is ONLY_LOOK:
        raise Interrupted(parts, found, seal_of(parts))
    if not asks:
        return None
    seal = seal_of(parts)
    if answer is None:
        raise Interrupted(parts, found, seal)
    wrong = wrong_with(answer, seal, [one.words for one in asks], rules_here())
    if wrong:
        raise Interrupted(parts, found, seal, wrong)
    kinds = tuple(sorted({one.hit.kind for one in asks}))
    return Answered(kinds, answer.reason, " ".join(answer.words.split()))
