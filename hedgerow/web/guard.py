"""The line about confidentiality under every composer: the profession pack's own words."""

from functools import cache

from django.conf import settings

from hedgerow.packs.loading import pack


@cache
def guard_words() -> tuple[str, str, str, str]:
    """(strong words, more words, link label, link address) as `guard_line` takes them."""
    chosen = pack(settings.PACK)
    strong, _stop, more = chosen.safety_line.partition(". ")
    helped = chosen.help.get(chosen.safety_help)
    return (
        f"{strong}.",
        more,
        helped.title if helped else "",
        f"/help/{chosen.safety_help}/" if helped else "",
    )
