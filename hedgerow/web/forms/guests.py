"""Forms about guests and bridges: whom to invite until when, and who somebody is who comes."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from hedgerow.items.actions.guests import LONGEST, USUAL
from hedgerow.web.forms.accounts import EmailField
from hedgerow.web.forms.facilitate import N_, LineField
from hedgerow.web.forms.plain import PlainForm


def usual_end() -> date:
    """The day until which a guest stays unless somebody says otherwise."""
    return (timezone.localtime() + USUAL).date()


class GuestForm(PlainForm):
    """Whom to invite, why, until when."""

    name = LineField(80)
    email = EmailField()
    why = LineField(200, missing=N_("Say in a line why you ask them. They read it, and so do you later."))
    until = forms.CharField(required=False, max_length=10)

    def clean_until(self) -> date:
        try:
            day = parse_date(str(self.cleaned_data["until"]))
        except ValueError:
            day = None
        today = timezone.localdate()
        if day is None:
            raise ValidationError(_("Enter a day, like %(day)s") % {"day": usual_end().isoformat()})
        if not today <= day <= today + LONGEST:
            raise ValidationError(_("Choose a day from today on, and within a year."))
        return day


class ArrivalForm(PlainForm):
    """Who comes: the name and what they do, as the people there read them."""

    name = LineField(80, missing=N_("Enter your name, as colleagues know you."))
    role = LineField(80, missing=N_("Say what you do, for example “Palliative care nurse”."))
