"""The supervisor: what ends is started again, more and more slowly, and everyone is told."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOOP = """
import sys
from hedgerow.config.supervise import Child, Supervisor, to_terminal
code = sys.argv[1]
sys.exit(Supervisor([Child("clock", lambda before: [sys.executable, "-c", code])], to_terminal, stop_within=1).run())
"""


def supervised(code: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", LOOP, code], cwd=ROOT, stderr=subprocess.PIPE, text=True, env={**os.environ}
    )


def test_a_process_that_ends_at_once_is_started_more_and_more_slowly() -> None:
    parent = supervised("raise SystemExit(3)")
    assert parent.stderr is not None
    said = [parent.stderr.readline() for _ in range(4)]
    parent.send_signal(signal.SIGTERM)
    assert parent.wait() == 0
    assert said[0] == said[1] == "The clock ended with code 3. Starting it again.\n"
    assert "3 times in a row. Trying again in 2 seconds" in said[2]
    assert "4 times in a row. Trying again in 4 seconds" in said[3]
    assert "hedgerow doctor" in said[3]


def test_a_process_that_will_not_stop_is_ended(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    parent = supervised(
        "import pathlib, signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        f"pathlib.Path({str(ready)!r}).touch()\n"
        "time.sleep(300)"
    )
    while not ready.exists():
        time.sleep(0.05)
    parent.send_signal(signal.SIGTERM)
    assert parent.wait() == 0
    assert parent.stderr is not None
    assert "did not stop within 1 seconds and was ended" in parent.stderr.read()


def test_what_a_process_started_itself_ends_with_it(tmp_path: Path) -> None:
    noted = tmp_path / "pid"
    parent = supervised(
        "import pathlib, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)'])\n"
        f"pathlib.Path({str(noted)!r}).write_text(str(child.pid))\n"
        "time.sleep(300)"
    )
    while not (noted.exists() and noted.read_text()):
        time.sleep(0.05)
    parent.send_signal(signal.SIGTERM)
    assert parent.wait() == 0
    grandchild = Path(f"/proc/{noted.read_text()}")
    for _ in range(100):
        if not grandchild.exists() or "Z" in (grandchild / "stat").read_text().rsplit(")", 1)[1][:3]:
            return
        time.sleep(0.05)
    raise AssertionError("the grandchild lives on")
