"""Addresses and postcodes: where somebody lives, and not where people meet."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from hedgerow.guard.hits import Hit, Strength
from hedgerow.guard.reading import Reading, Word

ADDRESS, POSTCODE = "address", "postcode"
_REACH = 110
#: Less than this is spoken of somebody's home by chance.
_HOME = 0.12


def find(reading: Reading) -> Iterator[Hit]:
    """Hits of addresses, then of postcodes."""
    homes: list[Hit] = []
    if reading.rules.looks_for(ADDRESS):
        done = -1
        for hit in _addresses(reading):
            if hit.start >= done:
                done = hit.end
                homes.append(hit)
    yield from homes
    if reading.rules.looks_for(POSTCODE):
        yield from _postcodes(reading, homes)


def _whose(reading: Reading, start: int, end: int, otherwise: Strength | None) -> Strength | None:
    """Somebody's home or a place to meet? What is spoken of nearby decides; a case or a file's name leans to a home."""
    if reading.invented(start, end):
        return None
    home = reading.weight(start, end, "subject", "work", "home", "age", reach=_REACH)
    home += 0.3 if reading.where in ("case", "filename") else 0
    venue = reading.weight(start, end, "venue", reach=_REACH)
    if home > venue and home > _HOME:
        return "interrupt"
    if venue > home:
        return "hint" if home > 0.4 * venue or (otherwise == "hint" and venue < 0.35) else None
    return otherwise


def _addresses(reading: Reading) -> Iterator[Hit]:
    for index, word in enumerate(reading.words):
        if reading.rules.has("streets", word.low) or reading.rules.has("streets_always", word.low):
            found = _street(reading, index, word)
        elif reading.rules.has("homes", word.low) and (
            word.capital or reading.rules.has("homes_alone", word.low)
        ):
            found = _home(reading, index, word)
        else:
            continue
        if found is not None:
            start, numbered = found
            strength = _whose(reading, start, word.end, "hint" if numbered else None)
            if strength is not None:
                yield Hit(start, _after(reading, word.end), ADDRESS, strength)


def _street(reading: Reading, index: int, word: Word) -> tuple[int, bool] | None:
    """Where an address that ends in the street's sort ("Lane") begins: at its number, its house, or its name."""
    small = not word.capital
    if small and not reading.rules.has("streets_always", word.low):
        return None
    first = index
    while first > 0 and index - first < 4:
        before = reading.words[first - 1]
        gap = reading.text[before.end : reading.words[first].start]
        if before.start and reading.text[before.start - 1].isdigit():
            break
        if gap not in (" ", "-", ". ", "_", "  ") or not (before.capital or small):
            break
        if small and (reading.rules.has("small_words", before.low) or index - first >= 2):
            break
        first -= 1
    if first == index:
        return None
    start = reading.words[first].start
    number = _number_before(reading, start)
    if number is None and not small and first + 1 < index:
        # "Visited 3 …" never happens to a name, but "At Pound Lane" does: the number may come after a first word.
        return _house_before(reading, first, start)
    if number is None:
        return None if small else _house_before(reading, first, start)
    return _unit_before(reading, number), True


def _number_before(reading: Reading, place: int) -> int | None:
    """The start of a house's number ("12", "61A", "2-4") right before `place`."""
    text, at = reading.text, place
    while at > 0 and place - at < 2 and text[at - 1] in " ,_":
        at -= 1
    end = at
    if at > 0 and text[at - 1].isalpha() and at > 1 and text[at - 2].isdigit():
        at -= 1
    digits = at
    while at > 0 and text[at - 1].isdigit():
        at -= 1
    if at == digits or digits - at > 4 or end == place and place > 0:
        return None
    if at > 1 and text[at - 1] in "-/" and text[at - 2].isdigit():
        at -= 1
        while at > 0 and text[at - 1].isdigit():
            at -= 1
    if at > 0 and (text[at - 1].isalnum() or text[at - 1] in ".£$:"):
        return None
    return at


def _unit_before(reading: Reading, start: int) -> int:
    """Over "Flat 2,", "Top Flat,", "2/1," and "The Old Forge," before a numbered street."""
    index = reading.word_index(start) - 1
    if index < 0:
        return start
    word = reading.words[index]
    between = reading.text[word.end : start]
    compact = "".join(between.split())
    if (
        reading.rules.has("units", word.low)
        and len(between) <= 10
        and (compact == "," or compact.rstrip(",").isalnum())
    ):
        before = reading.words[index - 1] if index else None
        if before is not None and before.capital and reading.text[before.end : word.start] == " ":
            return before.start
        return word.start
    if len(compact) <= 7 and compact.endswith(",") and "/" in compact and compact[0].isdigit():
        return start - len(between.lstrip())
    if compact == "," and word.capital and reading.rules.has("homes", word.low):
        return _name_start(reading, index)
    return start


