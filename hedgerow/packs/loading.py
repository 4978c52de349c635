"""Loads a profession pack from its folder of TOML files into frozen values, and says clearly what does not fit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeVar

from hedgerow.packs.reading import PackError, Table, read_table

FOLDER = Path(__file__).parent

PRESETS = ("web", "open", "restricted", "private", "confidential")


class _HasKey(Protocol):
    @property
    def key(self) -> str: ...


Keyed = TypeVar("Keyed", bound=_HasKey)


@dataclass(frozen=True, slots=True)
class HelpText:
    """A help page of the profession: `title` is also the words of links to it, `text` is Markdown."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the interface as this profession says it, with the line that explains it."""

    key: str
    one: str
    many: str
    help: str


@dataclass(frozen=True, slots=True)
class FirstRoom:
    """A room that a template starts with."""

    name: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Template:
    """What "Start a community" fills in for one sort of community. `ground_rules` is Markdown."""

    key: str
    name: str
    sentence: str
    purpose: str
    ground_rules: str
    rhythm: str
    preset: str
    rooms: tuple[FirstRoom, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """A suggestion for "What do you do?". Who `assesses` is counted apart: "8 people, 2 of them mentors"."""

    key: str
    label: str
    plural: str
    assesses: bool


@dataclass(frozen=True, slots=True)
class Prompt:
    """What an empty composer says for one kind of item."""

    title_label: str
    title_example: str
    text_label: str
    text_example: str


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Words that mean the same when searching; `short` ones are also spelled out in help."""

    words: tuple[str, ...]
    short: str


@dataclass(frozen=True, slots=True)
class Pack:
    """One profession. `safety_line` stands under every composer, linked to the help page `safety_help`;
    `safety_question` and `safety_answer` stand on the page that asks to look twice."""

    key: str
    name: str
    safety_line: str
    safety_question: str
    safety_answer: str
    safety_help: str
    landing_line: str
    help: Mapping[str, HelpText]
    words: Mapping[str, Word]
    templates: tuple[Template, ...]
    roles: tuple[Role, ...]
    synonyms: tuple[Synonyms, ...]
    prompts: Mapping[str, Prompt]

    def template(self, key: str) -> Template:
        """Raises KeyError when there is none."""
        return {one.key: one for one in self.templates}[key]

    def role(self, key: str) -> Role:
        """Raises KeyError when there is none."""
        return {one.key: one for one in self.roles}[key]


def pack_names() -> tuple[str, ...]:
    """The packs that are there, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/pack.toml")))


@cache
def pack(name: str) -> Pack:
    """The pack `name`, read once and checked. Raises PackError when it is missing or does not hold together."""
    if name not in pack_names():
        raise PackError(f'There is no pack "{name}". There are: {", ".join(pack_names())}')
    return read_pack(FOLDER / name)


def read_pack(folder: Path) -> Pack:
    """The pack in `folder`, wherever that is. Raises PackError as `pack` does."""
    top = read_table(folder / "pack.toml")
    helps = {page.key: page for page in (_help(row) for row in top.tables("help"))}
    safety_help = top.text("safety_help")
    if safety_help not in helps:
        raise top.wrong(f'"safety_help" names the help page "{safety_help}", which is not there')
    result = Pack(
        key=folder.name,
        name=top.text("name"),
        safety_line=top.text("safety_line"),
        safety_question=top.text("safety_question"),
        safety_answer=top.text("safety_answer"),
        safety_help=safety_help,
        landing_line=top.text("landing_line"),
        help=MappingProxyType(helps),
        words=MappingProxyType(_by_key(folder / "vocabulary.toml", "words", _word)),
        templates=tuple(_by_key(folder / "templates.toml", "templates", _template).values()),
        roles=tuple(_by_key(folder / "roles.toml", "roles", _role).values()),
        synonyms=tuple(_synonyms(row) for row in read_table(folder / "synonyms.toml").tables("synonyms")),
        prompts=MappingProxyType(_prompts(folder / "prompts.toml")),
    )
    top.done()
    return result


def _by_key(path: Path, name: str, read: Callable[[Table], Keyed]) -> dict[str, Keyed]:
    rows = read_table(path)
    found: dict[str, Keyed] = {}
    for row in rows.tables(name):
        one = read(row)
        row.done()
        if one.key in found:
            raise row.wrong(f'the key "{one.key}" is used twice; give one of them another')
        found[one.key] = one
    rows.done()
    if not found:
        raise rows.wrong(f"add at least one [[{name}]]")
    return found


def _help(row: Table) -> HelpText:
    page = HelpText(row.text("key"), row.text("title"), row.text("text"))
    row.done()
    return page


def _word(row: Table) -> Word:
    return Word(row.text("key"), row.text("one"), row.text("many"), row.text("help", ""))


def _template(row: Table) -> Template:
    rooms = []
    for room in row.tables("rooms"):
        rooms.append(FirstRoom(room.text("name"), room.text("purpose")))
        room.done()
    return Template(
        key=row.text("key"),
        name=row.text("name"),
        sentence=row.text("sentence"),
        purpose=row.text("purpose"),
        ground_rules=row.text("ground_rules"),
        rhythm=row.text("rhythm"),
        preset=row.choice("preset", PRESETS),
        rooms=tuple(rooms),
    )


def _role(row: Table) -> Role:
    return Role(row.text("key"), row.text("label"), row.text("plural"), row.flag("assesses"))


def _synonyms(row: Table) -> Synonyms:
    group = Synonyms(row.texts("words"), row.text("short", ""))
    if len(group.words) < 2:
        raise row.wrong("a group of synonyms needs two words or more")
    row.done()
    return group


def _prompts(path: Path) -> dict[str, Prompt]:
    rows = read_table(path)
    found = {}
    for row in rows.tables("prompts"):
        found[row.text("key")] = Prompt(
            row.text("title_label"),
            row.text("title_example"),
            row.text("text_label"),
            row.text("text_example"),
        )
        row.done()
    rows.done()
    return found
