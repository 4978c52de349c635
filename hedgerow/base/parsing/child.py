"""The confined process: takes one task from standard input and answers in lines of JSON."""

import json
import os
import sys
import traceback
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from hedgerow.base.parsing.confinement import confine, set_limits

# SECURITY: only what is named here can be run, whatever the task says.
_TASKS = {
    "text": "hedgerow.base.parsing.readers.texts",
    "picture": "hedgerow.base.parsing.readers.pictures",
    "strip": "hedgerow.base.parsing.readers.pictures",
    "pdf-page": "hedgerow.base.parsing.readers.pdf",
}
_PACKAGE = Path(__file__).resolve().parents[2]


def main() -> None:
    """Do the task and end the process."""
    task = json.load(sys.stdin)
    # Libraries in C may print; what they print must not get between our lines.
    answer = os.fdopen(os.dup(1), "w", encoding="ascii")
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    os.nice(5)
    limits = task["limits"]
    set_limits(limits["memory"], limits["cpu_seconds"], limits["open_files"], limits["written"])
    source, out = task["path"], task.get("out")
    steps = confine(readable=[str(_PACKAGE), source], writable=[out] if out else [])
    _say(answer, {"confined": steps})
    try:
        for line in _results(task):
            _say(answer, line)
        _say(answer, {"done": True})
    except MemoryError:
        _say(answer, {"stopped": "memory"})
    except Exception as problem:  # Whatever a hostile file provokes ends here, as one line.
        _say(answer, {"stopped": "problem", "what": type(problem).__name__, "where": _where(problem)})
    answer.flush()
    # Skips the tidying of C libraries that a hostile file may have left in any state.
    os._exit(0)


def _results(task: dict[str, Any]) -> Iterator[dict[str, Any]]:
    name = task["task"]
    module = import_module(_TASKS[name])
    run = getattr(module, "run_" + name.replace("-", "_"))
    yield from run(task)


def _say(answer: Any, line: dict[str, Any]) -> None:
    # Each line leaves at once, so that what was read before a crash is not lost.
    answer.write(json.dumps(line) + "\n")
    answer.flush()


def _where(problem: Exception) -> str:
    """Name the place in our own code, and nothing of the file's content."""
    frames = traceback.extract_tb(problem.__traceback__)
    ours = [frame for frame in frames if "parsing" in frame.filename] or frames
    return f"{os.path.basename(ours[-1].filename)}:{ours[-1].lineno}"
