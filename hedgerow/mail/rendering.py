"""A mail from its two templates: the subject and the text from one, the HTML from the other, with its styles inlined."""

import re
import unicodedata
from collections.abc import Mapping
from email.utils import formataddr, parseaddr
from functools import cache
from typing import Any

import css_inline
from django.core.mail import EmailMultiAlternatives
from django.template import engines

from hedgerow.people.place import Place, new_message_id, place

LONGEST_SUBJECT = 150
_SPACES = re.compile(r"\s+")
_EMPTY_LINES = re.compile(r"\n{3,}")


@cache
def _inliner() -> css_inline.CSSInliner:
    # Media queries stay: they carry the dark colours and the small screens.
    return css_inline.CSSInliner(
        keep_at_rules=True, load_remote_stylesheets=False, apply_width_attributes=True
    )


def render(
    template: str, *, to: str, context: Mapping[str, Any], message_id: str = ""
) -> EmailMultiAlternatives:
    """The mail `mail/<template>.txt` and `.html` for one recipient. The .txt has the blocks `subject` and `content`."""
    here = place()
    values = {**context, "to": to, "site_name": here.name, "site_url": here.address}
    jinja: Any = engines["jinja2"]  # its templates carry Jinja2's own, of which the stubs know nothing
    text = jinja.get_template(f"mail/{template}.txt").template
    subject = "".join(text.blocks["subject"](text.new_context(values)))
    html = jinja.get_template(f"mail/{template}.html").template.render(values)
    message = EmailMultiAlternatives(
        subject=one_line(subject),
        # Lines are as long as their paragraph: a phone and a desktop each break them where they need to.
        body=_EMPTY_LINES.sub("\n\n", text.render(values)).strip() + "\n",
        from_email=_sender(here),
        to=[to],
        headers={
            "Message-ID": message_id or new_message_id(),
            # No holiday replies to codes and news.
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    message.attach_alternative(_inliner().inline(html), "text/html")
    return message


def one_line(text: str) -> str:
    """Fit for a header: one line, no control or direction characters, not too long.

    SECURITY: names that people choose stand in subjects; a line break in one would begin a header of their own.
    """
    visible = "".join(
        " " if char.isspace() else char for char in text if not _is_hidden(char) or char.isspace()
    )
    short = _SPACES.sub(" ", visible).strip()
    return short if len(short) <= LONGEST_SUBJECT else short[: LONGEST_SUBJECT - 1].rstrip() + "…"


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") and char != "\u200d"


def _sender(here: Place) -> str:
    name, address = parseaddr(here.mail_from)
    return formataddr((one_line(here.name or name), address)) if address else here.mail_from
