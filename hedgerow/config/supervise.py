"""Starts processes, starts them again when they end, and ends them all together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

STOP_WITHIN = 7.0
FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
#: A process that lived so long was well; its next end counts as the first.
WELL_AFTER = 60.0
#: After so many ends in a row it is said that something is wrong.
WORRY_AFTER = 3


@dataclass
class Child:
    """A process to keep alive. `command` is told the process id of its predecessor, 0 at first."""

    name: str
    command: Callable[[int], Sequence[str]]
    pass_fds: tuple[int, ...] = ()
    process: "subprocess.Popen[bytes] | None" = None
    predecessor: int = 0
    started_at: float = 0.0
    start_at: float = 0.0
    ends: int = 0


@dataclass
class Supervisor:
    """Keeps `children` alive until a signal says stop. `say` writes one line for whoever watches."""

    children: list[Child]
    say: Callable[[str], None]
    stop_within: float = STOP_WITHIN
    _woken: threading.Event = field(default_factory=threading.Event)
    _stopping: bool = False

    def run(self) -> int:
        """Block until SIGTERM or Ctrl+C, then end everything; answers the exit code."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGCHLD, lambda *_: self._woken.set())
        while not self._stopping:
            self._woken.clear()
            now = time.monotonic()
            for child in self.children:
                self._look_after(child, now)
            if not self._stopping:
                self._woken.wait(self._next_look(time.monotonic()))
        return self._end_all()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True
        self._woken.set()

    def _next_look(self, now: float) -> float:
        waits = [child.start_at - now for child in self.children if child.process is None]
        return min([5.0, *(max(wait, 0.01) for wait in waits)])

    def _look_after(self, child: Child, now: float) -> None:
        if child.process is not None and (code := child.process.poll()) is not None:
            self._note_end(child, code, now)
        if child.process is None and now >= child.start_at and not self._stopping:
            self._start(child)

    def _start(self, child: Child) -> None:
        child.process = subprocess.Popen(
            child.command(child.predecessor),
            # Kept open and silent: when this process ends, however it ends, the child's standard input closes.
            stdin=subprocess.PIPE,
            pass_fds=child.pass_fds,
            # Its own group, so that Ctrl+C reaches this process alone, which then ends them in order.
            start_new_session=True,
        )
        child.predecessor = child.process.pid
        child.started_at = time.monotonic()

    def _note_end(self, child: Child, code: int, now: float) -> None:
        assert child.process is not None
        _sweep(child.process)
        child.process = None
        child.ends = 1 if now - child.started_at >= WELL_AFTER else child.ends + 1
        wait = min(FIRST_WAIT * 2 ** (child.ends - 1), LONGEST_WAIT)
        child.start_at = now + wait
        if self._stopping:
            return
        how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
        if child.ends < WORRY_AFTER:
            self.say(f"The {child.name} {how}. Starting it again.")
        else:
            self.say(
                f"The {child.name} {how}, {child.ends} times in a row. Trying again in {wait:g} seconds. "
                "`hedgerow doctor` may say why."
            )

    def _end_all(self) -> int:
        running = [child for child in self.children if child.process is not None]
        for child in running:
            assert child.process is not None
            child.process.terminate()
        deadline = time.monotonic() + self.stop_within
        for child in running:
            assert child.process is not None
            try:
                child.process.wait(max(deadline - time.monotonic(), 0.01))
            except subprocess.TimeoutExpired:
                self.say(f"The {child.name} did not stop within {self.stop_within:g} seconds and was ended.")
                child.process.kill()
                child.process.wait()
            _sweep(child.process)
        return 0


def _sweep(process: "subprocess.Popen[bytes]") -> None:
    """End what a process left behind in its group, such as the reading of a file."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def to_terminal(line: str) -> None:
    """One line for whoever started Hedgerow."""
    print(line, file=sys.stderr, flush=True)
