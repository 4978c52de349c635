"""What a guest was given, as home lists it."""

from hedgerow.items.queries.given import Given
from hedgerow.web.catalogue import gettext as _
from hedgerow.web.shell import community_url, item_url
from hedgerow.web.words import day


def given_row(line: Given) -> dict[str, object]:
    """One line: where it leads, of which community, from whom, until when."""
    words = {"question": _("Question"), "document": _("Document"), "room": _("Room")}
    if line.kind == "room":
        url = community_url(
            line.community_code, line.community_name or _("Another community"), f"rooms/{line.code}/"
        )
    else:
        url = item_url(line.code, line.title, line.kind)
    meta = [line.community_name] if line.community_name else []
    if line.by_name:
        meta.append(_("from %(name)s") % {"name": line.by_name})
    meta.append(_("until %(day)s") % {"day": day(line.ends_at)})
    return {
        "title": line.title,
        "url": url,
        "kind": line.kind,
        "kind_label": words.get(line.kind, _("Discussion")),
        "meta": " · ".join(meta),
        "unread": line.unread,
    }
