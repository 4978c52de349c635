"""Starts the confined process, waits for it no longer than allowed, and gives back what it said."""

import json
import logging
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

from hedgerow.base.parsing.limits import MEGABYTE, Limits

_log = logging.getLogger(__name__)
_ROOT = str(Path(__file__).resolve().parents[3])
# -I: neither the environment nor the folder it starts in can bring code in.
_START = (
    "import sys; sys.path[:0] = [] if sys.argv[1] in sys.path else [sys.argv[1]]; "
    "from hedgerow.base.parsing.child import main; main()"
)
_MAX_ANSWER = 48 * MEGABYTE
# Each may take a gigabyte, so few may run at once in one server process.
_places = threading.BoundedSemaphore(2)


@dataclass(slots=True)
class Answer:
    """What the confined process said: its lines, and why it stopped ("" when it finished).

    `stopped` is one of "", "time", "memory", "problem", "crash".
    """

    lines: list[dict[str, Any]] = field(default_factory=list)
    confined: tuple[str, ...] = ()
    stopped: str = ""


def run_confined(task: str, path: str | os.PathLike[str], limits: Limits, **details: Any) -> Answer:
    """Run `task` on the file at `path` in a process of its own; never raises for what the file does."""
    request = {"task": task, "path": os.path.realpath(path), "limits": limits.as_dict(), **details}
    with _places, _answer_file() as said:
        process = _start(said)
        try:
            in_time = _deliver_and_wait(process, json.dumps(request).encode(), limits.wall_seconds)
        finally:
            code = _end(process)
        answer = _read(said)
    ended_by_limit = answer.stopped == "crash" and code in (-signal.SIGXCPU, -signal.SIGKILL)
    if not in_time or ended_by_limit:
        answer.stopped = "time"
    if answer.stopped:
        _log.info("reading a file stopped: task=%s reason=%s code=%s", task, answer.stopped, code)
    return answer


def _start(said: BinaryIO) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-I", "-X", "utf8", "-c", _START, _ROOT],
        stdin=subprocess.PIPE,
        stdout=said,
        stderr=subprocess.DEVNULL,
        # SECURITY: an environment of its own; ours holds the secrets of the server.
        env={"PATH": os.defpath, "LANG": "C.UTF-8"},
        cwd="/",
        start_new_session=True,
    )


def _answer_file() -> BinaryIO:
    """Return a file for the answer: RLIMIT_FSIZE bounds it, and no full pipe can hold the process up."""
    try:
        # SECURITY: in memory, because what confidential documents say has no business on a temporary disk.
        return cast(BinaryIO, os.fdopen(os.memfd_create("answer"), "w+b"))
    except (AttributeError, OSError):
        return cast(BinaryIO, tempfile.TemporaryFile())


def _deliver_and_wait(process: "subprocess.Popen[bytes]", request: bytes, seconds: float) -> bool:
    """Hand over the request and wait for the end; says whether it came in time."""
    assert process.stdin is not None
    try:
        with process.stdin as pipe:
            pipe.write(request)
    except BrokenPipeError:
        pass
    try:
        handle = os.pidfd_open(process.pid)
    except (AttributeError, OSError):
        return _wait_without_handle(process, seconds)
    try:
        ended = select.poll()
        ended.register(handle, select.POLLIN)
        return bool(ended.poll(seconds * 1000))
    finally:
        os.close(handle)


def _wait_without_handle(process: "subprocess.Popen[bytes]", seconds: float) -> bool:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return True
        time.sleep(0.02)
    return False


def _end(process: "subprocess.Popen[bytes]") -> int:
    """End the process with all that it started, and return its exit code."""
    # The process was not waited for yet, so its number cannot belong to anybody else.
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()
    return process.wait()


def _read(said: BinaryIO) -> Answer:
    said.seek(0)
    answer = Answer(stopped="crash")
    for raw in said.read(_MAX_ANSWER).split(b"\n"):
        # SECURITY: the process may have been taken over by the file, so its answer is not trusted either.
        try:
            line = json.loads(raw)
        except (ValueError, RecursionError):
            continue
        if not isinstance(line, dict):
            continue
        if line.get("done") is True:
            answer.stopped = ""
        elif "stopped" in line:
            answer.stopped = "memory" if line["stopped"] == "memory" else "problem"
            _log.info("reader ended: %.60s at %.60s", line.get("what", ""), line.get("where", ""))
        elif "confined" in line:
            steps = line["confined"]
            answer.confined = tuple(map(str, steps)) if isinstance(steps, list) else ()
        else:
            answer.lines.append(line)
    return answer
