"""Jobs that fail: again later, given up, recovered, and nothing of their content told."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from hedgerow.base.jobs import running
from hedgerow.base.jobs.jobs import remove_finished
from hedgerow.base.jobs.models import Job, WorkerBeat
from hedgerow.base.jobs.state import queue_state, try_again
from hedgerow.base.jobs.testing import run_all
from tests.base.jobs import examples
from tests.base.jobs.examples import lines

pytestmark = pytest.mark.django_db

SECRET = "Siân O'Brien 943 476 5919"
LEASE = timedelta(seconds=60)


@pytest.fixture
def notes(tmp_path):
    return str(tmp_path / "notes")


def test_a_failing_job_is_tried_again_after_each_backoff_and_then_given_up():
    examples.fail.enqueue(SECRET)
    start = timezone.now()
    job = Job.objects.get

    assert run_all(now=start, raise_errors=False) == 1
    assert (job().state, job().attempts, job().run_after) == ("waiting", 1, start + timedelta(seconds=30))
    assert run_all(now=start + timedelta(seconds=29), raise_errors=False) == 0

    second = start + timedelta(seconds=31)
    assert run_all(now=second, raise_errors=False) == 1
    assert (job().state, job().attempts, job().run_after) == ("waiting", 2, second + timedelta(seconds=120))

    third = start + timedelta(seconds=200)
    assert run_all(now=third, raise_errors=False) == 1
    assert (job().state, job().attempts, job().finished_at) == ("gave_up", 3, third)
    assert run_all(now=start + timedelta(days=9), raise_errors=False) == 0


def test_run_all_shows_a_test_the_error_of_a_job():
    examples.fail.enqueue(SECRET)
    with pytest.raises(ValueError, match="cannot work on"):
        run_all()
    assert Job.objects.get().state == "waiting"


def test_a_job_that_gives_up_is_not_tried_again():
    examples.refuse.enqueue()
    run_all(raise_errors=False)
    assert (Job.objects.get().state, Job.objects.get().attempts) == ("gave_up", 1)


def test_neither_logs_nor_rows_tell_what_a_failed_job_was_working_on(caplog):
    caplog.set_level(logging.DEBUG)
    examples.fail.enqueue(SECRET)
    for minutes in (0, 1, 5):
        run_all(now=timezone.now() + timedelta(minutes=minutes), raise_errors=False)
    job = Job.objects.get()
    assert job.state == "gave_up"
    assert job.last_error.startswith("ValueError in inner, base/jobs/examples.py:")
    told = [record for record in caplog.records if record.name == "hedgerow.jobs"]
    assert [record.levelname for record in told] == ["WARNING", "WARNING", "ERROR"]
    whole = caplog.text + "".join(
        repr(vars(record)) for record in caplog.records if not record.name.startswith("django.db")
    )
    assert "ValueError" in whole and "examples.fail" in whole
    for word in ("Siân", "Si\\xe2n", "O'Brien", "943"):
        assert word not in whole and word not in job.last_error


def test_try_again_gives_a_job_all_its_retries_back():
    examples.refuse.enqueue()
    run_all(raise_errors=False)
    assert try_again("no.such.task") == 0
    assert try_again() == 1
    assert (Job.objects.get().state, Job.objects.get().attempts) == ("waiting", 0)


def test_a_job_whose_lease_is_over_waits_again_and_the_attempt_counts(notes):
    examples.note.enqueue(notes, "x")
    now = timezone.now()
    running.claim(now, worker="lost", most=1, lease=LEASE)
    assert running.recover(now + timedelta(seconds=59)) == 0
    assert running.recover(now + timedelta(seconds=61)) == 1
    job = Job.objects.get()
    assert (job.state, job.attempts, job.locked_by) == ("waiting", 1, "")
    assert "WorkerLost" in job.last_error


def test_a_job_that_kills_its_worker_each_time_is_given_up_in_the_end():
    examples.fail.enqueue("x")  # two retries
    now = timezone.now()
    for _ in range(3):
        now += timedelta(hours=1)
        assert len(running.claim(now, worker="lost", most=1, lease=LEASE)) == 1
        now += timedelta(hours=1)
        running.recover(now)
    assert Job.objects.get().state == "gave_up"


def test_a_result_that_comes_after_the_lease_was_lost_changes_nothing(notes):
    examples.hang_first.enqueue(notes)
    now = timezone.now()
    [slow] = running.claim(now, worker="slow", most=1, lease=LEASE)
    running.recover(now + timedelta(seconds=61))
    [again] = running.claim(now + timedelta(seconds=62), worker="slow", most=1, lease=LEASE)

    assert running.record_end(slow, None, now) is None
    assert running.record_end(slow, ValueError(), now) is None
    assert Job.objects.get().state == "running"
    assert running.record_end(again, None, now) == "done"


def test_a_late_result_is_not_taken_for_the_attempt_that_asking_again_made_the_first(notes):
    examples.note_latest.enqueue(notes, "fails")
    now = timezone.now()
    [overrun] = running.claim(now, worker="w", most=1, lease=LEASE)
    running.record_timeout(overrun, now)
    examples.note_latest.enqueue(notes, "new")  # resets the attempts
    [again] = running.claim(timezone.now(), worker="w", most=1, lease=LEASE)
    assert again.attempts == overrun.attempts == 1
    assert running.record_end(overrun, None, now) is None


def test_a_failed_job_makes_way_for_an_equal_one_that_waits_already(notes):
    examples.note_latest.enqueue(notes, "fails")
    [failed] = running.claim(timezone.now(), worker="w", most=1, lease=LEASE)
    examples.note_latest.enqueue(notes, "newer")
    running.record_end(failed, ValueError(), timezone.now())
    assert list(Job.objects.order_by("id").values_list("state", flat=True)) == ["done", "waiting"]
    run_all()
    assert lines(notes) == ["newer"]


def test_the_state_of_the_queue_counts_what_is_due_and_not_what_is_for_later(notes):
    now = timezone.now()
    assert queue_state(now).oldest_age_seconds == 0 and queue_state(now).last_beat is None
    examples.refuse.enqueue()
    run_all(raise_errors=False)
    examples.note.using(run_after=now - timedelta(seconds=90)).enqueue(notes, "old")
    examples.note.using(run_after=now - timedelta(seconds=5)).enqueue(notes, "young")
    examples.note.using(run_after=now + timedelta(seconds=90)).enqueue(notes, "later")
    WorkerBeat.objects.create(name="w", at=now)
    state = queue_state(now)
    assert (state.waiting, state.oldest_age_seconds, state.running, state.gave_up) == (2, 90.0, 0, 1)
    assert state.last_beat == now


def test_jobs_done_a_week_ago_are_removed_and_given_up_ones_later(notes):
    now = timezone.now()
    for state, days in (("done", 6), ("done", 8), ("gave_up", 8), ("gave_up", 31)):
        examples.note.enqueue(notes, f"{state} {days}")
        Job.objects.filter(state="waiting").update(state=state, finished_at=now - timedelta(days=days))
    examples.note.using(run_after=now - timedelta(days=99)).enqueue(notes, "still waits")
    WorkerBeat.objects.create(name="killed", at=now - timedelta(days=2))
    WorkerBeat.objects.create(name="alive", at=now)
    remove_finished.call()
    assert sorted(word for _, word in Job.objects.values_list("args", flat=True)) == [
        "done 6",
        "gave_up 8",
        "still waits",
    ]
    assert list(WorkerBeat.objects.values_list("name", flat=True)) == ["alive"]


def test_an_idle_worker_only_reads(django_assert_num_queries):
    with django_assert_num_queries(1) as seen:
        running.claim(timezone.now(), worker="w", most=2, lease=LEASE)
    assert seen.captured_queries[0]["sql"].startswith("SELECT")


def test_the_look_for_work_uses_the_index_of_waiting_jobs(notes):
    for number in range(500):
        examples.note.enqueue(notes, str(number))
    Job.objects.filter(id__gt=Job.objects.order_by("id")[4].id).update(
        state="done", finished_at=timezone.now()
    )
    due = Job.objects.filter(state="waiting", run_after__lte=timezone.now())
    plan = due.order_by("-priority", "run_after", "id")[:1].explain()
    assert any(index in plan for index in ("jobs_next", "jobs_one_waiting")), plan
