"""Forms of looking after a community: inviting, its words, its rooms."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from hedgerow.communities.models.community import RHYTHM
from hedgerow.communities.parsing_invitations import LONGEST
from hedgerow.communities.presets import BY_KEY
from hedgerow.communities.species import NAMES
from hedgerow.people.addresses import looks_right, normal
from hedgerow.web.forms.plain import PlainForm

#: More people than this at once are asked for in parts.
MOST_LINES = 300
PARTS = ("member", "listener", "facilitator")


class LineField(forms.CharField):
    """One line, without spaces round it or twice inside; says plainly when it is too long."""

    def __init__(self, most: int, missing: str = "", **extra: Any) -> None:
        super().__init__(required=False, **extra)
        self.most, self.missing = most, missing

    def clean(self, value: Any) -> str:
        text = " ".join(str(value or "").split())
        if self.missing and not text:
            raise ValidationError(_(self.missing))
        return _short(text, self.most)


class TextField(forms.CharField):
    """Several lines, kept as typed."""

    def __init__(self, most: int, **extra: Any) -> None:
        super().__init__(required=False, strip=False, **extra)
        self.most = most

    def clean(self, value: Any) -> str:
        return _short(str(value or "").replace("\r\n", "\n").strip(), self.most)


def _short(text: str, most: int) -> str:
    if len(text) > most:
        raise ValidationError(
            _("This has %(n)s characters. Make it %(most)s at most.") % {"n": len(text), "most": most}
        )
    return text


def N_(text: str) -> str:
    """Marks a sentence for the catalogue; it is translated when it is shown."""
    return text


class InviteForm(PlainForm):
    """What was pasted, a message, a part."""

    people = TextField(LONGEST)
    message = TextField(500)
    part = forms.ChoiceField(choices=[(part, part) for part in PARTS], required=False)

    def clean_people(self) -> str:
        text = str(self.cleaned_data["people"])
        if "@" not in text:
            raise ValidationError(_("Enter at least one email address, like name@example.com"))
        return text

    def clean_part(self) -> str:
        return str(self.cleaned_data["part"] or "member")


class ReviewLine:
    """One line of the list that is shown back: whom to invite, and what is to look at."""

    def __init__(self, number: int, name: str, email: str, original: str, chosen: bool) -> None:
        self.number, self.name, self.email, self.original = number, name, email, original
        self.chosen, self.error = chosen, ""
        self.note, self.guess = "", ""

    @property
    def wanted(self) -> bool:
        """Ticked, or corrected: whoever mends an address means to invite it."""
        return self.chosen or self.email != self.original

    def check(self) -> bool:
        """True when this line can be sent, or is left out."""
        if self.wanted and not looks_right(self.email):
            self.error = _("Enter an email address in the correct format, like name@example.com")
        return not self.error


def review_lines(data: Any) -> list[ReviewLine]:
    """The lines as they came back."""
    count = str(data.get("count", ""))
    most = min(int(count), MOST_LINES) if count.isdigit() else 0
    return [
        ReviewLine(
            number,
            " ".join(str(data.get(f"name-{number}", "")).split())[:80],
            normal(str(data.get(f"email-{number}", ""))),
            normal(str(data.get(f"was-{number}", ""))),
            data.get(f"send-{number}") == "1",
        )
        for number in range(most)
    ]


class RoomForm(PlainForm):
    """A room's name and purpose."""

    name = LineField(60, missing=N_("Enter a name, for example “Planning”"))
    purpose = LineField(200)


class WordsForm(PlainForm):
    """The words and look of a community."""

    name = LineField(80, missing=N_("Enter the name of the community."))
    short_name = LineField(24)
    purpose = LineField(300, missing=N_("Say in a sentence what you want to get better at together."))
    front_page = TextField(4000)
    ground_rules = TextField(4000)
    place = LineField(80)
    audience_words = LineField(80)
    rhythm = forms.ChoiceField(choices=RHYTHM)
    rhythm_words = LineField(200)
    species = forms.ChoiceField(choices=[(name, name) for name in NAMES])
    resting_until = forms.CharField(required=False)

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if not any(char.isalnum() for char in name):
            raise ValidationError(_("Enter the name of the community."))
        return name

    def clean_resting_until(self) -> Any:
        typed = str(self.cleaned_data["resting_until"]).strip()
        if not typed:
            return None
        try:
            day = parse_date(typed)
        except ValueError:
            day = None
        if day is None:
            raise ValidationError(_("Enter a date, like 2027-01-31."))
        return day


class AccessForm(PlainForm):
    """One of the five presets."""

    preset = forms.ChoiceField(choices=[(key, key) for key in BY_KEY])


class ReasonForm(PlainForm):
    """Why, for the other facilitators."""

    why = LineField(300)
