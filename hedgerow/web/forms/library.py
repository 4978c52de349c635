"""Forms of the library."""

from django import forms
from django.utils.translation import gettext as _

from hedgerow.items.models.item import TITLE_LENGTH
from hedgerow.web.forms.plain import PlainForm


class TitleForm(PlainForm):
    """Another title for a document."""

    title = forms.CharField(required=False)

    def clean_title(self) -> str:
        title = " ".join(self.cleaned_data["title"].split())
        if not title:
            raise forms.ValidationError(_("Enter a title, for example “Leave request form”"))
        if len(title) > TITLE_LENGTH:
            raise forms.ValidationError(
                _("The title has %(n)s characters. Make it %(most)s at most.")
                % {"n": len(title), "most": TITLE_LENGTH}
            )
        return title


class FolderForm(PlainForm):
    """A folder's name, what is in it, and where it is; the action says what is wrong with them."""

    name = forms.CharField(required=False)
    description = forms.CharField(required=False)
    parent = forms.CharField(required=False)


class VersionForm(PlainForm):
    """A newer file with a note about what is new."""

    file = forms.FileField(required=False, allow_empty_file=True)
    note = forms.CharField(required=False)

    def clean_file(self) -> object:
        if not self.cleaned_data["file"]:
            raise forms.ValidationError(_("Choose the new file."))
        return self.cleaned_data["file"]
