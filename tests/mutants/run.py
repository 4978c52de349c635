"""`bin/mutants`: runs the matrix against each mutant and prints those that nobody noticed.

The world is made once. For each mutant a child process is forked, in which the code of the changed functions, the table
and the statements are put in place of the true ones; then the cheapest tests come first, until one notices.
"""

import argparse
import gc
import hashlib
import importlib
import inspect
import json
import logging
import os
import random
import select
import signal
import sys
import tempfile
import time
import types
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

import tests.legs  # noqa: F401  # sets the environment before Django reads it

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hedgerow.config.settings")

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.test.utils import override_settings, setup_databases, setup_test_environment  # noqa: E402

from hedgerow.base.sql import Fixed  # noqa: E402
from hedgerow.items.compiled import Compiled  # noqa: E402
from tests.access import test_ends, test_verbs  # noqa: E402
from tests.matrix import test_lists, test_places, test_readers  # noqa: E402
from tests.matrix.cast import make_cast  # noqa: E402
from tests.matrix.conftest import Matrix  # noqa: E402
from tests.matrix.tally import Tally  # noqa: E402
from tests.matrix.things import make_things  # noqa: E402
from tests.mutants.equivalent import EQUIVALENT  # noqa: E402
from tests.mutants.mutating import PYTHON, ROOT, SQL, Mutant, all_mutants  # noqa: E402
from tests.reading import test_hot_pages  # noqa: E402
from tests.world import make_world  # noqa: E402

#: A mutant that runs longer than this was noticed too.
LONGEST = 150


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


class FirstWrong(Tally):
    """A tally that stops a test at its first wrong cell."""

    def one(self, door: str, who: str, what: object, *, expected: bool | None, got: bool) -> None:
        assert expected is not None and expected == got, f"{door}: {who}, {what}"
        self.cells += 1

    def settle(
        self,
        door: str,
        who: str,
        asked: Collection[object],
        *,
        expected: Iterable[object],
        got: Iterable[object],
    ) -> None:
        assert set(expected) == set(got), f"{door}: {who}"
        self.cells += len(asked)


def _tests(module: types.ModuleType) -> list[Callable[..., None]]:
    """All tests of a module, in their order."""
    return [one for name, one in vars(module).items() if name.startswith("test_")]


#: What may notice, the cheapest first: for what decides, everything; for the rest, what asks it.
DECIDING: tuple[Callable[..., None], ...] = (
    test_readers.test_one_row,
    *_tests(test_ends),
    *_tests(test_verbs),
    test_places.test_who_sees_whose_profile,
    test_readers.test_replies,
    test_readers.test_rows,
    test_places.test_who_may_know_of_a_community_read_in_it_and_see_its_people,
    test_places.test_ones_own_words,
    test_readers.test_whom_we_might_tell,
    test_places.test_who_enters_a_room_and_sees_who_is_in_it,
    test_lists.test_lists_of_discussions_and_documents,
    test_readers.test_a_page_of_one_item_by_kept_sql,
    test_readers.test_replies_of_a_page_by_kept_sql,
)
HOME: tuple[Callable[..., None], ...] = (
    test_lists.test_home_and_the_frame_count_what_is_new,
    test_hot_pages.test_home_and_the_frame_count_only_what_is_visible_and_unread,
    test_hot_pages.test_a_muted_item_is_not_news,
    test_hot_pages.test_home_says_who_replied_to_me_until_i_have_read_it,
    test_hot_pages.test_home_says_who_named_me_in_something_new,
    test_hot_pages.test_home_is_bounded_when_five_hundred_things_are_new,
)
CHECKS: dict[str, tuple[Callable[..., None], ...]] = {
    "hedgerow/access/audience.py": (
        test_readers.test_whom_we_might_tell,
        *_tests(test_ends),
        test_places.test_one_names_only_people_whom_one_sees_or_who_take_part,
    ),
    "hedgerow/access/seeing.py": (test_readers.test_rows, test_readers.test_replies, *DECIDING),
    "hedgerow/communities/standings.py": (test_readers.test_one_row, *_tests(test_ends), *DECIDING),
    "hedgerow/access/places.py": (
        *_tests(test_ends),
        test_places.test_who_sees_whose_profile,
        test_places.test_who_may_know_of_a_community_read_in_it_and_see_its_people,
        test_places.test_who_enters_a_room_and_sees_who_is_in_it,
    ),
    "hedgerow/items/queries/home.py": HOME,
    "hedgerow/items/shell.py": HOME,
}


def checks(path: str) -> tuple[Callable[..., None], ...]:
    """Those for a module; all of them for the code as it is."""
    if path:
        return tuple(dict.fromkeys(CHECKS.get(path, DECIDING)))
    return tuple(dict.fromkeys((*DECIDING, *(one for some in CHECKS.values() for one in some))))


def ask(check: Callable[..., None], matrix: Matrix) -> None:
    """Run one test of pytest's by hand, with the fixtures that it names."""
    names = inspect.signature(check).parameters
    tally = FirstWrong()
    make: dict[str, Callable[[], object]] = {
        "matrix": lambda: matrix,
        "tally": lambda: tally,
        "world": make_world,
    }
    check(**{name: make[name]() for name in names})
    assert tally.cells or "tally" not in names, "it looked at nothing"


