"""The people of the example: accounts with proved addresses, and what they say about themselves."""

from django.conf import settings

from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import quietly
from hedgerow.base.text import render
from hedgerow.packs.example.rows import ExamplePerson
from hedgerow.people.actions.accounts import prove_address, start_account
from hedgerow.people.models import Person
from hedgerow.workflows.example.cast import Cast, lasting_code


def load_people(cast: Cast) -> None:
    """Everybody who is not there yet; then the cast knows them all."""
    found = {person.code: person for person in example_people(cast.example.people)}
    for row in cast.example.people:
        person = found.get(lasting_code("person", row.key)) or _load_person(row)
        cast.people[row.key] = person
        for email in row.extra_emails:
            with quietly(row.joined_at):
                prove_address(by=cast.viewer(row.key), email=email)


def example_people(rows: tuple[ExamplePerson, ...]) -> list[Person]:
    """The persons in the database who were made from these rows."""
    codes = [lasting_code("person", row.key) for row in rows]
    return list(Person.objects.filter(code__in=codes))


def _load_person(row: ExamplePerson) -> Person:
    with quietly(row.joined_at):
        person = start_account(by=Viewer.stranger(), email=row.email, name=row.name, what_i_do=row.what_i_do)
    person.code = lasting_code("person", row.key)
    person.pronouns = row.pronouns
    person.about = row.about
    person.about_html = render(row.about).html if row.about else ""
    person.willing = ", ".join(row.willing_to_help)
    person.language = "" if row.language == "en" else row.language
    person.joined_at = row.joined_at
    # SECURITY: in a real place nobody of the example looks after it.
    person.is_administrator = row.administrator and settings.EXAMPLE
    person.save()
    return person


def close_former(cast: Cast) -> None:
    """Who has left closes the account and leaves their words."""
    for row in cast.example.people:
        if row.state != "former":
            continue
        written = [
            one.created_at
            for item in cast.example.items
            for one in (item, *item.replies)
            if row.key == (one.author if one is item else one.by)  # type: ignore[union-attr]
        ]
        person = cast.people[row.key]
        if person.closed_at is None:
            Person.objects.filter(pk=person.pk).update(
                closed_at=max([row.joined_at, *written]), closing_words="keep", is_active=False
            )
