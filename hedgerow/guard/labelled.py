"""Values that a label announces ("MRN 81-22-09"), and values that their shape gives away ("QQ 12 34 56 C")."""

from collections.abc import Iterator

from hedgerow.guard.hits import Hit, Strength
from hedgerow.guard.reading import Digits, Reading
from hedgerow.guard.rules import LabelledValue, Shape, label_of

_BETWEEN = frozenset(" .:#=-–_\t\n\"'(|/,")
_INSIDE = frozenset("-/.")
_LONGEST = 24


def find(reading: Reading) -> Iterator[Hit]:
    """Hits of every labelled value and every shape of the rules."""
    for rule in reading.rules.labelled:
        yield from _after_labels(reading, rule)
        yield from _glued(reading, rule)
    for shape in reading.rules.shapes:
        yield from _shaped(reading, shape)


def _strength(reading: Reading, start: int, end: int) -> Strength:
    return "hint" if reading.invented(start, end) else "interrupt"


def _after_labels(reading: Reading, rule: LabelledValue) -> Iterator[Hit]:
    for end in reading.marks(label_of(rule)).ends:
        start = _skip(reading, end)
        value = _value(reading.text, start)
        if sum(one.isdigit() for one in reading.text[start:value]) >= rule.fewest_digits:
            if not rule.weak:
                yield Hit(start, value, rule.kind, _strength(reading, start, value))
            elif (
                reading.where in ("case", "email")
                or reading.weight(start, value, "subject", "work", "age") > 0
            ):
                yield Hit(start, value, rule.kind, "hint")


def _skip(reading: Reading, place: int) -> int:
    """Over punctuation and filling words ("no", "is", "was") between a label and its value."""
    for _ in range(4):
        limit = min(place + 5, len(reading.text))
        while place < limit and reading.text[place] in _BETWEEN:
            place += 1
        index = reading.word_index(place)
        if index == len(reading.words):
            return place
        word = reading.words[index]
        if word.start != place or not reading.rules.has("filling", word.low):
            return place
        if word.end < len(reading.text) and reading.text[word.end].isdigit():
            return place
        place = word.end
    return place


def _value(text: str, start: int) -> int:
    """Where the letters and digits that begin at `start` end. A space may stand between two groups of digits."""
    at, end = start, start
    limit = min(start + _LONGEST, len(text))
    while at < limit:
        if text[at].isalnum():
            at += 1
            end = at
        elif (
            at + 1 < len(text)
            and text[at] in _INSIDE
            and text[at + 1].isalnum()
            or (
                text[at] == " "
                and at > start
                and at + 1 < len(text)
                and text[at + 1].isdigit()
                and (text[at - 1].isdigit() or at - start <= 3)
            )
        ):
            at += 1
        else:
            break
    return end


def _glued(reading: Reading, rule: LabelledValue) -> Iterator[Hit]:
    """A label that touches its digits ("MRN5520917"), or stands before them with a dash."""
    for run in reading.runs:
        group = run[0]
        index = reading.word_index(group.start) - 1
        if index < 0:
            continue
        word = reading.words[index]
        gap = reading.text[word.end : group.start]
        if word.low not in rule.glued or gap not in ("", "-", "_"):
            continue
        end = _value(reading.text, group.start)
        if sum(one.isdigit() for one in reading.text[group.start : end]) >= max(rule.fewest_digits, 5):
            yield Hit(word.start, end, rule.kind, _strength(reading, word.start, end))


def _shaped(reading: Reading, rule: Shape) -> Iterator[Hit]:
    """Letters, digits and letters: two letters before a run of as many digits as the shape has, and one behind it."""
    digits = rule.shape.count("D")
    letters = rule.shape.index("D")
    for run in reading.runs:
        for first in range(len(run)):
            total = 0
            for last in range(first, min(first + digits, len(run))):
                total += len(run[last].text)
                if total >= digits:
                    break
            if total != digits:
                continue
            hit = _fits(reading, rule, run[first : last + 1], letters)
            if hit is not None:
                yield hit
                break


def _fits(reading: Reading, rule: Shape, groups: list[Digits], letters: int) -> Hit | None:
    text, first, last = reading.text, groups[0].start, groups[-1].end
    before = first
    while before > 0 and first - before < 2 and text[before - 1] in " -._":
        before -= 1
    start = before - letters
    if start < 0 or not text[start:before].isalpha():
        return None
    glued = start > 0 and text[start - 1].isalpha()
    index = reading.word_index(start + 1) - 1
    word = reading.words[index].low if index >= 0 else ""
    labels = {label.lower() for label in rule.labels}
    if glued and word[:-letters] not in labels:
        return None
    labelled = glued or reading.marks(f"label {rule.kind}").distance(start, last, 60) is not None
    prefix = text[start:before]
    if not labelled and (not prefix.isupper() or prefix in rule.never or reading.closed(first)):
        return None
    after = last
    while after < len(text) and after - last < 2 and text[after] in " -._":
        after += 1
    ends = (
        after < len(text) and text[after].upper() in rule.last and not text[after + 1 : after + 2].isalnum()
    )
    if ends:
        return Hit(start, after + 1, rule.kind, _strength(reading, start, after))
    touching = before == first and not text[last : last + 1].isalnum()
    if labelled and not text[last : last + 1].isalnum():
        return Hit(start, last, rule.kind, _strength(reading, start, last))
    somebody = reading.weight(start, last, "subject", reach=60) > 0
    other = reading.marks("serial").distance(start, last, 40) is not None
    return Hit(start, last, rule.kind, "hint") if touching and somebody and not other else None
