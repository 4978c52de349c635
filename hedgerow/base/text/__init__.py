"""What people write: Markdown underneath, safe HTML stored on write, tokens resolved per viewer.

On write: `tokenise_links`, `from_editable`, then `render`. On a page: `codes_in` all pieces at once, fetch
what the viewer may see, `resolve` each. For editing: `to_editable`.
"""

from hedgerow.base.text.comparing import Line, compare
from hedgerow.base.text.editing import from_editable, to_editable, tokenise_links
from hedgerow.base.text.rendering import MAX_LENGTH, RENDERER_VERSION, Rendered, TextTooLong, render
from hedgerow.base.text.snippets import count_words, excerpt, highlight, quote, reading_minutes
from hedgerow.base.text.tokens import (
    Codes,
    FileView,
    ItemView,
    MentionView,
    codes_in,
    resolve,
    resolve_plain,
    size_words,
)

__all__ = [
    "MAX_LENGTH",
    "RENDERER_VERSION",
    "Codes",
    "FileView",
    "ItemView",
    "Line",
    "MentionView",
    "Rendered",
    "TextTooLong",
    "codes_in",
    "compare",
    "count_words",
    "excerpt",
    "from_editable",
    "highlight",
    "quote",
    "reading_minutes",
    "render",
    "resolve",
    "resolve_plain",
    "size_words",
    "to_editable",
    "tokenise_links",
]
