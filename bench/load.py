"""Asks a server on loopback for pages over a few kept connections, and reads its processor time from /proc."""

import os
import selectors
import socket
import time
from pathlib import Path
from typing import NamedTuple

TICK = os.sysconf("SC_CLK_TCK")


class Measured(NamedTuple):
    """One page: requests per second, p50 and p99 in ms, processor ms per request, bytes of the last answer."""

    per_second: float
    p50: float
    p99: float
    cpu: float
    size: int
    status: int


def processor_seconds(pid: int) -> float:
    """User and system time of a process and all its children that live."""
    total = 0.0
    todo = [pid]
    while todo:
        one = todo.pop()
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
            total += (int(fields[11]) + int(fields[12])) / TICK
            for task in Path(f"/proc/{one}/task").iterdir():
                todo += [int(child) for child in (task / "children").read_text().split()]
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total


class _Connection:
    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        self.sent = 0.0

    def ask(self, path: str, cookie: str, host: str) -> None:
        head = (
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\n" + (f"Cookie: {cookie}\r\n" if cookie else "") + "\r\n"
        )
        self.buffer = b""
        self.sent = time.perf_counter()
        self.socket.sendall(head.encode())

    def answered(self) -> tuple[int, int] | None:
        """(status, bytes of the body) when the answer is whole."""
        piece = self.socket.recv(262144)
        if not piece:
            raise ConnectionError("The server closed the connection.")
        self.buffer += piece
        head, found, body = self.buffer.partition(b"\r\n\r\n")
        if not found:
            return None
        lower = head.lower()
        if b"transfer-encoding: chunked" in lower:
            return (int(head[9:12]), len(body)) if body.endswith(b"0\r\n\r\n") else None
        length = int(lower.split(b"content-length:")[1].split(b"\r\n")[0])
        return (int(head[9:12]), length) if len(body) >= length else None


def warm(port: int, pid: int, paths: list[str], cookie: str) -> None:
    """Ask for every page a few times, so that each worker has met most of them before anything is counted."""
    measure(port, pid, paths, cookie, seconds=30.0, at_most=max(40, 4 * len(paths)))


def measure(
    port: int,
    pid: int,
    paths: list[str],
    cookie: str,
    seconds: float,
    connections: int = 8,
    at_most: int = 10**9,
) -> Measured:
    """Rotate over the paths for so many seconds, or until so many answers came."""
    chooser = selectors.DefaultSelector()
    place = 0
    open_ones = [_Connection(port) for _ in range(connections)]
    for one in open_ones:
        chooser.register(one.socket, selectors.EVENT_READ, one)
        one.ask(paths[place % len(paths)], cookie, f"localhost:{port}")
        place += 1
    times: list[float] = []
    status = size = 0
    before, began = processor_seconds(pid), time.perf_counter()
    ends = began + seconds
    while time.perf_counter() < ends and len(times) < at_most:
        for key, _events in chooser.select(timeout=1):
            one = key.data
            answer = one.answered()
            if answer is None:
                continue
            times.append(time.perf_counter() - one.sent)
            status, size = answer
            one.ask(paths[place % len(paths)], cookie, f"localhost:{port}")
            place += 1
    spent, took = processor_seconds(pid) - before, time.perf_counter() - began
    for one in open_ones:
        one.socket.close()
    times.sort()
    count = max(1, len(times))
    return Measured(
        count / took,
        times[count // 2] * 1000 if times else 0.0,
        times[min(count - 1, int(count * 0.99))] * 1000 if times else 0.0,
        spent * 1000 / count,
        size,
        status,
    )
