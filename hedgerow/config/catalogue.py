"""`python -m hedgerow.config.catalogue compile | update | check`: the translations of the interface."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = PACKAGE / "web" / "locale"
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2"), ("**/templates/**.txt", "jinja2")]
OPTIONS = {
    pattern: {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "newstyle_gettext": "true", "silent": "false"}
    for pattern, method in METHODS
    if method == "jinja2"
}
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def extract() -> Catalog:
    """Every string of the interface as it stands in the code. Raises what a template that cannot be read raises."""
    catalog = Catalog(domain="django", project="Hedgerow")
    for file, line, message, comments, context in extract_from_dir(
        PACKAGE, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",)
    ):
        catalog.add(message, None, [(file, line)], auto_comments=comments, context=context)
    return catalog


def translations() -> list[Path]:
    """The files of all languages."""
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def compile_all() -> None:
    """Make what the running program reads, where it is missing or older than its source."""
    for path in translations():
        made = path.with_suffix(".mo")
        if made.exists() and made.stat().st_mtime >= path.stat().st_mtime:
            continue
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.parts[-3], domain="django")
        with made.open("wb") as out:
            write_mo(out, catalog)


def update_all() -> None:
    """Bring every language up to the strings in the code; what is gone is dropped, nothing is guessed."""
    template = extract()
    for path in translations():
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.parts[-3], domain="django")
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        with path.open("wb") as out:
            write_po(out, catalog, width=110, sort_output=True, include_lineno=False)


def check_all() -> list[str]:
    """What is wrong: a translation whose %(words)s or plurals do not fit the original."""
    wrong = []
    template = extract()
    total = sum(1 for message in template if message.id)
    print(f"{total} strings in the interface")
    for path in translations():
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.parts[-3], domain="django")
        done = 0
        for message in catalog:
            if not message.id or not message.string or message.fuzzy:
                continue
            done += message.id in template
            for error in message.check(catalog):
                wrong.append(f"{path.parts[-3]}: {message.id!r}: {error}")
        print(f"{path.parts[-3]}: {done} of {total} translated")
    return wrong


def main(argv: Sequence[str] | None = None) -> int:
    """Do one of the three; answers 1 when a translation is wrong."""
    parser = argparse.ArgumentParser(prog="python -m hedgerow.config.catalogue", description=__doc__)
    parser.add_argument("what", choices=["compile", "update", "check"])
    what = parser.parse_args(argv).what
    if what == "compile":
        compile_all()
    elif what == "update":
        update_all()
    else:
        wrong = check_all()
        print("\n".join(wrong), end="\n" if wrong else "")
        return 1 if wrong else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
