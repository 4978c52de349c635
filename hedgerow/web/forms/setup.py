"""Forms of the set-up, one for each step."""

import zoneinfo
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from hedgerow.mail.smtp import NotAnAddress, Server, make_url, read_url
from hedgerow.people.addresses import looks_right, normal
from hedgerow.web.forms.accounts import EmailField, NewPasswordField, PlainForm


class AdministratorForm(PlainForm):
    """Step 1: who looks after this place."""

    name = forms.CharField(max_length=80, required=False)
    email = EmailField()
    password = NewPasswordField()

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not any(char.isalnum() for char in name):
            raise ValidationError(_("Enter your name, as colleagues know you."))
        return name


class PlaceForm(PlainForm):
    """Step 2: what the place is called, where it is, and its time zone."""

    name = forms.CharField(max_length=60, required=False)
    address = forms.CharField(max_length=200, required=False)
    time_zone = forms.CharField(max_length=50, required=False)
    contact = forms.CharField(max_length=200, required=False)

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        if not name:
            raise ValidationError(_('Enter a name for this place, for example "Thistle Valley".'))
        return name

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"]).strip().rstrip("/")
        try:
            URLValidator(schemes=["http", "https"])(address)
        except ValidationError:
            raise ValidationError(_("Enter the whole address, like https://learn.example.org")) from None
        return address

    def clean_time_zone(self) -> str:
        if self.cleaned_data["time_zone"] not in zones():
            raise ValidationError(_("Choose a time zone from the list, for example Europe/London"))
        return str(self.cleaned_data["time_zone"])

    def clean_contact(self) -> str:
        contact = normal(str(self.cleaned_data["contact"]))
        if contact and not looks_right(contact):
            raise ValidationError(_("Enter a whole email address, like help@example.org, or leave it empty"))
        return contact


def zones() -> list[str]:
    """Names of time zones, by place."""
    return sorted(
        name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/")
    )


class MailForm(PlainForm):
    """Step 3: the mail server, in the words that its provider uses."""

    host = forms.CharField(max_length=150, required=False)
    port = forms.CharField(max_length=5, required=False)
    tls = forms.ChoiceField(choices=[("start", ""), ("whole", ""), ("off", "")], required=False)
    user = forms.CharField(max_length=150, required=False)
    password = forms.CharField(max_length=200, required=False, strip=False)
    mail_from = forms.CharField(max_length=200, required=False)

    def __init__(self, data: Any, *, server: Server | None, mail_from: str) -> None:
        self.server = server
        first = {"port": "587", "tls": "start", "mail_from": mail_from}
        if server is not None:
            first |= {"host": server.host, "port": str(server.port), "tls": server.tls, "user": server.user}
        super().__init__(data, initial=first)

    def clean_host(self) -> str:
        host = str(self.cleaned_data["host"]).strip().lower()
        if not host or not all(char.isalnum() or char in ".-:_" for char in host):
            raise ValidationError(_("Enter the name of the mail server, like mail.example.org"))
        return host

    def clean_port(self) -> int:
        port = str(self.cleaned_data["port"]).strip() or "587"
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise ValidationError(_("Enter a port, usually 587 or 465"))
        return int(port)

    def clean_mail_from(self) -> str:
        address = normal(str(self.cleaned_data["mail_from"]))
        if not looks_right(address):
            raise ValidationError(_("Enter the address that mail comes from, like hedgerow@example.org"))
        return address

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not self.errors:
            try:
                read_url(self.url())
            except NotAnAddress as error:
                self.add_error("tls", str(error))
        return found

    def url(self) -> str:
        """The server as one address; an empty password means the one that was saved before."""
        data = self.cleaned_data
        same = self.server is not None and (self.server.host, self.server.user) == (
            data["host"],
            data["user"],
        )
        kept = self.server.password if same and self.server is not None else ""
        return make_url(
            host=data["host"],
            port=data["port"],
            user=data["user"],
            password=data["password"] or kept,
            tls=data["tls"] or "start",
        )
