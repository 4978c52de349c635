"""Made-up texts for the guard: ways of writing that are not in the texts we were given, with what is in each of them.

Every value is made by a rule with a fixed seed. Numbers of the health service begin with 999 (never issued), telephones are of
the ranges for drama, email is at example.org. A slot in braces is filled, and is what should be found.
"""

import random
import re
from collections.abc import Iterator
from typing import NamedTuple

GIVEN = [
    "Oriel",
    "Tansy",
    "Branwen",
    "Lucan",
    "Sunniva",
    "Yorick",
    "Zelie",
    "Thurstan",
    "Ottoline",
    "Kezia",
    "Evander",
    "Mirela",
    "Bhupinder",
    "Adwoa",
    "Tomos",
    "Siân",
    "Peadar",
    "Lavender",
    "Corentin",
    "Ysolde",
    "Margit",
    "Jago",
    "Tirzah",
    "Osric",
]
KNOWN = [
    "Margaret",
    "Ahmed",
    "Susan",
    "Patrick",
    "Zainab",
    "Edward",
    "Joan",
    "Kofi",
    "Bronwen",
    "Callum",
    "Agnes",
    "Ivan",
    "Priya",
    "Dennis",
    "Sheila",
    "Wojciech",
    "Fatima",
    "Harold",
    "Edna",
    "Leroy",
]
FAMILY = [
    "O'Brien",
    "Penhallick",
    "Wexcombe",
    "Ardsley-Nkemelu",
    "Tregarrow",
    "Ffoulkes-Adeyemi",
    "Mossop",
    "Dunkerley",
    "Quarmby",
    "McSwiggan",
    "Oyebanji",
    "Trelissick",
    "Hartnoll",
    "Satterthwaite",
    "Bhandari-Low",
    "Kowalczyk",
    "Ruddlesden",
    "Eckersall",
    "Vyvyan",
    "Thackwray",
    "Inglethorpe",
    "MacAvaddy",
]
STREETS = [
    "Bramble",
    "Foundry",
    "Mill",
    "Tanhouse",
    "Larch",
    "Coldharbour",
    "Chapel",
    "Nailer's",
    "Weaver's",
    "Cinder",
    "Quarry",
    "Almond",
]
SORTS = [
    "Road",
    "Lane",
    "Close",
    "Avenue",
    "Terrace",
    "Gardens",
    "Street",
    "Drive",
    "Crescent",
    "Way",
    "Court",
    "Grove",
    "Mews",
    "Row",
    "St",
    "Rd",
    "Ave",
]
AREAS = ["SO61", "BD37", "NE76", "GL61", "IP41", "CA39", "OL23", "TQ19", "EX47", "DL27"]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class Phrasing(NamedTuple):
    """One text, where it was written, and what should be found: (kind, words)."""

    family: str
    where: str
    text: str
    expect: tuple[tuple[str, str], ...]


def check_digit(nine: str) -> str:
    rest = 11 - sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True)) % 11
    return {11: "0", 10: ""}.get(rest, str(rest))


