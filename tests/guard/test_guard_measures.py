"""How much the guard finds, and how often it speaks of nothing: figures with their denominators, printed by the test.

The texts of the shared folder were written by somebody else. The guard's rules were tuned on some of them (`tuned`); the rest
were first measured without being looked at, and looked at afterwards, so neither part is unseen any more. The made-up phrasings
and ordinary texts are this project's own, and kinder than life.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from hedgerow.guard import Rules
from tests.guard import hard_identifying, hard_ordinary, ordinary
from tests.guard.measuring import Alarms, Recall, alarm_line, alarms, recall, recall_table
from tests.guard.phrasings import Phrasing, phrasings
from tests.guard.templates import IDENTIFYING, UNSEEN

CHECKED = ("nhs-number", "chi", "hc-number", "ni-number", "hospital-number")


def given(folder: Path, name: str) -> Iterator[tuple[bool, Phrasing]]:
    """The texts of a file, each with whether the rules were tuned on it."""
    low, high = {"identifying": (47, 205), "ordinary": (124, 481)}[name]
    for line in (folder / "guard" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        number = int(row["id"].rpartition("-")[2])
        expect = tuple((one["kind"], one["match"]) for one in row["expect"])
        yield not low < number < high or number % 2 == 1, Phrasing(name, row["where"], row["text"], expect)


def well_enough(counted: Recall) -> None:
    for kind in counted.there:
        if kind == "jigsaw":
            continue
        assert counted.of(kind) >= (0.99 if kind in CHECKED else 0.9), (
            kind,
            counted.found[kind],
            counted.there[kind],
        )


def quiet_enough(counted: Alarms) -> None:
    assert counted.texts and counted.interrupting <= counted.texts / 100, counted


def test_recall_on_the_texts_of_somebody_else(
    shared_data: Path, rules: Rules, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = list(given(shared_data, "identifying"))
    with capsys.disabled():
        for tuned in (True, False):
            counted = recall((one for is_tuned, one in texts if is_tuned is tuned), rules)
            print(
                "\n" + recall_table(f"Given texts, {'tuned on' if tuned else 'held out at first'}", counted)
            )
    assert len(texts) == 250
    well_enough(recall((one for _, one in texts), rules))


def test_false_alarms_on_the_texts_of_somebody_else(
    shared_data: Path, rules: Rules, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = list(given(shared_data, "ordinary"))
    with capsys.disabled():
        for tuned in (True, False):
            part = [one for is_tuned, one in texts if is_tuned is tuned]
            title = f"Given ordinary texts, {'tuned on' if tuned else 'held out at first'}"
            print("\n" + alarm_line(title, alarms(part, rules)))
    counted = alarms((one for _, one in texts), rules)
    assert counted.texts == 600
    quiet_enough(counted)


@pytest.mark.parametrize(("title", "templates"), [("first", IDENTIFYING), ("second", UNSEEN)])
def test_recall_on_phrasings_made_here(
    rules: Rules, capsys: pytest.CaptureFixture[str], title: str, templates: dict[str, tuple[str, ...]]
) -> None:
    counted = recall(phrasings(templates, each=4), rules)
    with capsys.disabled():
        print("\n" + recall_table(f"Phrasings made here, the {title} set", counted))
    assert sum(counted.there.values()) >= 300
    well_enough(counted)


def test_recall_on_texts_written_by_hand(rules: Rules, capsys: pytest.CaptureFixture[str]) -> None:
    counted = recall(hard_identifying.texts(), rules)
    with capsys.disabled():
        print("\n" + recall_table("Texts written by hand, in many voices", counted))
    well_enough(counted)


def test_false_alarms_on_ordinary_texts_of_other_origin(
    rules: Rules, capsys: pytest.CaptureFixture[str]
) -> None:
    total = 0
    for texts in (ordinary.made(each=8), ordinary.of_the_example(), ordinary.of_the_project()):
        listed = list(texts)
        counted = alarms(listed, rules)
        with capsys.disabled():
            print("\n" + alarm_line(f"Ordinary texts, {listed[0].family}", counted))
        quiet_enough(counted)
        total += counted.texts
    assert total >= 1000


@pytest.mark.slow
def test_false_alarms_on_mails_and_files_of_others(
    shared_data: Path, rules: Rules, capsys: pytest.CaptureFixture[str]
) -> None:
    """Mails are whole threads, and most pages are German mathematics: not what people here write. Names in them are real hits."""
    for texts in (ordinary.of_mails(shared_data / "email"), ordinary.of_files(shared_data)):
        listed = list(texts)
        counted = alarms(listed, rules)
        with capsys.disabled():
            print("\n" + alarm_line(f"Ordinary texts, {listed[0].family}", counted))
        assert counted.interrupting <= counted.texts / 30


def test_false_alarms_on_traps(rules: Rules, capsys: pytest.CaptureFixture[str]) -> None:
    """Each of these was written to deceive, so they are far harder than ordinary posts, and may deceive more often."""
    counted = alarms((Phrasing("traps", where, text, ()) for where, text in hard_ordinary.texts()), rules)
    with capsys.disabled():
        print("\n" + alarm_line("Ordinary texts, traps written by hand", counted))
    assert counted.interrupting <= counted.texts / 30


def test_the_measure_fails_when_nothing_is_found() -> None:
    with pytest.raises(AssertionError):
        well_enough(Recall(there={"name": 10}, found={"name": 8}))  # type: ignore[arg-type]
    with pytest.raises(AssertionError):
        quiet_enough(Alarms(texts=100, interrupting=2))
