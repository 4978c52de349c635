"""`bin/mutants`: runs the matrix against each mutant and prints those that nobody noticed.

The world is made once. For each mutant a child process is forked, in which the code of the changed functions, the table
and the statements are put in place of the true ones; then the cheapest tests come first, until one notices.
"""

import argparse
import gc
import importlib
import os
import random
import select
import signal
import sys
import tempfile
import time
import traceback
import types
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import tests.legs  # noqa: F401  # sets the environment before Django reads it

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hedgerow.config.settings")

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.test.utils import override_settings, setup_databases, setup_test_environment  # noqa: E402

from hedgerow.base.sql import Fixed  # noqa: E402
from hedgerow.config.docs.__main__ import pages  # noqa: E402
from hedgerow.items.compiled import Compiled  # noqa: E402
from tests.mutants.mutating import PYTHON, ROOT, SQL, Mutant, all_mutants  # noqa: E402

#: A mutant that runs longer than this was noticed too.
LONGEST = 240


def put_in_place(mutant: Mutant) -> None:
    """The changed module's functions, tables and statements become those that everybody holds already."""
    module = importlib.import_module(mutant.path.removesuffix(".py").replace("/", "."))
    changed = types.ModuleType(module.__name__)
    changed.__file__ = module.__file__
    exec(compile(mutant.source, str(ROOT / mutant.path), "exec"), changed.__dict__)  # our own source
    for name, new in list(vars(changed).items()):
        old = vars(module).get(name)
        if name.startswith("__"):
            continue
        if isinstance(old, types.FunctionType) and isinstance(new, types.FunctionType):
            if old.__module__ == module.__name__:
                old.__code__, old.__defaults__ = new.__code__, new.__defaults__
        elif isinstance(old, dict) and isinstance(new, dict):
            old.clear()
            old.update(new)
        elif isinstance(old, Fixed) and isinstance(new, Fixed):
            old.sql, old.raw = new.sql, new.raw
        elif isinstance(new, frozenset | tuple | str | int):
            setattr(module, name, new)
    for kept in [one for one in gc.get_objects() if type(one) is Compiled]:
        kept._kept.clear()


def checks(matrix: Any) -> Iterator[Callable[[], None]]:
    """What may notice, the cheapest first."""
    from tests.matrix import test_lists, test_places, test_readers
    from tests.matrix.tally import Tally

    def counted(test: Callable[..., None]) -> None:
        tally = Tally()
        test(matrix, tally)
        assert not tally.verdict(), tally.verdict()

    def documented() -> None:
        for path, make in pages().items():
            assert path.read_text() == make()

    yield documented
    order = (
        test_readers.test_one_row,
        test_readers.test_replies,
        test_readers.test_rows,
        test_places.test_who_sees_whose_profile,
        test_places.test_who_may_know_of_a_community_read_in_it_and_see_its_people,
        test_lists.test_home_and_the_frame_count_what_is_new,
        test_places.test_ones_own_words,
        test_readers.test_whom_we_might_tell,
        test_places.test_who_enters_a_room_and_sees_who_is_in_it,
        test_lists.test_search_finds_exactly_what_one_sees,
        test_readers.test_who_does_not_see_something_may_do_nothing_to_it,
    )
    for test in order:
        yield lambda test=test: counted(test)


def noticed(mutant: Mutant | None, matrix: Any) -> str:
    """By what a mutant was noticed; empty when by nothing. None: the code as it is."""
    try:
        if mutant is not None:
            put_in_place(mutant)
        for check in checks(matrix):
            with transaction.atomic():
                check()
                transaction.set_rollback(True)
    except BaseException as error:  # whatever it is, it was noticed
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {Path(last.filename).name}"
    return ""


def tried(mutant: Mutant | None, matrix: Any) -> str:
    """The same in a child process, so that nothing of the mutant stays."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        signal.alarm(LONGEST)
        try:
            said = noticed(mutant, matrix)
            os.write(writing, (said or "-").encode())
        finally:
            os._exit(0)
    os.close(writing)
    ready, _, _ = select.select([reading], [], [], LONGEST + 5)
    said = os.read(reading, 1000).decode() if ready else ""
    os.close(reading)
    if not ready:
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "" if said == "-" else said or "time or a crash"


def main() -> int:
    """Try them, and say who survived."""
    parser = argparse.ArgumentParser(prog="bin/mutants", description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=0, help="try a sample of this many, not all")
    parser.add_argument("--seed", type=int, default=1, help="which sample")
    parser.add_argument("--minutes", type=float, default=0, help="stop after so many minutes")
    parser.add_argument("--only", default="", help="only those whose description holds these words")
    parser.add_argument("--list", action="store_true", help="only list them")
    asked = parser.parse_args()
    mutants = [one for one in all_mutants() if asked.only in str(one)]
    print(f"{len(mutants)} mutants", flush=True)
    if asked.list:
        print("\n".join(map(str, mutants)))
        return 0
    if asked.most:
        mutants = sorted(random.Random(asked.seed).sample(mutants, min(asked.most, len(mutants))))
        random.Random(asked.seed).shuffle(mutants)
    return _run(mutants, asked.minutes)


def _run(mutants: list[Mutant], minutes: float) -> int:
    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)
    from tests.matrix.cast import make_cast
    from tests.matrix.conftest import Matrix
    from tests.matrix.things import make_things

    ends = time.monotonic() + minutes * 60 if minutes else float("inf")
    survivors, done, by = [], 0, Counter[str]()
    with tempfile.TemporaryDirectory() as folder, override_settings(FILES=folder), transaction.atomic():
        cast = make_cast()
        for who in cast.browsing:
            cast.client(who)
        matrix = Matrix(cast, make_things(cast, everything=False), False)
        healthy = tried(None, matrix)
        if healthy:
            print(f"The code as it is fails already: {healthy}")
            return 2
        for path in (*PYTHON, *SQL):
            # Put in place unchanged, a module must make no difference, or "noticed" means nothing.
            same = tried(Mutant(path, 0, "unchanged", (ROOT / path).read_text()), matrix)
            if same:
                print(f"{path} put in place unchanged is noticed: {same}")
                return 2
        for mutant in mutants:
            if time.monotonic() > ends:
                break
            said = tried(mutant, matrix)
            done += 1
            by[said] += 1
            if not said:
                survivors.append(mutant)
                print(f"SURVIVED {mutant}", flush=True)
        transaction.set_rollback(True)
    print(f"\ntried     {done:>6,}\nnoticed   {done - len(survivors):>6,}\nsurvivors {len(survivors):>6,}")
    print("\n".join(f"  {mutant}" for mutant in survivors))
    print("\n".join(f"{number:>6} noticed by {said}" for said, number in by.most_common() if said))
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
