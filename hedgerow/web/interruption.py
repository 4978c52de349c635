"""The page that asks to look twice, for every door alike; it shows the words found to their author and keeps nothing."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from hedgerow.interruption import (
    MOST_WORDS,
    ONLY_LOOK,
    Answer,
    Found,
    Hinted,
    Interrupted,
    Part,
    extent,
    instead_of,
    replaced,
    rules_here,
)
from hedgerow.interruption.asking import found_in
from hedgerow.packs.loading import pack
from hedgerow.web.answers import page

#: Fields of the page itself: never carried along.
OWN = ("csrfmiddlewaretoken", "instead", "look", "seal", "why", "why_words", "later", "choose")
_ICONS = {
    "name": "user",
    "date-of-birth": "cake",
    "date-of-care": "calendar-days",
    "address": "map-pin",
    "postcode": "map-pin",
    "phone": "phone",
    "email": "mail",
    "jigsaw": "users",
}
#: So much of the text is shown on each side of what was found.
_AROUND = 140
#: So many texts are shown of a long document; the list above them names every page.
_MOST_TEXTS = 6


class Notice(NamedTuple):
    """One thing that was found, as the page shows it."""

    icon: str
    words: str
    where: str
    sentence: str
    #: (what the button sends, the words that would stand there).
    instead: Sequence[tuple[str, str]]


def answer_of(request: HttpRequest) -> Answer | None:
    """What the author answered, if the form came from that page."""
    if "instead" in request.POST or "look" in request.POST:
        return ONLY_LOOK
    if "seal" not in request.POST:
        return None
    sent = request.POST
    return Answer(sent["seal"], sent.get("why", ""), sent.get("why_words", ""))


def take_other_words(request: HttpRequest) -> None:
    """Put the words that the author chose into the field where something was found; nothing is posted by that.

    The button says where: "body:post:12:31:0" is the first suggestion for what stands from 12 to 31.
    """
    label, where, *numbers = [*request.POST.get("instead", "").split(":"), "", ""][:5]
    if not all(one.isdigit() and len(one) < 9 for one in numbers) or len(numbers) != 3:
        return
    part = Part(label, tidy(label, request.POST.get(label, "")), where)
    start, end, choice = map(int, numbers)
    for one in found_in([part]):
        words = instead_of(one) if (one.hit.start, one.hit.end) == (start, end) else ()
        if choice < len(words):
            sent = request.POST.copy()
            sent[label] = replaced([part], one, words[choice])[0].text
            request.POST = sent  # type: ignore[assignment]  # what the form would have sent


def tidy(label: str, text: str) -> str:
    """A field's text as the gate sees it."""
    return text.replace("\r\n", "\n").strip() if label == "body" else " ".join(text.split())


def interruption(
    request: HttpRequest,
    asked: Interrupted,
    *,
    back: str = "",
    more: Iterable[tuple[str, str]] = (),
    without: Sequence[str] = (),
    audience: str = "",
    post: str = "",
    copy: str = "",
    ways: Iterable[tuple[str, str, bool]] = (),
    lead: str = "",
) -> HttpResponse:
    """The page. `back` is where the author changes their words, which are kept there; where that is "", they are changed
    on this page. `copy` names the copy of them on the device; `ways` are others
    than going back: (label, address, whether it is done there at once). `more` and `without`: fields that the form carries besides what was sent, and those that it leaves out.
    """
    said = pack(settings.PACK)
    notices = [_notice(one, offers=not ways) for one in asked.found if one.hit.strength == "interrupt"]
    fields = _carried(request, without, [] if back or ways else _labels(asked))
    context = {
        "question": said.safety_question,
        "answer": said.safety_answer,
        "notices": notices,
        "hints": [_notice(one, offers=not ways) for one in asked.found if one.hit.strength == "hint"],
        "texts": [_marked(part, asked.found) for part in asked.parts if _shown(part, asked.found)][
            :_MOST_TEXTS
        ],
        "wrong": asked.wrong,
        "seal": asked.seal,
        "fields": [*fields, *more],
        "edits": [] if back or ways else _edits(request, asked),
        "action": request.get_full_path(),
        "back": back,
        "audience": audience.rstrip("."),
        "post": post or _("Post it"),
        "copy": copy,
        "ways": list(ways),
        "lead": lead or _("Nothing has been posted yet. Your words are safe here."),
        "reasons": reasons(),
        "why": request.POST.get("why", "") if asked.wrong else "",
        "why_words": request.POST.get("why_words", "") if asked.wrong else "",
        "most": MOST_WORDS,
    }
    response = page(request, "write/interruption.html", context, status=422 if notices else 200)
    response["Cache-Control"] = "no-store"
    return response


