"""The people of the example: accounts with proved addresses, and what they say about themselves."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from hedgerow.access.viewer import Viewer
from hedgerow.activity.recording import quietly
from hedgerow.communities.standings import viewer_for
from hedgerow.packs.example.rows import Example, ExamplePerson
from hedgerow.people.actions.accounts import prove_address, start_account
from hedgerow.people.actions.closing import WAITS
from hedgerow.people.actions.profile import change_profile
from hedgerow.people.models import Person
from hedgerow.workflows.closing import ask_to_close_account, close_account
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
        person = start_account(by=Viewer.stranger(), email=row.email, name=row.name, invited=True)
        change_profile(
            by=viewer_for(person.pk),
            name=row.name,
            pronouns=row.pronouns,
            what_i_do=row.what_i_do,
            about=row.about,
            willing=", ".join(row.willing_to_help),
        )
    person.refresh_from_db()
    person.code = lasting_code("person", row.key)
    person.language = "" if row.language == "en" else row.language
    person.joined_at = row.joined_at
    # SECURITY: in a real place nobody of the example looks after it.
    person.is_administrator = row.administrator and settings.EXAMPLE
    person.save(update_fields=["code", "language", "joined_at", "is_administrator"])
    return person


def close_former(cast: Cast) -> None:
    """Who has left closed the account two weeks after their last words, and left those here."""
    for row in cast.example.people:
        person = cast.people[row.key]
        if row.state != "former" or person.closed_at is not None:
            continue
        at = min(_last_words(cast.example, row) + timedelta(days=14), cast.now)
        with quietly(at):
            ask_to_close_account(by=cast.viewer(row.key), words="keep")
            close_account(person.pk, timezone.now() + WAITS)
        Person.objects.filter(pk=person.pk).update(closed_at=at)


def _last_words(example: Example, row: ExamplePerson) -> datetime:
    items = [item.created_at for item in example.items if item.author == row.key]
    replies = [one.created_at for item in example.items for one in item.replies if one.by == row.key]
    return max([row.joined_at, *items, *replies])
