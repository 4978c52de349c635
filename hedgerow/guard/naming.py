"""Whose name is it? A run of words is a hit if the text speaks of it as of somebody looked after, not as of a colleague."""

from collections.abc import Iterator, Sequence

from hedgerow.guard.births import KIND as BIRTH
from hedgerow.guard.hits import Hit, Strength
from hedgerow.guard.names import Run, runs
from hedgerow.guard.reading import Reading

KIND = "name"
#: So little is spoken of colleagues near a name that it may still be somebody else's.
_NOT_CLOSE = 0.8
#: So much is spoken of somebody that a title alone is enough to interrupt.
_SOMEBODY = 0.2
#: A name so soon behind a colleague's is in the same list: "thanks to Ann and to Max".
_IN_A_LIST = 30


def find(reading: Reading, others: Sequence[Hit]) -> Iterator[Hit]:
    """Hits of names. `others` are hits of other kinds, beside which a name is surely somebody's."""
    if not reading.rules.looks_for(KIND):
        return
    taken = sorted((hit.start, hit.end) for hit in others)
    births = {place for hit in others if hit.kind == BIRTH for place in (hit.start, -hit.end)}
    at, colleague_end = 0, -_IN_A_LIST
    for run in runs(reading):
        while at < len(taken) and taken[at][1] <= run.start:
            at += 1
        if at < len(taken) and taken[at][0] < run.end and not run.title:
            continue
        beside = any(
            0 <= start - run.end < 30 or 0 <= run.start - end < 30
            for start, end in taken[max(0, at - 1) : at + 1]
        )
        touches = any(run.end + gap in births or gap - run.start in births for gap in range(1, 5))
        strength = _judge(reading, run, beside, touches)
        listed = 0 <= run.start - colleague_end < _IN_A_LIST
        if strength != "interrupt" and (listed or _speaks_of_colleague(reading, run)):
            colleague_end = run.end
            strength = None if listed else strength
        if strength is not None:
            yield Hit(run.start, _end(reading, run), KIND, strength)


def _end(reading: Reading, run: Run) -> int:
    """Where the name ends: a family name that is a word of every day too, "John Smith", belongs to it.

    It says nothing of whether there is a name, but left standing it would tell the rest of one.
    """
    last, following = reading.words[run.last], run.last + 1
    if following >= len(reading.words) or not reading.rules.has("given", last.low):
        return run.end
    word = reading.words[following]
    close = reading.text[last.end : word.start] == " " and word.capital and len(word.text) > 2
    # "John Monday" ends before the day; "John Barrett" may be somebody, though it is the name of a sign as well.
    rules = reading.rules
    other = word.shouted or (rules.has("never_names", word.low) and rules.has("ordinary", word.low))
    return word.end if close and not other else run.end


def _speaks_of_colleague(reading: Reading, run: Run) -> bool:
    somebody, colleague = _sides(reading, run)
    return colleague > max(somebody, _NOT_CLOSE)


def _judge(reading: Reading, run: Run, beside: bool, touches: bool) -> Strength | None:
    rules = reading.rules
    if run.title:
        if rules.has("colleague_titles", run.title):
            return _colleague(reading, run)
        return _titled(reading, run, beside)
    letters = "".join(word.low for word in reading.words[run.first : run.last + 1])
    if run.initials == run.size and (rules.has("signs", letters) or rules.has("ordinary", letters)):
        return None
    if run.initials == run.size:
        certain = run.size > 1 and (
            beside or reading.marks("certain name label").distance_before(run.start, 3) is not None
        )
        return "hint" if certain and reading.weight(run.start, run.end, "subject", reach=40) > 0 else None
    if rules.has(
        "never_before", reading.words[run.first - 1].low if run.first and _touches(reading, run) else ""
    ):
        return None
    if touches and run.size - run.initials == 1 and run.given + run.unknown:
        return "interrupt" if run.given else "hint"
    return _plain(reading, run, beside)


def _touches(reading: Reading, run: Run) -> bool:
    return run.start - reading.words[run.first - 1].end <= 2


def _sides(reading: Reading, run: Run) -> tuple[float, float]:
    """How much the text around speaks of somebody looked after, and how much of a colleague."""
    somebody = reading.weight(run.start, run.end, "subject", "care", "age", reach=60)
    if reading.marks("care").distance_after(run.end, 2) is not None:
        somebody += 1
    colleague = reading.weight(run.start, run.end, "colleague", reach=50, paragraph=True)
    return somebody, 1.3 * colleague


