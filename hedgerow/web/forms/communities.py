"""Forms of communities: joining, a join code, and starting one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hedgerow.base.codes import normal_join_code
from hedgerow.communities.models import Community
from hedgerow.communities.models.community import RHYTHM
from hedgerow.communities.presets import BY_KEY
from hedgerow.web.forms.plain import PlainForm

NAME, PURPOSE, REASON, WORDS = 80, 300, 300, 200


def one_line(text: Any) -> str:
    """What was typed, without the spaces round it and between lines."""
    return " ".join(str(text or "").split())


class JoinForm(PlainForm):
    """How to take part, the ground rules where there are some, and a reason where one asks."""

    part = forms.CharField(required=False)
    reason = forms.CharField(required=False)
    rules = forms.BooleanField(required=False)

    def __init__(self, data: Any = None, *, community: Community, **extra: Any) -> None:
        extra.setdefault("initial", {"part": "member"})
        super().__init__(data, **extra)
        self.has_rules = bool(community.ground_rules)

    def clean_part(self) -> str:
        return "listener" if self.cleaned_data["part"] == "listener" else "member"

    def clean_reason(self) -> str:
        reason = str(self.cleaned_data["reason"]).strip()
        if len(reason) > REASON:
            raise ValidationError(
                _("This has %(n)s characters. Make it %(most)s at most.") % {"n": len(reason), "most": REASON}
            )
        return reason

    def clean_rules(self) -> bool:
        if self.has_rules and not self.cleaned_data["rules"]:
            raise ValidationError(_("Read the ground rules and tick the box to accept them."))
        return bool(self.cleaned_data["rules"])

    def summary(self) -> list[tuple[str, str]]:
        """The box to tick has an address of its own."""
        return [
            (message, "#f-rules-1" if where == "#f-rules" else where) for message, where in super().summary()
        ]


class CodeForm(PlainForm):
    """Six letters from the person who invited."""

    code = forms.CharField(required=False, max_length=40)

    def clean_code(self) -> str:
        code = normal_join_code(str(self.cleaned_data["code"]))
        if not code:
            raise ValidationError(_("Enter the 6 letters of the code, for example BKRTFW"))
        return code


class StartForm(PlainForm):
    """Name, purpose, who can find and join, and when we meet or talk."""

    name = forms.CharField(required=False)
    purpose = forms.CharField(required=False)
    preset = forms.CharField(required=False)
    rhythm = forms.CharField(required=False)
    rhythm_words = forms.CharField(required=False)

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        if not any(character.isalnum() for character in name):
            raise ValidationError(_("Enter a name, for example “Small group north”"))
        return self._short(name, NAME)

    def clean_purpose(self) -> str:
        purpose = one_line(self.cleaned_data["purpose"])
        if not purpose:
            raise ValidationError(_("Say in a sentence what you want to get better at together"))
        return self._short(purpose, PURPOSE)

    def clean_preset(self) -> str:
        if self.cleaned_data["preset"] not in BY_KEY:
            raise ValidationError(_("Choose who can find and join it"))
        return str(self.cleaned_data["preset"])

    def clean_rhythm(self) -> str:
        rhythm = str(self.cleaned_data["rhythm"])
        return rhythm if rhythm in dict(RHYTHM) else "when_needed"

    def clean_rhythm_words(self) -> str:
        return self._short(one_line(self.cleaned_data["rhythm_words"]), WORDS)

    @staticmethod
    def _short(text: str, most: int) -> str:
        if len(text) > most:
            raise ValidationError(
                _("This has %(n)s characters. Make it %(most)s at most.") % {"n": len(text), "most": most}
            )
        return text
