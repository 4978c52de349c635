"""Sentences about files that people read, kept apart from their values so that a face can translate them."""


class Sentence(str):
    """An English sentence that remembers its pattern and values.

    A face translates it by `_(sentence.pattern) % sentence.values`; everyone else may use it as the plain
    string it is. Patterns are marked for the catalogue with `N_`.
    """

    pattern: str
    values: dict[str, str]

    def __new__(cls, pattern: str, **values: str) -> "Sentence":
        sentence = super().__new__(cls, pattern % values if values else pattern)
        sentence.pattern = pattern
        sentence.values = values
        return sentence


def N_(text: str) -> str:
    """Mark `text` for the catalogue without translating it: this package does not know a language."""
    return text


def size_in_words(size: int) -> str:
    """Say a number of bytes as Windows shows it: "340 kB", "1.2 GB"."""
    if size < 1024:
        return "1 byte" if size == 1 else f"{size} bytes"
    units = ("kB", "MB", "GB", "TB")
    amount, step = size / 1024, 0
    # 1023.5 kB would round to "1024 kB", which is said as 1 MB.
    while amount >= 1023.5 and step + 1 < len(units):
        amount, step = amount / 1024, step + 1
    unit = units[step]
    text = f"{amount:.1f}" if amount < 10 and unit != "kB" else f"{amount:.0f}"
    return f"{text.removesuffix('.0')} {unit}"
