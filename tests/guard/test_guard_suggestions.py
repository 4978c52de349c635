"""What could be written instead, and what adds up across texts."""

from datetime import date

import pytest

from hedgerow.base.parsing.extracting import Extract, Page
from hedgerow.guard import (
    Hit,
    Part,
    Rules,
    RulesError,
    look,
    of_discussion,
    of_parts,
    parts_of_file,
    read_rules,
    suggest,
)
from tests.guard.conftest import TODAY


def first(text: str, rules: Rules) -> tuple[str, ...]:
    (hit,) = look(text, rules, today=TODAY)
    return suggest(hit, text, rules, today=TODAY)


@pytest.mark.parametrize(
    ("born", "band"),
    [
        ("03/04/1961", "a person in their 60s"),
        ("01/02/1930", "a person over 90"),
        ("01/02/2012", "a teenager"),
        ("01/12/2025", "a baby"),
        ("02/03/1966", "a person in their 50s"),
        ("01/03/1966", "a person in their 60s"),
    ],
)
def test_a_day_of_birth_becomes_an_age_band(rules: Rules, born: str, band: str) -> None:
    assert first(f"DOB {born}", rules)[0] == band


def test_a_name_becomes_the_patient(rules: Rules) -> None:
    assert first("Mrs Quarmby came back", rules)[0] == "the patient"


@pytest.mark.parametrize(
    ("day", "today", "said"),
    [
        ("14/01/2026", date(2026, 3, 5), "last winter"),
        ("14/01/2026", date(2026, 2, 5), "this winter"),
        ("14/12/2025", date(2026, 2, 5), "this winter"),
        ("14/07/2025", date(2026, 3, 5), "last summer"),
        ("14/07/2023", date(2026, 3, 5), "in the summer of 2023"),
    ],
)
def test_an_exact_day_of_care_becomes_a_season(rules: Rules, day: str, today: date, said: str) -> None:
    assert suggest(Hit(0, len(day), "date-of-care", "hint"), day, rules, today=today)[0] == said


def test_a_number_is_taken_out(rules: Rules) -> None:
    assert first("NHS no 999 071 4932", rules) == ("[NHS number removed]",)


def test_a_hit_holds_no_words(rules: Rules) -> None:
    (hit,) = look("Mrs Quarmby came back", rules, today=TODAY)
    assert "Quarmby" not in repr(hit)


def test_details_add_up_across_replies(rules: Rules) -> None:
    parts = [
        Part("post", "A man with a rare blood condition, haemophilia, asks about flying", "post"),
        Part("reply 1", "Is he the farmer? 47 year old, I think"),
        Part("reply 2", "yes, lives in Hallowby with his geese"),
        Part("reply 3", "Biscuits first."),
    ]
    hint = of_discussion(parts, rules, today=TODAY)
    assert hint is not None
    assert {"age", "occupation", "place", "rare"} <= set(hint.details)
    assert hint.labels == ("post", "reply 1", "reply 2")
    assert of_discussion(parts[:1] + parts[3:], rules, today=TODAY) is None


def test_parts_of_a_file(rules: Rules) -> None:
    read = Extract(
        pages=(Page(1, "Slide 1", "Explaining risk"), Page(2, "Comments", "this is Mrs Quarmby, she agreed")),
        title="Risk",
        unit="slide",
    )
    parts = parts_of_file("DOB 03-04-1961 risk.pptx", read, {"author": "Biscuit Team"})
    hits = {part.label: [hit.kind for hit in found] for part, found in of_parts(parts, rules, today=TODAY)}
    assert hits == {"name": ["date-of-birth"], "Comments": ["name"]}


def test_rules_that_do_not_hold_together_are_named() -> None:
    with pytest.raises(RulesError, match="add it to \\[\\[kinds\\]\\]"):
        read_rules("tea", {"labelled": [{"kind": "tea-number", "labels": ["tea no"]}]})
    with pytest.raises(RulesError, match='"check" is "luck"'):
        read_rules("tea", {"checked": [{"kind": "tea-number", "check": "luck"}]})
    with pytest.raises(RulesError, match="needs a list of texts"):
        read_rules("tea", {"signs": {"subject": "guest"}})
    assert look("anything at all, 03/04/1961", read_rules("tea", {})) == []