def _name_start(reading: Reading, index: int) -> int:
    first = index
    while first > 0 and index - first < 3:
        before = reading.words[first - 1]
        if not before.capital or reading.text[before.end : reading.words[first].start] not in (" ", "-", "_"):
            break
        first -= 1
    return reading.words[first].start


def _house_before(reading: Reading, first: int, start: int) -> tuple[int, bool] | None:
    """A named house and its street, "Orchard View, Pound Lane"; or a street alone, if somebody is from there."""
    house = reading.words[first - 1] if first else None
    named = house is not None and house.capital and reading.text[house.end : start] == ", "
    if house is not None and named and reading.rules.has("homes", house.low):
        return _name_start(reading, first - 1), True
    before = reading.words[first - 1].low if first else ""
    if (
        reading.rules.has("dwelling_words", before)
        and reading.marks("subject").distance(start, start, 60) is not None
    ):
        return start, False
    return None


def _home(reading: Reading, index: int, word: Word) -> tuple[int, bool] | None:
    """A room or flat in a named home: "Room 12, Wulfstan Hall", "Bryn Awel Residential Home, room 12"."""
    start = _name_start(reading, index)
    if start == word.start and not reading.rules.has("homes_alone", word.low):
        return None
    behind = reading.word_index(word.end)
    if behind < len(reading.words):
        unit = reading.words[behind]
        if (
            reading.rules.has("units", unit.low)
            and unit.start - word.end <= 2
            and _digit_near(reading, unit.end)
        ):
            return start, True
    ahead = reading.word_index(start) - 1
    for back in range(ahead, max(ahead - 3, -1), -1):
        unit = reading.words[back]
        if start - unit.end > 16:
            break
        if reading.rules.has("units", unit.low) and (
            _digit_near(reading, unit.end) or reading.text[unit.end : start].strip(" ,").isalnum()
        ):
            return unit.start, True
    return None


def _digit_near(reading: Reading, place: int) -> bool:
    return any(one.isdigit() for one in reading.text[place : place + 3])


def _after(reading: Reading, end: int) -> int:
    """Over ", Room 12" and ", no. 7" behind a home."""
    index = reading.word_index(end)
    if index < len(reading.words) and reading.words[index].start - end <= 2:
        unit = reading.words[index]
        if reading.rules.has("units", unit.low) and _digit_near(reading, unit.end):
            at = unit.end
            while (
                at < len(reading.text)
                and at - unit.end < 7
                and (
                    reading.text[at].isalnum()
                    or not any(one.isdigit() for one in reading.text[unit.end : at])
                )
            ):
                at += 1
            return at
    return end


def _postcodes(reading: Reading, homes: Sequence[Hit]) -> Iterator[Hit]:
    """One or two letters, one or two digits and perhaps a letter; a digit and two letters that postcodes use."""
    text = reading.text
    ends = [home.end for home in homes]
    for group in reading.groups:
        start = group.start
        while start > 0 and group.start - start < 2 and text[start - 1].isalpha():
            start -= 1
        letters = text[start : group.start]
        if not letters or (start > 0 and text[start - 1].isalnum()):
            continue
        found = _inward(reading, group.text, group.end)
        if found is None or reading.closed(start):
            continue
        end, spaced = found
        inward = text[end - 3 : end]
        area = letters.upper()
        known = reading.rules.list("postcode_areas")
        if known and area.lower() not in known:
            continue
        if not (letters.isupper() and inward[1:].isupper()):
            labelled = reading.marks("label postcode").distance(start, end, 24) is not None
            if not labelled and (letters.isupper() != inward[1:].isupper() or len(letters) < 2):
                continue
        if reading.rules.has("not_inward", inward.lower()) and (
            spaced and reading.marks("not a postcode").distance_after(end, 8) is not None
        ):
            continue
        strength = _whose(reading, start, end, "hint")
        near = bisect_left(ends, start) - 1
        if near >= 0 and start - ends[near] < 40:
            # The home that it belongs to was just read.
            strength = homes[near].strength
        if strength is not None:
            yield Hit(start, end, POSTCODE, strength)


def _inward(reading: Reading, digits: str, end: int) -> tuple[int, bool] | None:
    """Where the postcode ends whose first digits are these, and whether its halves stand apart."""
    text = reading.text
    at = end
    if len(digits) <= 2:
        if text[at : at + 1].isalpha() and not text[at + 1 : at + 2].isalpha():
            at += 1
        gap = at
        while gap < len(text) and gap - at < 3 and text[gap] in " _-\n":
            gap += 1
        if _is_inward(text, gap):
            return gap + 3, True
    if 2 <= len(digits) <= 3 and _is_inward(text, end - 1):
        return end + 2, False
    return None


def _is_inward(text: str, at: int) -> bool:
    part = text[at : at + 3]
    if len(part) < 3 or not part[0].isdigit() or not part[1:].isalpha() or text[at + 3 : at + 4].isalnum():
        return False
    return not set(part[1:].upper()) & set("CIKMOV")
