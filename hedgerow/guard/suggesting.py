"""What may be written in place of a hit: an age band for a date of birth, a season for a day, a plain word for a name."""

from datetime import date

from hedgerow.guard.days import Day, days
from hedgerow.guard.hits import Hit
from hedgerow.guard.reading import Reading
from hedgerow.guard.rules import Rules


def suggest(hit: Hit, text: str, rules: Rules, *, today: date | None = None) -> tuple[str, ...]:
    """Words that could stand there instead, the best first; none where only the author can say it in another way."""
    kind = rules.kinds.get(hit.kind)
    if kind is None:
        return ()
    now = today or date.today()
    found = days(Reading(hit.words(text), rules, "property", now))
    said = {
        "{age band}": age_band(found[0], rules, now) if found else "",
        "{season}": season(found[0], rules, now) if found else "",
    }
    return tuple(words for words in (said.get(one, one) for one in kind.replacements) if words)


#: A label is looked for in so many characters before the hit, and so many of these may stand between.
_BEFORE, _BETWEEN = 48, " \t\u00a0:.#=-"


def stretch(hit: Hit, text: str, rules: Rules, *, today: date | None = None) -> tuple[int, int]:
    """From where to where the words go that a suggestion replaces: the label directly before goes with its value."""
    begin = max(0, hit.start - _BEFORE)
    before = Reading(text[begin : hit.start], rules, "property", today or date.today())
    labels = before.marks(f"label {hit.kind}")
    start = hit.start
    for first, last in zip(labels.starts, labels.ends, strict=True):
        from_, to = before.folded.place(first, last)
        if from_ > 0 or begin == 0:
            start = min(start, begin + from_) if not text[begin + to : hit.start].strip(_BETWEEN) else start
    return start, hit.end


def age_band(born: Day, rules: Rules, today: date) -> str:
    """ "a person in their 60s", or the band that the rules name for the young and the very old."""
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    for limit, words in rules.bands:
        if 0 <= age <= limit:
            return words.replace("{decade}", str(age // 10 * 10))
    return ""


def season(day: Day, rules: Rules, today: date) -> str:
    """ "last winter", "this spring", "in the winter of 2023"."""
    names = rules.seasons
    if len(names) != 4:
        return ""
    name, year = names[day.month % 12 // 3], day.year - (day.month < 3)
    current, this_year = names[today.month % 12 // 3], today.year - (today.month < 3)
    if (name, year) == (current, this_year):
        return f"this {name}"
    months = (today.year - day.year) * 12 + today.month - day.month
    return f"last {name}" if 0 < months <= 12 else f"in the {name} of {year}"