def _titled(reading: Reading, run: Run, beside: bool) -> Strength | None:
    rules = reading.rules
    words = reading.words[run.first : run.last + 1]
    if all(len(word.text) == 1 for word in words) and (len(words) == 1 and words[0].text in "XYZ"):
        return None
    if any(rules.has("known_names", word.low) for word in words):
        return None
    if reading.invented(run.start, run.end):
        return None
    somebody, colleague = _sides(reading, run)
    if rules.has("titles_of_honour", run.title) and not beside:
        return "hint" if somebody > colleague else None
    owned = reading.text[run.end : run.end + 2] == "'s" or words[-1].text.lower().endswith("'s")
    if owned and _follows(reading, run, "colleague"):
        return None
    if _of_a_colleague(reading, run):
        return None
    if beside or _announced(reading, run):
        return "interrupt"
    if colleague > somebody:
        return "hint" if somebody > 0.6 * colleague or colleague < _NOT_CLOSE else None
    if somebody > _SOMEBODY or (run.initials < run.size and reading.where in ("case", "filename")):
        return "interrupt"
    return "hint"


def _of_a_colleague(reading: Reading, run: Run) -> bool:
    """Does the word of a colleague's work stand right before, as in "Consultant: Mr Penhale"?"""
    before = reading.marks("colleague label").distance_before(run.start, 4)
    return before is not None and not set(reading.text[run.start - before : run.start]) & set("\n,.")


def _follows(reading: Reading, run: Run, sort: str) -> bool:
    return reading.marks(sort).distance_after(run.end, 4) is not None


def _colleague(reading: Reading, run: Run) -> Strength | None:
    """A colleague's title, unless the text says at once that this one is looked after here."""
    return "interrupt" if reading.marks("looked after").distance_after(run.end, 30) is not None else None


def _announced(reading: Reading, run: Run) -> bool:
    """Does a label or a relation stand right before it: "Patient:", "her name is", "my late husband"?"""
    if reading.marks("name label").distance_before(run.start, 4) is not None:
        return True
    return reading.marks("name label behind").distance_after(run.end, 3) is not None


def _aged(reading: Reading, run: Run) -> bool:
    """Does an age follow, as in "Maisie, 6, from", "Yasmin (72)", "Saoirse 17F"?"""
    text, at = reading.text, run.end
    while at < len(text) and at - run.end < 3 and text[at] in " ,(":
        at += 1
    end = at
    while end < len(text) and end - at < 3 and text[end].isdigit():
        end += 1
    if end == at or end - at > 3 or int(text[at:end]) > 110 or at == run.end:
        return False
    rest = text[end : end + 3]
    if rest[:1] in ("%", ":", "/", "."):
        return rest[:1] == "." and not rest[1:2].isdigit()
    return (
        "," in text[run.end : at]
        or "(" in text[run.end : at]
        or rest[:1].lower() in ("", "m", "f", "y", ",", "\n")
    )