def reasons() -> list[tuple[str, str]]:
    """Why it may be fine, as the author chooses and the facilitators read it."""
    return [
        ("colleague", _("Somebody known for their work, such as a colleague or an author")),
        ("public", _("A place, an office or a number that everyone may know")),
        ("made_up", _("Made up, or an example")),
        ("mine", _("My own details")),
        ("other", _("Something else")),
    ]


def _notice(one: Found, *, offers: bool) -> Notice:
    start, end = extent(one)
    kind = rules_here().kinds[one.hit.kind]
    value = f"{one.part.label}:{one.part.where}:{one.hit.start}:{one.hit.end}"
    words = instead_of(one) if offers and not one.part.label.startswith("file ") else ()
    icon = _ICONS.get(one.hit.kind, "hash")
    return Notice(
        icon,
        one.part.text[start:end],
        where_of(one),
        kind.sentence,
        [(f"{value}:{n}", each) for n, each in enumerate(words)],
    )


def where_of(one: Found) -> str:
    """ "line 2", "in the title"."""
    if one.part.label == "title":
        return _("in the title")
    if one.part.label == "note":
        return _("in the note")
    if one.part.label == "title inside":
        return _("in what the file calls itself inside")
    if one.part.where == "filename":
        return _("in the name of a file")
    if one.part.label == "body":
        return _("line %(n)s") % {"n": one.part.text.count("\n", 0, one.hit.start) + 1}
    # Pages and slides are called as the file calls them; names of fields say nothing to a person.
    return one.part.label if any(char.isdigit() for char in one.part.label) else ""


def hint_words(one: Hinted) -> str:
    """ "A date of birth? Line 2. …": said softly under the box."""
    if not one.lines:
        where = _("In the title.")
    else:
        where = _("Line %(n)s.") % {"n": ", ".join(str(line) for line in one.lines[:5])}
    return f"{one.called[:1].upper()}{one.called[1:]}? {where} {one.sentence}"


def _shown(part: Part, found: Sequence[Found]) -> bool:
    return part.label == "body" or any(one.part.label == part.label for one in found)


def _marked(part: Part, found: Sequence[Found]) -> list[tuple[str, bool]]:
    """The text in pieces, those that were found marked; long stretches between them are left out."""
    spans = sorted(
        extent(one) for one in found if one.part.label == part.label and one.hit.strength == "interrupt"
    )
    pieces: list[tuple[str, bool]] = []
    place = 0
    for start, end in spans:
        if start < place:
            continue
        pieces += [(_shortened(part.text[place:start], before=place > 0, after=True), False)]
        pieces += [(part.text[start:end], True)]
        place = end
    pieces.append((_shortened(part.text[place:], before=place > 0, after=False), False))
    return pieces


def _shortened(text: str, *, before: bool, after: bool) -> str:
    """A stretch without its middle, or without the end that touches nothing found."""
    if len(text) <= 2 * _AROUND:
        return text
    head, tail = text[:_AROUND] if before or not after else "", text[-_AROUND:] if after else ""
    return f"{head}\u2026{tail}"


def _labels(asked: Interrupted) -> list[str]:
    return list(dict.fromkeys(one.part.label for one in asked.found))


def _carried(request: HttpRequest, without: Sequence[str], edited: Sequence[str]) -> list[tuple[str, str]]:
    """What was sent, to be sent again."""
    left_out = {*OWN, *without, *edited}
    return [
        (name, value) for name, values in request.POST.lists() for value in values if name not in left_out
    ]


def _edits(request: HttpRequest, asked: Interrupted) -> list[dict[str, Any]]:
    """The fields in which something was found, to be changed on the page."""
    return [{"name": name, "value": request.POST.get(name, "")} for name in _labels(asked)]
