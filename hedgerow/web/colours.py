"""The place's own colour: whether it can be read, and the stylesheet that sets it."""

import re

from django.utils.translation import gettext as _

_COLOUR = re.compile(r"#[0-9a-f]{6}")
#: What the accent stands on: the page, a card and a sunken field, in light and in dark.
LIGHT = ("#faf8f1", "#ffffff", "#f1eee3")
DARK = ("#141b17", "#1c2520", "#0f1512")
#: Words on a button of that colour.
ON_LIGHT, ON_DARK = "#ffffff", "#0f1f16"
#: The least contrast of words, by WCAG.
LEAST = 4.5


def _channel(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    """The relative luminance of #rrggbb, by WCAG's formula."""
    red, green, blue = (_channel(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast between two colours: 1 is none, 21 is black on white."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def wrong_colour(colour: str, *, dark: bool) -> str:
    """Why this can't be the accent, in a sentence that says what would do; "" when it can."""
    if not _COLOUR.fullmatch(colour):
        return _("Write the colour as # and six characters from 0 to 9 and a to f, like #1c5437")
    least = min(contrast(colour, other) for other in ((*DARK, ON_DARK) if dark else (*LIGHT, ON_LIGHT)))
    if least >= LEAST:
        return ""
    words = {"found": f"{least:.1f}", "least": f"{LEAST:.1f}"}
    if dark:
        return (
            _(
                "Words in this colour can't be read well on dark pages: the contrast is %(found)s, and it must be %(least)s. Choose a lighter one."
            )
            % words
        )
    return (
        _(
            "Words in this colour can't be read well on light pages: the contrast is %(found)s, and it must be %(least)s. Choose a darker one."
        )
        % words
    )


def _mix(colour: str, other: str, share: float) -> str:
    parts = [
        round(int(colour[at : at + 2], 16) * (1 - share) + int(other[at : at + 2], 16) * share)
        for at in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02x}" for part in parts)


def _rules(colour: str, *, dark: bool) -> str:
    toward, page = ("#ffffff", "#1c2520") if dark else ("#000000", "#ffffff")
    return (
        f"--leaf:{colour};--leaf-hover:{_mix(colour, toward, 0.2)};--leaf-active:{_mix(colour, toward, 0.35)};"
        f"--leaf-tint:{_mix(page, colour, 0.18 if dark else 0.12)};--on-leaf:{ON_DARK if dark else ON_LIGHT}"
    )


def stylesheet(accent: str, accent_dark: str) -> str:
    """The few lines that set the accent; light and dark each only where a colour was chosen."""
    found = ""
    if accent:
        light = _rules(accent, dark=False)
        # SECURITY: only #rrggbb comes here, as the form and the model's width hold; nothing can end the rule early.
        found += f":root{{{light}}}\n"
        found += f":root[data-theme=light]{{{light}}}\n"
    if accent or accent_dark:
        own = (
            "--leaf:#8fcfa6;--leaf-hover:#a9debb;--leaf-active:#c3ead0;--leaf-tint:#21382b;--on-leaf:#0f1f16"
        )
        dark = _rules(accent_dark, dark=True) if accent_dark else own
        found += f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n"
        found += f":root[data-theme=dark]{{{dark}}}\n"
    return found
