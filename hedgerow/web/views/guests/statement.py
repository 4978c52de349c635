"""What a guest keeps of their stay: a page to print, and the same as plain text."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import reverse
from django.views.decorators.http import require_safe

from hedgerow.access.refusals import NotVisible
from hedgerow.items.letters import plain_statement
from hedgerow.items.queries.guests import own_statement
from hedgerow.web.answers import page
from hedgerow.web.shell import site_name
from hedgerow.web.signed_in import signed_in


@require_safe
@signed_in
def statement(request: HttpRequest, code: str) -> HttpResponse:
    """One's own stay, also after its end."""
    found = own_statement(request.viewer, code)  # type: ignore[attr-defined]
    if found is None:
        raise NotVisible
    context = {
        "said": plain_statement(found),
        "text_url": reverse("guest_statement_text", kwargs={"code": code}),
    }
    return page(request, "guests/statement.html", context)


@require_safe
@signed_in
def statement_text(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a file of plain text."""
    found = own_statement(request.viewer, code)  # type: ignore[attr-defined]
    if found is None:
        raise NotVisible
    template = engines["jinja2"].env.get_template("mail/statement_words.txt")
    said = template.render({**plain_statement(found), "site_name": site_name()})
    text = "\n".join(line.strip() for line in said.splitlines())
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    response = HttpResponse(text.strip() + "\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="guest-statement.txt"'
    return response
