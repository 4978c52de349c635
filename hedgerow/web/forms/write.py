"""Forms of writing: a title and words."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hedgerow.base.text import MAX_LENGTH
from hedgerow.items.models.item import TITLE_LENGTH
from hedgerow.web.forms.plain import PlainForm


class WordsField(forms.CharField):
    """A person's text: kept as typed, with one kind of new line."""

    def __init__(self, **extra: Any) -> None:
        super().__init__(required=False, strip=False, **extra)

    def clean(self, value: Any) -> str:
        """The text; refuses nothing but too much of it."""
        text = str(super().clean(value) or "").replace("\r\n", "\n").strip()
        if len(text) > MAX_LENGTH:
            raise forms.ValidationError(
                _("This is longer than %(most)s characters. Put a part of it into a document.")
                % {"most": f"{MAX_LENGTH:,}"}
            )
        return text


class ReplyForm(PlainForm):
    """A reply; an empty one is refused unless it brings files."""

    body = WordsField()

    def __init__(self, data: Any = None, *, with_files: bool = False, **extra: Any) -> None:
        super().__init__(data, **extra)
        self.with_files = with_files

    def clean_body(self) -> str:
        text: str = self.cleaned_data["body"]
        if not text and not self.with_files:
            raise forms.ValidationError(_("Write something first."))
        return text


class LookForm(PlainForm):
    """Why the steward needs to know who wrote something."""

    why = forms.CharField(required=False)

    def clean_why(self) -> str:
        why = " ".join(self.cleaned_data["why"].split())
        if not why:
            raise forms.ValidationError(_("Write down why you need to know."))
        return why


class ItemForm(ReplyForm):
    """A title and words."""

    title = forms.CharField(required=False)

    field_order = ("title", "body")

    def clean_title(self) -> str:
        title = " ".join(self.cleaned_data["title"].split())
        if not title:
            raise forms.ValidationError(_("Enter a title, for example “What do you say when…”"))
        if len(title) > TITLE_LENGTH:
            raise forms.ValidationError(
                _("The title has %(n)s characters. Make it %(most)s at most.")
                % {"n": len(title), "most": TITLE_LENGTH}
            )
        return title

    def clean_body(self) -> str:
        return str(self.cleaned_data["body"])