class Maker:
    """Fills slots, always the same for one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def pick(self, *choices: str) -> str:
        return self.random.choice(choices)

    def digits(self, count: int) -> str:
        return "".join(str(self.random.randrange(10)) for _ in range(count))

    def nhs(self, grouped: bool | None = None) -> str:
        while True:
            nine = "999" + self.digits(6)
            if last := check_digit(nine):
                break
        number = nine + last
        if grouped is False:
            return number
        gap = self.pick(" ", "-", ".", "\u00a0", "\u2009", "  ", "–") if grouped else self.pick("", " ", "-")
        return gap.join((number[:3], number[3:6], number[6:]))

    def nhs_wrong(self) -> str:
        number = self.nhs(grouped=False)
        wrong = number[:-1] + str((int(number[-1]) + self.random.randrange(1, 9)) % 10)
        gap = self.pick("", " ", "-")
        return gap.join((wrong[:3], wrong[3:6], wrong[6:]))

    def chi(self) -> str:
        day = f"{self.random.randrange(1, 29):02}{self.random.randrange(1, 13):02}{self.random.randrange(20, 99):02}"
        return self.pick("", " ", "-").join((day, self.digits(4)))

    def hc(self) -> str:
        number = "3" + self.pick("2", "4", "6", "7", "9") + self.digits(8)
        gap = self.pick("", " ", "-")
        return gap.join((number[:3], number[3:6], number[6:]))

    def dob(self) -> str:
        day, month, year = (
            self.random.randrange(1, 29),
            self.random.randrange(1, 13),
            self.random.randrange(1928, 2004),
        )
        name = MONTHS[month - 1]
        suffix = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}.get(day, "th")
        return self.pick(
            f"{day:02}/{month:02}/{year}",
            f"{day}.{month}.{year}",
            f"{day}-{month}-{year % 100:02}",
            f"{day} {name} {year}",
            f"{day}{suffix} {name} {year}",
            f"{day}{suffix} of {name} '{year % 100:02}",
            f"{year}-{month:02}-{day:02}",
            f"{name[:3]} {day}, {year}",
            f"{day:02} {name[:3].upper()} {year}",
            f"{name} {day}{suffix} {year}",
            f"{day}-{name[:3]}-{year}",
            f"{day:02} / {month:02} / {year}",
        )

    def hospital(self) -> str:
        return self.pick(
            f"RXK{self.digits(6)}",
            self.digits(7),
            f"{self.digits(3)}-{self.digits(4)}",
            f"H{self.digits(7)}",
            f"{self.digits(6)}{self.pick('A', 'K', 'T')}",
            f"{self.digits(2)}/{self.digits(5)}",
            f"WX-{self.digits(5)}",
        )

    def ni(self) -> str:
        two, last = self.pick("QQ", "ZZ", "BG", "KN", "NT"), self.pick(*"ABCD")
        pairs = [self.digits(2) for _ in range(3)]
        gap = self.pick("", " ", "-")
        return gap.join((two, *pairs, last))

    def phone(self) -> str:
        three = self.digits(3)
        return self.pick(
            f"07700 900{three}",
            f"07700900{three}",
            f"07700 900 {three}",
            f"+44 7700 900{three}",
            f"+447700900{three}",
            f"07700-900-{three}",
            f"(+44) 7700 900 {three}",
        )

    def landline(self) -> str:
        return self.pick(
            f"01632 960{self.digits(3)}",
            f"(01632) 960 {self.digits(3)}",
            f"020 7946 0{self.digits(3)}",
            f"01632-960-{self.digits(3)}",
        )

    def email(self) -> str:
        return f"{self.pick(*GIVEN).lower().replace('â', 'a')}{self.pick('.', '_', '')}{self.pick('bakes', 'allotment', 'quarmby', 'wex')}{self.pick('', '61', '7')}@example.{self.pick('org', 'net')}"

    def street(self) -> str:
        number = self.pick(
            str(self.random.randrange(1, 240)), f"{self.random.randrange(1, 90)}{self.pick('A', 'b')}"
        )
        before = self.pick(
            "", "", f"Flat {self.random.randrange(1, 30)}, ", f"Apartment {self.random.randrange(1, 9)}, "
        )
        return f"{before}{number} {self.pick(*STREETS)} {self.pick(*SORTS)}"

    def house(self) -> str:
        return f"{self.pick('Orchard', 'Rose', 'Fern', 'Old Mill', 'Hilltop')} {self.pick('Cottage', 'House', 'Farm', 'Lodge')}, {self.pick(*STREETS)} {self.pick('Lane', 'Road', 'Street')}"

    def postcode(self) -> str:
        inward = f"{self.random.randrange(1, 10)}{self.pick('QG', 'LL', 'ZD', 'PQ', 'WB', 'XA', 'HJ')}"
        return f"{self.pick(*AREAS)}{self.pick(' ', ' ', ' ', '')}{inward}"

    def title(self) -> str:
        return f"{self.pick('Mr', 'Mrs', 'Ms', 'Miss', 'Mr.', 'Mrs.')} {self.pick('', '', f'{self.pick(*GIVEN)} ', 'J ', 'A.P. ')}{self.pick(*FAMILY)}"

    def full(self) -> str:
        return f"{self.pick(*GIVEN, *KNOWN, *KNOWN)} {self.pick(*FAMILY)}"

    def given(self) -> str:
        return self.pick(*KNOWN)

    def backwards(self) -> str:
        return f"{self.pick(*FAMILY).upper()}, {self.pick(*GIVEN, *KNOWN)}"

    def surname_plain(self) -> str:
        return self.pick(*FAMILY)


SLOTS = {
    "nhs": "nhs-number", "nhs_grouped": "nhs-number", "nhs_bare": "nhs-number", "nhs_wrong": "nhs-number", "chi": "chi", "hc": "hc-number", "dob": "date-of-birth",
    "hospital": "hospital-number", "ni": "ni-number", "phone": "phone", "landline": "phone", "email": "email", "street": "address", "house": "address", "postcode": "postcode",
    "surname_plain": "name", "title": "name", "full": "name", "given": "name", "backwards": "name",
}  # fmt: skip

_SLOT = re.compile(r"\{(\w+)\}")


def fill(family: str, template: str, maker: Maker) -> Phrasing:
    """One text from a template: "where| text with {slots}"."""
    where, _, pattern = template.partition("|")
    expect: list[tuple[str, str]] = []

    def one(match: re.Match[str]) -> str:
        slot = match[1]
        value: str = {
            "nhs_grouped": lambda: maker.nhs(grouped=True),
            "nhs_bare": lambda: maker.nhs(grouped=False),
        }.get(slot, getattr(maker, slot, str))()
        expect.append((SLOTS[slot], value))
        return value

    text = _SLOT.sub(one, pattern.replace("\\n", "\n"))
    return Phrasing(family, where, text, tuple(expect))


def phrasings(templates: dict[str, tuple[str, ...]], each: int, seed: int = 8) -> Iterator[Phrasing]:
    """Texts of every family, `each` template filled that often."""
    maker = Maker(seed)
    for family, patterns in templates.items():
        for _ in range(each):
            for pattern in patterns:
                yield fill(family, pattern, maker)
