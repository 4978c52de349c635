"""`hedgerow serve` as it is really run: one command, one port, and everything comes back or ends when it should."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.serving import HEDGEROW, ROOT, Served, clean_environment, free_port, get, serving
from tests.sweeps import once

pytestmark = pytest.mark.slow


def until(true: Callable[[], bool], what: str) -> None:
    """Wait for something that must come true."""
    end = time.monotonic() + 90
    while not true():
        assert time.monotonic() < end, f"never came: {what}"
        time.sleep(0.2)


def test_pages_styles_and_health_are_answered_on_one_port(served: Served) -> None:
    page = get(f"{served.url}/")
    assert page.status_code in {200, 302}
    assert "default-src 'none'" in page.headers["content-security-policy"]
    styles = get(f"{served.url}/static/build/main.css", headers={"Accept-Encoding": "br"})
    assert styles.status_code == 200
    assert styles.headers["content-type"].startswith("text/css")
    assert "immutable" in styles.headers["cache-control"]
    assert get(f"{served.url}/health/live").text == "alive\n"
    until(lambda: get(f"{served.url}/health/ready").status_code == 200, "ready")
    assert get(f"{served.url}/static/build/nothing.css").status_code == 404


def test_a_new_place_prints_one_link_to_its_setup(served: Served) -> None:
    assert served.says().count(f"{served.url}/setup/") == 1


def test_the_server_says_nothing_of_its_making(served: Served) -> None:
    headers = get(f"{served.url}/health/live").headers
    assert "server" not in headers
    assert not [name for name in headers if name.startswith("x-hedgerow")]


def test_strangers_cannot_send_more_than_a_form(served: Served) -> None:
    size = 4 * 1024 * 1024
    with httpx.stream("POST", f"{served.url}/account/sign-in/", content=b"x" * size) as answer:
        assert answer.status_code == 413


def test_doctor_finds_the_running_worker_and_tells_in_json(served: Served) -> None:
    until(lambda: "✓ Worker" in served.hedgerow("doctor").stdout, "a worker's sign of life")
    told = served.hedgerow("doctor", "--json").stdout
    assert '"name": "Database"' in told and '"well": true' in told


def test_a_killed_worker_is_replaced_and_its_job_taken_again(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server:
        until(lambda: "worker" in server.children(), "a worker")
        first = server.children()["worker"]
        # A job that this worker holds for another hour, as if it were in the middle of it.
        server.python(
            "import socket\n"
            "from datetime import timedelta\n"
            "from django.utils import timezone\n"
            "from hedgerow.base.jobs.models import Job\n"
            "now = timezone.now()\n"
            "Job.objects.create(task='hedgerow.base.jobs.jobs.remove_finished', queue='default', state='running',\n"
            "    run_after=now, created_at=now, started_at=now, attempts=1, dedup_key=None,\n"
            f"    locked_by=socket.gethostname()[:60] + ':{first}:held', lease_until=now + timedelta(hours=1))\n"
        )
        os.kill(first, signal.SIGKILL)
        server.wait_for("The worker was ended by signal 9. Starting it again.")
        until(lambda: server.children().get("worker", first) != first, "another worker")
        state = (
            "from hedgerow.base.jobs.models import Job\n"
            "print(Job.objects.filter(locked_by__endswith=':held').count())\n"
        )
        until(lambda: server.python(state) == "0", "the job of the killed worker")


@once
def test_a_killed_front_is_replaced_on_the_same_port(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server:
        os.kill(server.children()["front"], signal.SIGKILL)
        # The socket stays open meanwhile: the request waits and is answered by the new process.
        assert get(f"{server.url}/health/live").status_code == 200
        server.wait_for("The web server was ended by signal 9. Starting it again.")


@once
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly_with_connections_open(tmp_path: Path, number: signal.Signals) -> None:
    with serving(tmp_path / "data") as server:
        host, port = server.url.removeprefix("http://").split(":")
        with (
            socket.create_connection((host, int(port))) as idle,
            socket.create_connection((host, int(port))) as half,
        ):
            idle.sendall(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert b"200 OK" in idle.recv(4096)
            half.sendall(
                b"POST /account/sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf"
            )
            children = server.children()
            began = time.monotonic()
            server.process.send_signal(number)
            assert server.process.wait(timeout=60) == 0
        assert time.monotonic() - began < 10, "the promise: it stops within seconds"
        assert not [pid for pid in children.values() if Path(f"/proc/{pid}").exists()]


@once
def test_nothing_is_left_running_when_the_supervisor_is_killed(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as server:
        until(lambda: set(server.children()) == {"front", "worker"}, "both processes")
        children = server.children()
        server.process.kill()
        server.process.wait()
        until(
            lambda: not any(Path(f"/proc/{pid}").exists() for pid in children.values()), "the children's end"
        )


def test_a_port_in_use_is_told_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [*HEDGEROW, "serve", "--port", str(port)],
            env=clean_environment(HEDGEROW_DATA=str(tmp_path)),
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
    assert done.returncode == 1
    assert f"Port {port}" in done.stderr and f"--port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


def test_pages_alone_are_served_by_hedgerow_web(tmp_path: Path) -> None:
    port = free_port()
    environment = clean_environment(HEDGEROW_DATA=str(tmp_path), HEDGEROW_URL=f"http://localhost:{port}")
    subprocess.run([*HEDGEROW, "setup"], env=environment, cwd=ROOT, check=True, capture_output=True)
    with (tmp_path / "log").open("wb") as log:
        web = subprocess.Popen(
            [*HEDGEROW, "web", "--workers", "1", "--port", str(port)],
            env=environment,
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )
    try:
        until(lambda: answers(port), "hedgerow web")
        assert get(f"http://localhost:{port}/health/live").text == "alive\n"
        assert get(f"http://localhost:{port}/static/build/main.css").status_code == 200
        assert "event-stream" not in get(f"http://localhost:{port}/live/home").headers["content-type"]
    finally:
        web.terminate()
        assert web.wait(timeout=60) == 0


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
