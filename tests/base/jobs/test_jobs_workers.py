"""Workers as real processes: killed, racing each other, stopped, overrun."""

import signal
import time
from collections import Counter

import pytest

from tests.base.jobs.examples import lines

pytestmark = pytest.mark.slow


def wait_for_line(path: str, word: str) -> None:
    end = time.monotonic() + 60
    while word not in lines(path):
        assert time.monotonic() < end, f"{word!r} never came"
        time.sleep(0.05)


def test_a_job_whose_worker_was_killed_is_run_by_another(queue):
    queue.run("enqueue", "hang_first", f'["{queue.notes}"]')
    killed = queue.worker("--lease", "3")
    wait_for_line(queue.notes, "began")
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    left = queue.run("rows")
    assert [job["state"] for job in left["jobs"]] == ["running"] and len(left["beats"]) == 1

    assert queue.worker("--lease", "3", "--until-empty").wait(60) == 0

    [job] = queue.run("rows")["jobs"]
    assert lines(queue.notes) == ["began", "again"]
    assert (job["state"], job["attempts"]) == ("done", 2)
    assert "WorkerLost" in queue.log


def test_a_long_job_keeps_its_lease_while_its_worker_lives(queue):
    queue.run("enqueue", "hang_first", f'["{queue.notes}"]')
    queue.worker("--lease", "4")
    wait_for_line(queue.notes, "began")
    queue.worker("--lease", "4")
    time.sleep(7)
    assert lines(queue.notes) == ["began"]
    assert [job["attempts"] for job in queue.run("rows")["jobs"]] == [1]


def test_two_workers_run_each_of_200_jobs_exactly_once(queue):
    queue.run("enqueue", "note_twice", *(f'["{queue.notes}", {number}]' for number in range(200)))
    workers = [queue.worker("--until-empty", "--threads", "3") for _ in range(2)]
    assert [worker.wait(300) for worker in workers] == [0, 0]

    jobs = queue.run("rows")["jobs"]
    assert Counter(job["state"] for job in jobs) == {"done": 200}
    assert {job["attempts"] for job in jobs} == {1}
    assert Counter(lines(queue.notes)) == Counter(
        f"{word} {number}" for word in ("begin", "end") for number in range(200)
    )
    assert len({job["locked_by"] for job in jobs}) == 2, "only one worker took part, so nothing was tried"


def test_stopping_takes_seconds_and_gives_the_running_job_back_unharmed(queue):
    queue.run("enqueue", "hang_first", f'["{queue.notes}"]')
    worker = queue.worker("--grace", "0.5")
    wait_for_line(queue.notes, "began")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0  # the job itself would take ten minutes

    left = queue.run("rows")
    [job] = left["jobs"]
    assert (job["state"], job["attempts"], job["locked_by"]) == ("waiting", 0, "")
    assert left["beats"] == []


def test_a_job_that_overruns_its_limit_gives_its_thread_to_the_next(queue):
    queue.run("enqueue", "overrun", f'["{queue.notes}"]')
    queue.run("enqueue", "note", f'["{queue.notes}", "next"]')
    assert queue.worker("--threads", "1", "--until-empty").wait(60) == 0

    overran, following = queue.run("rows")["jobs"]
    assert lines(queue.notes) == ["overran", "next"]
    assert overran["state"] == "gave_up" and "TimeLimitReached" in overran["last_error"]
    assert following["state"] == "done"


def test_a_job_that_calls_exit_does_not_end_its_worker(queue):
    queue.run("enqueue", "call_exit", "[]")
    queue.run("enqueue", "note", f'["{queue.notes}", "next"]')
    queue.worker("--threads", "1")
    wait_for_line(queue.notes, "next")
    exited, _ = queue.run("rows")["jobs"]
    assert exited["state"] == "waiting" and exited["last_error"].startswith("SystemExit in call_exit")


def test_a_job_asked_for_again_is_not_taken_before_that_transaction_commits(queue):
    seen = queue.run("ask-again", queue.notes)
    assert seen["jobs"] == 1
    assert seen["claimed"] == 0 or not seen["before_commit"]


def test_a_due_schedule_is_claimed_by_one_of_many_workers(queue):
    seen = queue.run("race-for-schedules")
    assert seen["looks"] == 60
    assert seen["enqueued"] == 10 * seen["schedules"] > 0


def test_a_worker_runs_what_the_code_declared_and_signs_on(queue):
    queue.worker()
    end = time.monotonic() + 60
    # The worker writes the one and then the other.
    while not ((left := queue.run("rows"))["beats"] and left["schedules"]):
        assert time.monotonic() < end
    assert len(left["beats"]) == 1 and left["schedules"] == ["hedgerow.base.jobs.jobs.remove_finished"]


def test_a_worker_goes_on_when_the_database_was_away(queue):
    if queue.server is None:
        pytest.skip("SQLite is never away")
    queue.run("enqueue", "note", f'["{queue.notes}", "before"]')
    queue.worker("--lease", "3")
    wait_for_line(queue.notes, "before")
    ended = queue.server.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [queue.database]
    ).fetchall()
    assert ended
    queue.run("enqueue", "note", f'["{queue.notes}", "after"]')
    wait_for_line(queue.notes, "after")
    assert "could not look for jobs" in queue.log
