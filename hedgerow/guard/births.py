"""Days of birth: those that a label announces, and old days that stand beside somebody."""

from collections.abc import Iterator, Sequence

from hedgerow.guard.days import Day
from hedgerow.guard.hits import Hit, Strength
from hedgerow.guard.reading import Reading

KIND = "date-of-birth"
#: From this age on a day is more likely somebody's birth than an event that people still talk about.
_OLD = 16
_OLDEST = 118
#: Beside a name a younger day is one as well, but what lies a year or two back may be the day of a talk.
_YOUNG = 4


def find(reading: Reading, days: Sequence[Day]) -> Iterator[Hit]:
    """Hits among the days of a text."""
    if not reading.rules.looks_for(KIND):
        return
    columns = _columns(reading)
    for day in days:
        strength = _judge(reading, day, columns)
        if strength is not None:
            yield Hit(day.start, day.end, KIND, strength)


def _judge(reading: Reading, day: Day, columns: Sequence[tuple[int, int]]) -> Strength | None:
    age = reading.today.year - day.year
    if not 0 <= age <= _OLDEST:
        return None
    invented = reading.invented(day.start, day.end)
    if _labelled(reading, day) or any(start <= day.start < end for start, end in columns):
        return "hint" if invented else "interrupt"
    beside = _beside_a_name(reading, day)
    if age < (_YOUNG if beside else _OLD) or not day.sure or invented:
        return None
    # In a post a day is often one that everybody knows; close to somebody it is theirs.
    reach = 70 if reading.where in ("post", "title", "email") else 90
    somebody = reading.weight(day.start, day.end, "subject", "work", "age", reach=reach)
    past = reading.marks("past").distance_before(day.start, 14)
    if past is not None and not beside:
        return None
    if somebody > 0 or beside or reading.where in ("case", "filename", "slide-notes"):
        return "interrupt"
    return "hint" if not day.short or reading.where == "reply" else None


def _labelled(reading: Reading, day: Day) -> bool:
    label = reading.marks(f"label {KIND}")
    before = label.distance_before(day.start, 26)
    if before is not None:
        between = reading.text[day.start - before : day.start]
        filled = reading.marks("not that day").distance_before(day.start, 3) is not None
        if not filled and "\n\n" not in between and ". " not in between.lstrip(". "):
            return True
    short = reading.marks("short birth label").distance_before(day.start, 3)
    return short is not None or reading.marks("birth label behind").distance_after(day.end, 22) is not None


def _beside_a_name(reading: Reading, day: Day) -> bool:
    """Do two words with capitals stand right before it, as in "Darren Hollingbeck (17th June 1988)"?"""
    index = reading.word_index(day.start) - 1
    if index < 1 or day.start - reading.words[index].end > 4:
        return False
    one, two = reading.words[index - 1], reading.words[index]
    if reading.text[two.end : day.start].strip() not in ("(", ",", "", "-", "_", ":", ";"):
        return False
    rules = reading.rules
    if not (one.capital and two.capital and two.start - one.end <= 2):
        return False
    ordinary = [
        word for word in (one, two) if rules.has("ordinary", word.low) and not rules.has("given", word.low)
    ]
    return not ordinary


def _columns(reading: Reading) -> list[tuple[int, int]]:
    """Stretches of tables below a heading that is the label."""
    label = reading.marks(f"label {KIND}")
    found: list[tuple[int, int]] = []
    if not label or "|" not in reading.text:
        return found
    place, opened = 0, -1
    for line in reading.text.split("\n"):
        end = place + len(line)
        if "|" not in line:
            opened = -1
        elif opened >= 0:
            found.append((place, end))
        elif label.distance_after(place, len(line)) is not None:
            opened = end
        place = end + 1
    return found
