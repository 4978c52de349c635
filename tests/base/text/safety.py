"""What an attacker looks for in HTML, looked for by a parser that knows nothing of the renderer."""

from html.parser import HTMLParser

VOID = {"br", "hr", "img", "input"}
STORED_TAGS = {
    "a",
    "blockquote",
    "br",
    "code",
    "div",
    "em",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "input",
    "label",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "section",
    "strong",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
    "hg-mention",
    "hg-item",
    "hg-file",
}
SHOWN_TAGS = (STORED_TAGS - {"hg-mention", "hg-item", "hg-file"}) | {"span", "img"}
ATTRIBUTES = {
    "href",
    "rel",
    "id",
    "class",
    "dir",
    "start",
    "type",
    "checked",
    "disabled",
    "tabindex",
    "role",
    "aria-label",
    "code",
    "reply",
    "label",
    "flat",
    "alt",
    "show",
    "src",
    "width",
    "height",
    "loading",
    "decoding",
}


class Reader(HTMLParser):
    """Collects the elements, and the text with a line for a line break."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.pieces: list[str] = []
        self.open: list[str] = []
        self.badly_nested: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _value in attrs}) == len(attrs), f"doubled attribute in {tag}"
        self.elements.append((tag, dict(attrs)))
        if tag == "a" and "a" in self.open:
            self.badly_nested.append("link in a link")
        if tag not in VOID:
            self.open.append(tag)
        else:
            self.pieces.append("\n" if tag == "br" else "")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.badly_nested.append(tag)

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl!r}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data!r}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data!r}")


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def text_of(html: str) -> str:
    return "".join(read(html).pieces)


def check_safe(html: str, tags: set[str] = STORED_TAGS) -> Reader:
    """Fail if anything in the HTML could run, load, imitate or lead where links must not."""
    reader = read(html)
    assert not reader.badly_nested and not reader.open, (reader.badly_nested, html)
    for tag, attributes in reader.elements:
        assert tag in tags, (tag, html)
        for name, value in attributes.items():
            assert name in ATTRIBUTES, (tag, name, html)
            if name == "href":
                _check_address(value or "", attributes, html)
            if name == "src":
                assert (value or "").startswith("/"), html
        if tag == "input":
            assert attributes.get("type") == "checkbox" and "disabled" in attributes, html
    return reader


def _check_address(address: str, attributes: dict[str, str | None], html: str) -> None:
    bare = "".join(c for c in address if c > " ").lower()
    if bare.startswith("#"):
        assert bare.startswith(("#note-", "#noteref-")), html
    elif not bare.startswith("/") or bare.startswith("//"):
        assert bare.startswith(("http://", "https://", "mailto:", "tel:")), (address, html)
        assert attributes.get("rel") == "noopener nofollow ugc", html
