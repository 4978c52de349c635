"""Forms of the platform's pages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hedgerow.communities.actions.overseeing import LONGEST, SHORTEST
from hedgerow.people.addresses import looks_right, normal
from hedgerow.people.registering import KINDS, plain_domain
from hedgerow.web.colours import wrong_colour
from hedgerow.web.forms.facilitate import LineField, TextField
from hedgerow.web.forms.plain import PlainForm
from hedgerow.web.forms.setup import PlaceForm


class WhyForm(PlainForm):
    """A reason that others will read."""

    why = LineField(LONGEST)

    def clean_why(self) -> str:
        if len(self.cleaned_data["why"]) < SHORTEST:
            raise ValidationError(_("Write why, in a sentence. They read it."))
        return str(self.cleaned_data["why"])


class EmailForm(PlainForm):
    """An email address of somebody who has an account, and why."""

    email = forms.CharField(required=False, max_length=254)
    why = LineField(LONGEST)

    def clean_email(self) -> str:
        email = normal(str(self.cleaned_data["email"]))
        if not looks_right(email):
            raise ValidationError(_("Enter an email address in the correct format, like name@example.com"))
        return email

    def clean_why(self) -> str:
        if len(self.cleaned_data["why"]) < SHORTEST:
            raise ValidationError(_("Write why, in a sentence. They read it."))
        return str(self.cleaned_data["why"])


class NamesForm(PlaceForm):
    """What the place is called and where it is, as in the set-up."""


class RegistrationForm(PlainForm):
    """Who may start an account."""

    registration = forms.ChoiceField(choices=[(kind, kind) for kind in KINDS])
    domains = TextField(1000)

    def clean_domains(self) -> str:
        typed = str(self.cleaned_data["domains"]).replace(",", " ").split()
        found = [plain_domain(one.removeprefix("@")) for one in typed]
        if "" in found:
            said = _("%(typed)s is not a domain. Write what stands after the @, like example.org")
            raise ValidationError(said % {"typed": typed[found.index("")]})
        return " ".join(dict.fromkeys(found))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("registration") == "domains" and not data.get("domains") and "domains" not in self.errors:
            self.add_error("domains", _("Write at least one domain, like example.org"))
        return data


class LookForm(PlainForm):
    """Colours for light and dark pages, and a sentence for strangers."""

    accent = forms.CharField(required=False, max_length=20)
    accent_dark = forms.CharField(required=False, max_length=20)
    welcome = LineField(300)

    def clean_accent(self) -> str:
        return self._colour("accent", dark=False)

    def clean_accent_dark(self) -> str:
        return self._colour("accent_dark", dark=True)

    def _colour(self, name: str, *, dark: bool) -> str:
        typed = str(self.cleaned_data[name]).strip().lower()
        if not typed:
            return ""
        typed = typed if typed.startswith("#") else f"#{typed}"
        trouble = wrong_colour(typed, dark=dark)
        if trouble:
            raise ValidationError(trouble)
        return typed


class PolicyForm(PlainForm):
    """The words of one policy."""

    words = TextField(20_000)
