"""Forms of accounts: email, code, name, password, look; what is wrong is said in plain words."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hedgerow.packs.loading import pack
from hedgerow.people.actions.accounts import THEMES
from hedgerow.people.addresses import looks_right, normal
from hedgerow.web.forms.plain import PlainForm

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 200


class EmailField(forms.CharField):
    """An email address, in small letters."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=254, required=False, **options)

    def clean(self, value: Any) -> str:
        email = normal(str(value or ""))
        if not looks_right(email):
            raise ValidationError(_("Enter an email address in the correct format, like name@example.com"))
        return email


class NewPasswordField(forms.CharField):
    """A password to be: 12 characters or more, and not one that everybody tries first."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(strip=False, **options)

    def clean(self, value: Any) -> str:
        password = str(value or "")
        if not password and not self.may_be_empty:
            raise ValidationError(
                _("Enter a password of 12 characters or more. Three words make a good one.")
            )
        if password and len(password) < SHORTEST_PASSWORD:
            raise ValidationError(_("Make it 12 characters or longer. Three words make a good one."))
        if len(password) > LONGEST_PASSWORD:
            raise ValidationError(_("Make it 200 characters or shorter."))
        if password:
            try:
                CommonPasswordValidator().validate(password)
            except ValidationError:
                raise ValidationError(
                    _("Many people use that one, so it is tried first. Choose another.")
                ) from None
        return password

    may_be_empty = False


class EmailForm(PlainForm):
    """One email address."""

    email = EmailField()


class PasswordSignInForm(PlainForm):
    """The second way to sign in."""

    email = EmailField()
    password = forms.CharField(strip=False, required=False, max_length=LONGEST_PASSWORD)

    def clean_password(self) -> str:
        if not self.cleaned_data["password"]:
            raise ValidationError(_("Enter your password."))
        return str(self.cleaned_data["password"])


class NameForm(PlainForm):
    """Who somebody is: their name, and what they do in their own words."""

    name = forms.CharField(max_length=80, required=False)
    what_i_do = forms.CharField(max_length=80, required=False)

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not any(char.isalnum() for char in name):
            raise ValidationError(_("Enter your name, as colleagues know you."))
        return name

    @staticmethod
    def roles() -> list[str]:
        """Suggestions for "What do you do?" from the profession's pack."""
        return [role.label for role in pack(settings.PACK).roles if role.key != "other"]


class NewPasswordForm(PlainForm):
    """Set or change a password; typed once, because it can be shown."""

    password = NewPasswordField()


class ProofForm(PlainForm):
    """A password typed again."""

    password = forms.CharField(strip=False, required=False, max_length=LONGEST_PASSWORD)


class ThemeForm(PlainForm):
    """Light, dark, or as the device says."""

    theme = forms.ChoiceField(choices=[(theme, theme) for theme in THEMES])
