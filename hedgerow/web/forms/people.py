"""Forms of one's own profile, each field with who can see it, and of closing an account."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hedgerow.packs.loading import pack
from hedgerow.people.actions.closing import WORDS
from hedgerow.people.models.person import SEEN_BY
from hedgerow.web.forms.facilitate import LineField, TextField
from hedgerow.web.forms.plain import PlainForm


class SeenByField(forms.ChoiceField):
    """Who can see the field above."""

    def __init__(self, **extra: Any) -> None:
        super().__init__(choices=SEEN_BY, **extra)


class ProfileForm(PlainForm):
    """What somebody says about themselves; all but the name can be left out."""

    name = LineField(80)
    pronouns = LineField(30)
    what_i_do = LineField(80)
    what_i_do_seen_by = SeenByField()
    about = TextField(2000)
    about_seen_by = SeenByField()
    willing = LineField(200)
    willing_seen_by = SeenByField()

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if not any(char.isalnum() for char in name):
            raise ValidationError(_("Enter your name, as colleagues know you."))
        return name

    def clean_willing(self) -> str:
        parts = [part.strip() for part in str(self.cleaned_data["willing"]).replace(";", ",").split(",")]
        return ", ".join(part for part in parts if part)

    @staticmethod
    def roles() -> list[str]:
        """Suggestions for "What do you do?" from the profession's pack."""
        return [role.label for role in pack(settings.PACK).roles if role.key != "other"]


class CloseForm(PlainForm):
    """What becomes of the words, and a tick that it was read."""

    words = forms.ChoiceField(choices=[(word, word) for word in WORDS], required=False)
    read = forms.BooleanField(required=False)

    def clean_words(self) -> str:
        words = str(self.cleaned_data["words"])
        if not words:
            raise ValidationError(_("Choose what becomes of your words."))
        return words

    def clean_read(self) -> bool:
        if not self.cleaned_data["read"]:
            raise ValidationError(_("Tick the box when you have read what will happen."))
        return True
