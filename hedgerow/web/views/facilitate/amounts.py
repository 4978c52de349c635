"""Numbers in words for the pages that say what stays closed."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hedgerow.items.queries.counts import Amount


def amount_words(amount: Amount) -> str:
    """ "46 discussions and 23 documents"; "" when there is nothing."""
    discussions = ngettext("%(n)s discussion", "%(n)s discussions", amount.discussions) % {
        "n": amount.discussions
    }
    documents = ngettext("%(n)s document", "%(n)s documents", amount.documents) % {"n": amount.documents}
    if amount.discussions and amount.documents:
        return _("%(discussions)s and %(documents)s") % {"discussions": discussions, "documents": documents}
    if amount.discussions:
        return discussions
    return documents if amount.documents else ""
