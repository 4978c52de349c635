"""Which activities an open page is told of, and by what word. What is not listed is told to nobody."""

KINDS: dict[str, str] = {
    "answer.accepted": "answer",
    "answer.withdrawn": "answer",
    "item.closed": "item",
    "item.edited": "item",
    "item.posted": "item",
    "item.removed": "item",
    "item.reopened": "item",
    "item.restored": "item",
    "reply.added": "reply",
    "reply.edited": "reply",
    "reply.removed": "reply",
    "reply.restored": "reply",
    "version.added": "version",
}
