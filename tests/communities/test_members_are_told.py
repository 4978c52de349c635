"""Members are told when a cohort is sealed: once, in plain words, and nobody else. What is told before: test_announced_changes."""

import pytest
from django.core import mail

from hedgerow.base.jobs.testing import run_all
from hedgerow.communities.actions import change_access, seal_cohort

pytestmark = pytest.mark.django_db


def told():
    return {letter.to[0]: letter for letter in mail.outbox}


def test_narrowing_tells_nobody(world):
    change_access(by=world.viewer("fay"), community=world.open_, preset="private")
    run_all()
    assert not mail.outbox


def test_a_sealed_cohort_is_told_to_those_who_leave_and_those_who_stay(world):
    world.secret.memberships.filter(person=world.ann).update(part="facilitator")
    seal_cohort(by=world.viewer("fay"), community=world.secret)
    run_all()
    letters = told()
    assert set(letters) == {getattr(world, name).email for name in ("max", "ann", "lil")}
    # A confidential community is not named in a mail.
    assert all("Quiet" not in letter.subject + letter.body.split("http")[0] for letter in mail.outbox)
    assert "you are one of the alumni now" in letters[world.max.email].body
    assert "where you look after things" in letters[world.ann.email].body
