"""Which activities an open page is told of, and by what word.

What is not listed is told to nobody; the streams that it may concern ask whether they may still listen.
"""

KINDS: dict[str, str] = {
    "answer.chosen": "answer",
    "answer.cleared": "answer",
    "item.closed": "item",
    "item.edited": "item",
    "item.removed": "item",
    "item.reopened": "item",
    "item.restored": "item",
    "item.started": "item",
    "reply.added": "reply",
    "reply.edited": "reply",
    "reply.removed": "reply",
    "reply.restored": "reply",
}
