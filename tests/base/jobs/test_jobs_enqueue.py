"""Putting jobs in the queue: with the transaction, as JSON, once."""

import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from hedgerow.base.jobs import UnknownTask, enqueue, resolve, task
from hedgerow.base.jobs.bell import hung_up
from hedgerow.base.jobs.interface import TaskResultStatus
from hedgerow.base.jobs.models import Job, WorkerBeat
from hedgerow.base.jobs.running import claim
from hedgerow.base.jobs.testing import run_all
from tests.base.jobs import examples
from tests.base.jobs.examples import lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def notes(tmp_path):
    return str(tmp_path / "notes")


def save_and_enqueue(notes, *, then_fail):
    with transaction.atomic():
        WorkerBeat.objects.create(name="data", at=timezone.now())
        examples.note.enqueue(notes, "x")
        if then_fail:
            raise LookupError


@pytest.mark.django_db(transaction=True)
def test_a_job_is_committed_with_the_data_it_follows(notes):
    save_and_enqueue(notes, then_fail=False)
    assert (WorkerBeat.objects.count(), Job.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_job_is_rolled_back_with_the_data_it_follows(notes):
    with pytest.raises(LookupError):
        save_and_enqueue(notes, then_fail=True)
    assert (WorkerBeat.objects.count(), Job.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_workers_are_woken_at_commit_and_not_before(notes):
    with hung_up() as bell:
        with transaction.atomic():
            examples.note.enqueue(notes, "x")
            assert not bell.is_set()
        assert bell.is_set()


@pytest.mark.django_db(transaction=True)
def test_workers_are_not_woken_for_what_was_rolled_back_or_is_for_later(notes):
    with hung_up() as bell:
        with pytest.raises(LookupError):
            save_and_enqueue(notes, then_fail=True)
        examples.note.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(notes, "x")
        assert not bell.is_set()


def test_a_job_runs_with_its_arguments(notes):
    result = examples.note.enqueue(notes, word="hello")
    assert result.status == TaskResultStatus.READY
    assert run_all() == 1
    assert lines(notes) == ["hello"]
    assert examples.note.get_result(result.id).status == TaskResultStatus.SUCCESSFUL


def test_a_done_job_forgets_its_arguments(notes):
    examples.note.enqueue(notes, word="hello")
    run_all()
    job = Job.objects.get()
    assert (job.state, job.args, job.kwargs) == ("done", [], {})


@pytest.mark.parametrize("argument", [uuid.uuid4(), timezone.now(), object(), {1, 2}, b"x", float("nan")])
def test_arguments_that_are_not_json_are_refused(argument):
    with pytest.raises((TypeError, ValueError)):
        examples.note.enqueue(argument, "x")
    assert not Job.objects.exists()


def test_a_job_for_later_waits_until_then(notes):
    now = timezone.now()
    examples.note.using(run_after=now + timedelta(hours=1)).enqueue(notes, "x")
    assert run_all(now=now + timedelta(minutes=59)) == 0
    assert run_all(now=now + timedelta(minutes=61)) == 1


def test_higher_priority_goes_first_and_equals_in_the_order_of_asking(notes):
    for word, priority in (("b", 0), ("c", 0), ("d", -5), ("a", 9)):
        examples.note.using(priority=priority).enqueue(notes, word)
    run_all()
    assert lines(notes) == ["a", "b", "c", "d"]


def test_a_worker_of_some_queues_leaves_the_others(notes):
    examples.note.enqueue(notes, "default")
    examples.note_slowly.enqueue(notes, "slow")
    assert run_all(queues=["slow"]) == 1
    assert lines(notes) == ["slow"]
    assert run_all() == 1


def test_an_equal_job_waits_only_once(notes):
    first = examples.note_once.enqueue(notes, "x")
    assert examples.note_once.enqueue(notes, "x").id == first.id
    assert examples.note_once.enqueue(notes, "other").id != first.id
    assert Job.objects.count() == 2


def test_without_dedup_equal_jobs_all_wait(notes):
    examples.note.enqueue(notes, "x")
    examples.note.enqueue(notes, "x")
    assert Job.objects.count() == 2


def test_a_running_job_does_not_stand_for_a_new_one(notes):
    examples.note_once.enqueue(notes, "x")
    claim(timezone.now(), worker="w", most=1, lease=timedelta(seconds=60))
    examples.note_once.enqueue(notes, "x")
    assert sorted(Job.objects.values_list("state", flat=True)) == ["running", "waiting"]


def test_asking_again_brings_the_waiting_job_forward_with_the_newest_arguments(notes):
    later = timezone.now() + timedelta(hours=1)
    examples.note_latest.using(run_after=later).enqueue(notes, "old")
    examples.note_latest.using(priority=3).enqueue(notes, "new")
    job = Job.objects.get()
    assert job.run_after < later and job.priority == 3
    assert run_all() == 1 and lines(notes) == ["new"]


def test_asking_again_for_later_does_not_put_the_waiting_job_off(notes):
    examples.note_latest.enqueue(notes, "x")
    examples.note_latest.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(notes, "x")
    assert run_all() == 1


def test_dedup_leaves_the_surrounding_transaction_whole(notes):
    with transaction.atomic():
        examples.note_once.enqueue(notes, "x")
        examples.note_once.enqueue(notes, "x")
        WorkerBeat.objects.create(name="after", at=timezone.now())
    assert WorkerBeat.objects.count() == 1


def test_a_task_can_be_enqueued_by_its_path(notes):
    enqueue("tests.base.jobs.examples.note", notes, word="by path")
    run_all()
    assert lines(notes) == ["by path"]


@pytest.mark.parametrize(
    "path",
    ["tests.base.jobs.examples.no_task", "os.system", "nowhere.at.all", "tests.base.jobs.examples.gone"],
)
def test_only_declared_tasks_can_be_named(path, notes):
    with pytest.raises(UnknownTask):
        resolve(path)


def test_a_row_that_names_another_function_does_not_run_it(notes):
    examples.note.enqueue(notes, "x")
    Job.objects.update(task="tests.base.jobs.examples.no_task", args=[notes], kwargs={})
    assert run_all(raise_errors=False) == 1
    assert lines(notes) == []
    assert Job.objects.get().last_error.startswith("hedgerow.base.jobs.tasks.UnknownTask")


def test_a_job_knows_how_much_time_it_has(notes):
    examples.note_time_left.enqueue(notes)
    run_all()
    assert lines(notes) == ["50"]


def test_run_all_says_so_when_jobs_never_end():
    examples.enqueue_itself.enqueue()
    with pytest.raises(RuntimeError, match="More than 7"):
        run_all(7)


@pytest.mark.parametrize("wrong", [{"retries": -1}, {"timeout": 0}, {"backoff": ()}, {"backoff": (5, -1)}])
def test_nonsense_in_a_declaration_is_refused(wrong):
    with pytest.raises(ValueError):
        task(**wrong)(examples.no_task)
