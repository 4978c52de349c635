"""Keeps files on disk by their hash, so that what was acknowledged is there after any crash."""

import fcntl
import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, Protocol

_CHUNK = 256 * 1024
_INCOMING = ".incoming"
_NAMESPACE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}/([0-9a-f]{2})/(?=\1)[0-9a-f]{64}")


class Readable(Protocol):
    """What `put` needs of a file: bytes in pieces."""

    def read(self, size: int, /) -> bytes: ...


class TooLarge(Exception):
    """More bytes came than the limit allows; nothing was kept."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is safely on disk. `key` names it in the store and belongs in the database."""

    key: str
    sha256: str
    size: int
    path: Path


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep removed: keys that no row names, the bytes they took, and leftovers of crashes."""

    keys: tuple[str, ...]
    freed: int
    leftovers: int


class Store:
    """Files under `root`, as `<namespace>/<first two of hash>/<hash>`.

    The namespace is a community's code: equal bytes are shared inside one community only, so that nobody can
    learn by adding a file whether another community has it.
    """

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self.root = Path(root)

    def put(self, file: Readable, *, namespace: str, limit: int) -> Stored:
        """Keep the rest of `file`, at most `limit` bytes, and return when it is durable; raises TooLarge."""
        if not _NAMESPACE.fullmatch(namespace):
            raise ValueError("a namespace is made of letters, digits, - and _")
        with self.scratch() as folder:
            part = folder / "part"
            digest, size = _copy(file, part, limit)
            key = f"{namespace}/{digest[:2]}/{digest}"
            path = self.root / key
            with self._locked(exclusive=False):
                _make_folders(path.parent, self.root)
                # The same bytes may be there already. Replacing them gives them today's time, which is what
                # keeps a sweep that started earlier from removing what this caller is about to name.
                os.replace(part, path)
                _sync_folder(path.parent)
        return Stored(key=key, sha256=digest, size=size, path=path)

    def path(self, key: str) -> Path:
        """Return where `key` lies; raises ValueError for what is not a key."""
        # SECURITY: a key that was tampered with must not lead out of the store.
        if not _KEY.fullmatch(key):
            raise ValueError("not a key of the store")
        return self.root / key

    def exists(self, key: str) -> bool:
        """Say whether the file is there."""
        return self.path(key).is_file()

    def open(self, key: str) -> BinaryIO:
        """Open the file for reading; raises FileNotFoundError."""
        return open(self.path(key), "rb")

    def delete(self, key: str) -> bool:
        """Remove the file for good and say whether it was there.

        For redaction, when no row names the key any more. Otherwise leave it to `sweep`, which is safe
        against somebody adding the same bytes at the same moment.
        """
        path = self.path(key)
        with self._locked(exclusive=True):
            try:
                path.unlink()
            except FileNotFoundError:
                return False
            _sync_folder(path.parent)
        return True

    def is_whole(self, key: str) -> bool:
        """Say whether the file is there and its bytes still have the hash it is named by."""
        try:
            with open(self.path(key), "rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest() == key.rpartition("/")[2]
        except FileNotFoundError:
            return False

    def keys(self, namespace: str | None = None) -> Iterator[str]:
        """Yield every key, or those of one namespace, in no particular order."""
        spaces = [self.root / namespace] if namespace else self._folders(self.root)
        for space in spaces:
            for shelf in self._folders(space):
                for entry in os.scandir(shelf):
                    key = f"{space.name}/{shelf.name}/{entry.name}"
                    if _KEY.fullmatch(key):
                        yield key

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """Give a private folder on the store's own disk for work in progress, and remove it afterwards."""
        incoming = self.root / _INCOMING
        incoming.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=incoming))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def sweep(self, known_keys: Container[str], older_than: timedelta) -> Swept:
        """Remove files that `known_keys` does not hold, and leftovers of crashes, if older than `older_than`.

        Read `known_keys` from the database before calling. `older_than` must be longer than any upload's
        transaction (a day is good): younger files may belong to rows that are just being written.
        """
        before = time.time() - older_than.total_seconds()
        removed: list[str] = []
        freed = 0
        for key in list(self.keys()):
            if key in known_keys:
                continue
            with self._locked(exclusive=True):
                size = _remove_if_old(self.root / key, before)
            if size is not None:
                removed.append(key)
                freed += size
        leftovers = 0
        for folder in self._folders(self.root / _INCOMING):
            if folder.stat().st_mtime < before:
                shutil.rmtree(folder, ignore_errors=True)
                leftovers += 1
        return Swept(keys=tuple(removed), freed=freed, leftovers=leftovers)

    @contextmanager
    def _locked(self, *, exclusive: bool) -> Iterator[None]:
        """Hold the store's lock, which keeps a removal from crossing a `put` of the same bytes."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self.root / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
            yield
        finally:
            os.close(handle)

    @staticmethod
    def _folders(parent: Path) -> list[Path]:
        try:
            with os.scandir(parent) as entries:
                visible = [e for e in entries if e.is_dir(follow_symlinks=False) and e.name != _INCOMING]
        except FileNotFoundError:
            return []
        return [parent / entry.name for entry in visible]


def _copy(file: Readable, target: Path, limit: int) -> tuple[str, int]:
    """Write `file` to `target`, durably, and return its hash and size."""
    digest = hashlib.sha256()
    size = 0
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as out:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise TooLarge
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest(), size


def _make_folders(folder: Path, root: Path) -> None:
    """Make `folder` below `root`, and make each new name on the way durable."""
    missing = []
    while folder != root and not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for new in reversed(missing):
        new.mkdir(mode=0o700, exist_ok=True)
        _sync_folder(new.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove_if_old(path: Path, before: float) -> int | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    if status.st_mtime >= before:
        return None
    path.unlink()
    return status.st_size
