"""How a view answers with a file's bytes: by the front, by a front server, or by itself. The view has asked access first."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)

from hedgerow.base.files.ranges import if_none_match, requested_span

_PIECE = 256 * 1024


def file_answer(
    request: HttpRequest, path: Path, headers: Mapping[str, str], *, etag: str
) -> HttpResponseBase:
    """The bytes of the file at `path`, which lies in the files folder, under the headers of `serving_headers`.

    `etag` as `etag_of` makes it. Under `hedgerow serve` and `hedgerow live` the async side sends the bytes, behind
    HEDGEROW_ACCEL the front server does, so that no thread waits for a slow phone. Raises FileNotFoundError.
    """
    if request.META.get("hedgerow.front"):
        return HttpResponse(headers={**headers, "ETag": etag, "X-Hedgerow-File": str(path)})
    if settings.ACCEL:
        inside = path.resolve().relative_to(Path(settings.FILES).resolve())
        place = f"{settings.ACCEL.rstrip('/')}/{quote(str(inside))}"
        return HttpResponse(headers={**headers, "ETag": etag, "X-Accel-Redirect": place})
    return _own_answer(request, path, headers, etag)


def _own_answer(request: HttpRequest, path: Path, headers: Mapping[str, str], etag: str) -> HttpResponseBase:
    size = path.stat().st_size
    response: HttpResponseBase
    if if_none_match(request.headers.get("If-None-Match"), etag):
        response = HttpResponseNotModified()
        kept = {k: v for k, v in headers.items() if k not in {"Content-Type", "Content-Disposition"}}
        for name, value in {**kept, "ETag": etag}.items():
            response[name] = value
        return response
    span = requested_span(request.headers.get("Range"), request.headers.get("If-Range"), size, etag)
    pieces = _pieces(path, span.start, 0 if request.method == "HEAD" else span.length)
    all_headers = {**headers, "ETag": etag, **span.headers()}
    return StreamingHttpResponse(pieces, status=span.status, headers=all_headers)


def _pieces(path: Path, start: int, length: int) -> Iterator[bytes]:
    if not length:
        return
    with path.open("rb") as file:
        file.seek(start)
        while length and (piece := file.read(min(_PIECE, length))):
            length -= len(piece)
            yield piece
