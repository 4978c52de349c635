"""Adds up what the tests of the matrix counted, for `bin/matrix`: a pytest plugin (`-p tests.matrix.report`)."""

from collections import Counter

import pytest

_COUNTED = ("cells", "leaks", "denials", "undecided")
_total: Counter[str] = Counter()
_tests: Counter[str] = Counter()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """At the end of each test: its counts, which its fixture noted."""
    if report.when != "teardown":
        return
    found = dict(report.user_properties)
    if "cells" in found:
        _total.update({name: int(found.get(name, 0)) for name in _COUNTED})
        _tests[report.nodeid.rpartition("::")[2]] += int(found["cells"])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures, each by itself."""
    for name, cells in _tests.most_common():
        terminalreporter.write_line(f"  {cells:>9,}  {name}")
    terminalreporter.write_line("")
    words = {"cells": "cells", "leaks": "leaks", "denials": "wrong denials", "undecided": "undecided"}
    for name in _COUNTED:
        terminalreporter.write_line(f"{words[name]:<14} {_total[name]:>10,}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """No cells is no proof."""
    if not _total["cells"] or any(_total[name] for name in _COUNTED[1:]):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