def _plain(reading: Reading, run: Run, beside: bool) -> Strength | None:
    somebody, colleague = _sides(reading, run)
    if reading.invented(run.start, run.end):
        return None
    pair = run.size - run.initials >= 2 or (run.size >= 2 and run.given + run.unknown >= 1)
    rules = reading.rules
    behind = reading.word_index(run.end)
    after = reading.words[behind] if behind < len(reading.words) else None
    if (
        after is not None
        and after.start - run.end <= 2
        and reading.text[run.end] not in "-\n"
        and rules.has("never_after", after.low)
    ):
        return None
    if any(rules.has("known_names", word.low) for word in reading.words[run.first : run.last + 1]):
        return None
    if reading.foreign and not run.given and not beside or _of_a_mailbox(reading, run):
        return None
    if not run.given and rules.has("streets", reading.words[run.last].low):
        return None
    announced = _announced(reading, run)
    aged = _aged(reading, run)
    if not beside and not announced and _of_a_colleague(reading, run):
        return None
    if pair and announced and run.given + run.unknown > 1:
        return "interrupt"
    if pair and colleague and reading.marks("family writes"):
        # A relative's letter is signed with the closing words of a colleague's.
        return "hint"
    if colleague > somebody + 0.8 * (announced + aged):
        if not pair or not (
            beside
            or announced
            or aged
            or (run.given + run.unknown > 1 and colleague < _NOT_CLOSE and (run.given or somebody > 0.25))
        ):
            return None
        return "hint"
    if not pair:
        return _single(reading, run, announced, aged, somebody)
    if announced or (aged and run.given + run.unknown >= 2):
        return "interrupt"
    if beside and (
        run.given or "," in reading.text[run.start : run.end] or somebody > 0 or reading.where != "post"
    ):
        return "interrupt"
    listed = _listed(reading, run)
    shouted = reading.words[run.first].shouted and "," in reading.text[run.start : run.end]
    if run.given and (somebody > 0.25 or listed or shouted or reading.where in ("case", "filename")):
        return "interrupt"
    if shouted or (listed and somebody > 0):
        return "hint"
    if run.given and run.unknown + run.given >= 2:
        return "hint"
    strange = run.unknown + run.initials >= 2 and run.unknown > 0
    if strange and (somebody > 0.25 or reading.where in ("case", "filename") or run.unknown > 1):
        return "hint"
    return None


def _of_a_mailbox(reading: Reading, run: Run) -> bool:
    """Does an address in angle brackets follow, as in the head of a mail: "Max <max@example.org> wrote"?"""
    text = reading.text
    behind = text[run.end : run.end + 3].strip(" \"'")
    return "@" in text[run.end : run.end + 60] and (
        behind.startswith("<") or text[max(0, run.start - 4) : run.start].strip(" \n") == "--"
    )


def _single(reading: Reading, run: Run, announced: bool, aged: bool, somebody: float) -> Strength | None:
    """One name alone needs an age, a label, or somebody's home or care right behind it."""
    word = reading.words[run.first]
    if (not run.given and not run.unknown) or word.shouted or word.low in reading.rules.months:
        return None
    if run.given and (aged or announced):
        return "interrupt"
    if aged and somebody > 0 and not _opens(reading, run):
        return "hint"
    if (
        announced
        and run.unknown
        and reading.marks("certain name label").distance_before(run.start, 4) is not None
    ):
        return "hint"
    if _after_age(reading, run) and (run.given or somebody > 0):
        return "interrupt" if run.given else "hint"
    if run.given and reading.marks("dwelling").distance_after(run.end, 8) is not None:
        return "interrupt" if somebody > 0.2 else "hint"
    colleague = reading.weight(run.start, run.end, "colleague", "organisation", reach=60)
    if run.given and not colleague and (somebody > 0.4 or reading.where in ("filename", "case")):
        return "hint"
    return None


def _after_age(reading: Reading, run: Run) -> bool:
    """Does an age stand right before, as in "Pt is 19, Zephyr,"?"""
    text, at = reading.text, run.start
    while at > 0 and run.start - at < 3 and text[at - 1] in " ,":
        at -= 1
    if at == run.start or not text[at - 1 : at].isdigit() or "," not in text[at : run.start]:
        return False
    begin = at
    while begin > 0 and at - begin < 4 and text[begin - 1].isdigit():
        begin -= 1
    return at - begin <= 2 and reading.marks("subject").distance_before(begin, 12) is not None


def _opens(reading: Reading, run: Run) -> bool:
    """Is its first word the first of a sentence, where every word has a capital?"""
    before = reading.text[max(0, run.start - 2) : run.start].strip(" \"'")
    return before == "" and run.start < 2 or before[-1:] in (".", "!", "?", "\n", ":", "|")


def _listed(reading: Reading, run: Run) -> bool:
    """Is it an entry of a list: alone at the beginning of a line, with " - ", ":" or "(" behind?"""
    start = reading.text.rfind("\n", max(0, run.start - 8), run.start) + 1
    if start == 0 and run.start > 7:
        start = run.start
        if reading.text[run.start - 2 : run.start] not in (", ", ": ", "; ", "| "):
            return False
    lead = reading.text[start : run.start].strip()
    if lead and not all(one in "-*•|.)#" or one.isdigit() for one in lead):
        return False
    behind = reading.text[run.end : run.end + 3]
    return behind.startswith((" - ", ": ", " (", "; ", " | ", " – ")) or behind == "" and bool(lead)