def noticed(mutant: Mutant | None, matrix: Matrix) -> str:
    """By what a mutant was noticed; empty when by nothing. None: the code as it is."""
    name = "putting it in place"
    try:
        for path in (*PYTHON, *SQL) if mutant is None else ():
            put_in_place(Mutant(path, 0, "", "unchanged", (ROOT / path).read_text()))
        if mutant is not None:
            put_in_place(mutant)
        for check in checks(mutant.path if mutant else ""):
            name = check.__name__
            with transaction.atomic():
                ask(check, matrix)
                transaction.set_rollback(True)
    except BaseException as error:  # whatever it is, it was noticed
        sort = "" if isinstance(error, AssertionError) else f" ({type(error).__name__})"
        return f"{name}{sort}"
    return ""


def tried(mutant: Mutant | None, matrix: Matrix) -> str:
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
    parser.add_argument(
        "--only", nargs="*", default=[""], help="only those whose description holds one of these"
    )
    parser.add_argument(
        "--results", type=Path, default=ROOT / "var/mutants.jsonl", help="where results are kept"
    )
    parser.add_argument("--afresh", action="store_true", help="forget what was found before")
    parser.add_argument("--list", action="store_true", help="only list them")
    asked = parser.parse_args()
    everyone = all_mutants()
    stale = sorted(set(EQUIVALENT) - {one.key for one in everyone})
    if stale:
        print("Not mutants any more, though tests/mutants/equivalent.py names them:\n  " + "\n  ".join(stale))
        return 2
    mutants = [one for one in everyone if any(words in str(one) for words in asked.only)]
    if asked.most:
        mutants = random.Random(asked.seed).sample(mutants, min(asked.most, len(mutants)))
    print(f"{len(mutants)} mutants", flush=True)
    if asked.list:
        print("\n".join(map(str, mutants)))
        return 0
    found = Results(asked.results, afresh=asked.afresh)
    waiting = [one for one in mutants if one.key not in EQUIVALENT and not found.noticed(one)]
    if waiting and not _run(waiting, asked.minutes, found):
        return 2
    return report(mutants, found)


class Results:
    """What was found, a line of JSON for each mutant, so that a run that was broken off goes on where it was."""

    def __init__(self, path: Path, *, afresh: bool) -> None:
        self.path = path
        self.digests = {
            one: hashlib.sha256((ROOT / one).read_bytes()).hexdigest()[:12] for one in (*PYTHON, *SQL)
        }
        self.said: dict[str, str] = {}
        path.parent.mkdir(parents=True, exist_ok=True)
        if afresh:
            path.unlink(missing_ok=True)
        for line in path.read_text().splitlines() if path.exists() else []:
            one = json.loads(line)
            # What was found of a module that was changed since says nothing.
            if self.digests.get(one["path"]) == one["module"]:
                self.said[one["key"]] = one["said"]

    def noticed(self, mutant: Mutant) -> bool:
        return bool(self.said.get(mutant.key))

    def keep(self, mutant: Mutant, said: str, seconds: float) -> None:
        self.said[mutant.key] = said
        line = {
            "module": self.digests[mutant.path], "path": mutant.path, "key": mutant.key, "said": said,
            "seconds": round(seconds, 1),
        }  # fmt: skip
        with self.path.open("a") as kept:
            kept.write(json.dumps(line) + "\n")


def report(mutants: list[Mutant], found: Results) -> int:
    """The figures; 0 only when every mutant was tried and none survived that is not equivalent."""
    tried_ones = [one for one in mutants if one.key in found.said and one.key not in EQUIVALENT]
    equal = [one for one in mutants if one.key in EQUIVALENT]
    survivors = [one for one in tried_ones if not found.said[one.key]]
    left = len(mutants) - len(tried_ones) - len(equal)
    by = Counter(found.said[one.key] for one in tried_ones if found.said[one.key])
    print(f"\n{'module':<40} mutants  noticed  equivalent  survivors")
    for path in (*PYTHON, *SQL):
        here = [one for one in mutants if one.path == path]
        numbers = [len(here), sum(found.noticed(one) and one.key not in EQUIVALENT for one in here)]
        numbers += [sum(one in equal for one in here), sum(one in survivors for one in here)]
        if here:
            print(f"{path:<40} {numbers[0]:>7,}  {numbers[1]:>7,}  {numbers[2]:>10,}  {numbers[3]:>9,}")
    print(f"\nmutants    {len(mutants):>6,}\nnoticed    {sum(by.values()):>6,}\nequivalent {len(equal):>6,}")
    print(f"survivors  {len(survivors):>6,}\nnot tried  {left:>6,}\n")
    print("\n".join(f"{number:>6} noticed by {said}" for said, number in by.most_common()))
    print("\n".join(f"SURVIVED {mutant}" for mutant in survivors))
    return 1 if survivors or left else 0


def _run(mutants: list[Mutant], minutes: float, found: Results) -> bool:
    setup_test_environment()
    setup_databases(verbosity=0, interactive=False)
    logging.disable(logging.WARNING)
    ends = time.monotonic() + minutes * 60 if minutes else float("inf")
    with tempfile.TemporaryDirectory() as folder, override_settings(FILES=folder), transaction.atomic():
        cast = make_cast()
        for who in cast.browsing:
            cast.client(who)
        matrix = Matrix(cast, make_things(cast, everything=False), False)
        # Put in place unchanged, the modules must make no difference, or "noticed" means nothing.
        healthy = tried(None, matrix)
        if healthy:
            print(f"The code as it is fails already: {healthy}")
            return False
        for mutant in mutants:
            if time.monotonic() > ends:
                break
            began = time.monotonic()
            said = tried(mutant, matrix)
            found.keep(mutant, said, time.monotonic() - began)
            if not said:
                print(f"SURVIVED {mutant}", flush=True)
        transaction.set_rollback(True)
    return True


if __name__ == "__main__":
    sys.exit(main())
