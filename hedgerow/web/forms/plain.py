"""The form that every page's form is made from: templates draw the fields themselves."""

from django import forms


class PlainForm(forms.Form):
    """A form whose template draws the fields itself: `form.text("email")`, `form.wrong("email")`, `form.summary()`."""

    def text(self, name: str) -> str:
        """What the person typed, or what the field starts with."""
        value = self[name].value()
        return "" if value is None else str(value)

    def wrong(self, name: str) -> str:
        """What is to mend in this field, or ""."""
        found = self.errors.get(name)
        return str(found[0]) if found else ""

    def refuse(self, name: str, sentence: str) -> None:
        """Something is to mend in this field, when there is a sentence for it."""
        if sentence:
            self.add_error(name, sentence)

    def summary(self) -> list[tuple[str, str]]:
        """For `error_summary`: each message with the address of its field."""
        names = [(name, f"#f-{name}") for name in self.fields]
        found = [(self.wrong(name), where) for name, where in names if self.wrong(name)]
        return [*[(str(one), f"#f-{next(iter(self.fields))}") for one in self.non_field_errors()], *found]
