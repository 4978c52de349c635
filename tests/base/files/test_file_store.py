"""The store: what was acknowledged is there, and nothing half-written stays."""

import hashlib
import io
import os
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest

from hedgerow.base.files.store import Store, TooLarge

DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "files")


def put(store, data, namespace="k7m2xq4p", limit=10_000_000):
    return store.put(io.BytesIO(data), namespace=namespace, limit=limit)


def files_in(store):
    return sorted(
        str(p.relative_to(store.root)) for p in store.root.rglob("*") if p.is_file() and p.name != ".lock"
    )


def make_old(store, key):
    past = time.time() - 3 * 86400
    os.utime(store.path(key), (past, past))


def test_what_is_put_can_be_read_back_by_its_key(store):
    stored = put(store, b"hello" * 200_000)
    assert stored.sha256 == hashlib.sha256(b"hello" * 200_000).hexdigest()
    assert stored.size == 1_000_000
    assert stored.key == f"k7m2xq4p/{stored.sha256[:2]}/{stored.sha256}"
    assert stored.path == store.path(stored.key)
    with store.open(stored.key) as stream:
        assert stream.read() == b"hello" * 200_000
    assert store.exists(stored.key)
    assert store.is_whole(stored.key)
    assert files_in(store) == [stored.key]


def test_equal_bytes_are_kept_once_inside_a_community_and_apart_between_two(store):
    assert put(store, b"same").key == put(store, b"same").key
    other = put(store, b"same", namespace="other")
    assert len(files_in(store)) == 2
    store.delete(other.key)
    assert not store.exists(other.key)
    assert len(files_in(store)) == 1


def test_a_file_over_the_limit_leaves_nothing(store):
    assert put(store, b"x" * 1000, limit=1000).size == 1000
    with pytest.raises(TooLarge):
        put(store, b"y" * 1001, limit=1000)
    assert len(files_in(store)) == 1
    assert list((store.root / ".incoming").iterdir()) == []


def test_a_reader_that_breaks_leaves_nothing(store):
    class Broken:
        def __init__(self):
            self.pieces = [b"a" * 1000]

        def read(self, size):
            if self.pieces:
                return self.pieces.pop()
            raise ConnectionError

    with pytest.raises(ConnectionError):
        store.put(Broken(), namespace="k7m2xq4p", limit=10_000)
    assert files_in(store) == []


def test_a_process_killed_while_writing_leaves_only_what_a_sweep_removes(store):
    code = (
        "import sys\nfrom hedgerow.base.files.store import Store\n"
        "class Slow:\n    pieces = [b'a' * 1000]\n"
        "    def read(self, size):\n        if self.pieces: return self.pieces.pop()\n"
        "        print('waiting', flush=True); sys.stdin.read(); return b''\n"
        "Store(sys.argv[1]).put(Slow(), namespace='k7m2xq4p', limit=10**6)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, store.root],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=os.getcwd(),
    )
    assert process.stdout.readline() == b"waiting\n"
    process.kill()
    process.communicate()
    assert list(store.keys()) == []
    leftover = next((store.root / ".incoming").iterdir())
    assert store.sweep(set(), DAY).leftovers == 0
    os.utime(leftover, (1, 1))
    assert store.sweep(set(), DAY).leftovers == 1
    assert files_in(store) == []


def test_a_sweep_removes_old_files_that_no_row_names_and_no_others(store):
    named, unnamed, young = put(store, b"named"), put(store, b"unnamed"), put(store, b"young")
    make_old(store, named.key)
    make_old(store, unnamed.key)
    swept = store.sweep({named.key}, DAY)
    assert swept.keys == (unnamed.key,)
    assert swept.freed == 7
    assert set(store.keys()) == {named.key, young.key}


def test_adding_old_bytes_again_protects_them_from_a_sweep_that_did_not_know(store):
    stored = put(store, b"wanted again")
    make_old(store, stored.key)
    put(store, b"wanted again")
    assert store.sweep(set(), DAY).keys == ()
    assert store.exists(stored.key)


def test_many_may_put_the_same_bytes_at_once(store):
    threads = [threading.Thread(target=put, args=(store, b"z" * 500_000)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (key,) = store.keys()
    assert store.is_whole(key)
    assert list(store.keys("nobody")) == []


@pytest.mark.parametrize(
    "key", ["../../etc/passwd", "a/b", "", "k7m2xq4p/ab/" + "0" * 64, "/ab/" + "ab" * 32]
)
def test_a_key_cannot_lead_out_of_the_store(store, key):
    with pytest.raises(ValueError):
        store.path(key)


@pytest.mark.parametrize("namespace", ["", "..", "a/b", ".incoming", "a" * 65])
def test_a_namespace_is_a_plain_code(store, namespace):
    with pytest.raises(ValueError):
        put(store, b"x", namespace=namespace)


def test_a_file_that_rotted_is_noticed(store):
    stored = put(store, b"good bytes")
    stored.path.write_bytes(b"bad bytes!")
    assert not store.is_whole(stored.key)
    store.delete(stored.key)
    assert not store.is_whole(stored.key)
    assert store.delete(stored.key) is False


def test_others_on_the_machine_cannot_read_the_files(store):
    stored = put(store, b"private")
    assert stored.path.stat().st_mode & 0o077 == 0
    assert stored.path.parent.stat().st_mode & 0o077 == 0


def test_scratch_lies_on_the_same_disk_and_is_gone_afterwards(store):
    with store.scratch() as folder:
        (folder / "thumb.webp").write_bytes(b"x")
        assert folder.stat().st_dev == store.root.stat().st_dev
    assert not folder.exists()
