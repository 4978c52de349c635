"""Names, days, places and contacts: somebody looked after, or a colleague, a venue, an office."""

import pytest

from tests.guard.conftest import Found


def kinds(found: list[tuple[str, str, str]], strength: str = "interrupt") -> list[str]:
    return [kind for kind, _, how in found if how == strength]


@pytest.mark.parametrize(
    "text",
    [
        "Mrs Quarmby came back with the same rash",
        "mrs hobday 66 came w/ funny turn",
        "Saw Mr. J. O'Brien today, no better",
        "Patient: Siân Trelissick, tired",
        "pt Oriel Mossop declined the scan",
        "QUARMBY, Winifred - abnormal CT",
        "My late husband Edward Quarmby was seen in March",
        "Dr Tarrant is a patient here, not a colleague",
    ],
)
def test_somebody_named_interrupts(found: Found, text: str) -> None:
    assert kinds(found(text)) == ["name"], found(text)


@pytest.mark.parametrize("name", ["John Smith", "John Bramble", "Susan Barrett", "Susan O'Brien"])
def test_a_family_name_that_is_a_word_of_every_day_is_part_of_the_name(found: Found, name: str) -> None:
    text = f"My patient {name} was seen on Monday"
    assert [words for _kind, words, _strength in found(text)] == [name]


def test_a_day_behind_a_name_is_no_part_of_it(found: Found) -> None:
    text = "Saw my patient John Monday and Tuesday"
    assert [words for _kind, words, _strength in found(text)] == ["John"]


@pytest.mark.parametrize(
    "text",
    [
        "Dr Quarmby will speak about sleep",
        "Mr Penhale's secretary says the list is full",
        "Miss Imogen Tarrant, consultant gynaecologist, is teaching",
        "Nurse Quarmby runs the spirometry training",
        "Mr Laxido was on the script again",
        "Mr X came in",
        "Mrs Beeton would have said the same",
        'Role play: you are "Mr Green", a bus driver (fictional)',
        "Bell's palsy, Murphy's sign, Crohn's disease",
    ],
)
def test_colleagues_eponyms_and_fiction_do_not(found: Found, text: str) -> None:
    assert kinds(found(text)) == []


@pytest.mark.parametrize(
    "day",
    [
        "03/04/1961", "3.4.61", "3-4-1961", "3rd of April '61", "April 3, 1961", "03 APR 1961", "1961-04-03", "4.iv.47", "13 Mehefin 1951", "03041961", "1 9 5 3 / 0 6 / 0 2", "31.III.1940",
    ],
)  # fmt: skip
def test_a_labelled_day_of_birth(found: Found, day: str) -> None:
    assert found(f"DOB: {day}") == [("date-of-birth", day, "interrupt")]


def test_an_old_day_beside_somebody(found: Found) -> None:
    assert kinds(found("72F, known asthma, 3/4/61 on the front sheet")) == ["date-of-birth"]


@pytest.mark.parametrize(
    "text",
    ["Session on 24/06/2026", "Closing date 31.01.2027", "HDR 8 May 2026", "founded 5 July 1948", "v 6.10.2", "amoxicillin 3/7", "Fire_drill_14.02.26.docx"],
)  # fmt: skip
def test_other_days_are_no_births(found: Found, text: str) -> None:
    assert kinds(found(text)) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("pt's mobile 07700 900123", "phone"),
        ("Daughter can be reached on (01632) 960 184 about Mum", "phone"),
        ("She emailed me from tall.paul@example.net", "email"),
        ("Visited 61A Slipway Lane today, off legs", "address"),
        ("he lives at Orchard View, Pound Lane", "address"),
        ("Housebound, NR41 8LG, INR monthly", "postcode"),
        ("her NI is qq 77 66 55 d", "ni-number"),
        ("Hosp No: RXK123456", "hospital-number"),
    ],
)
def test_what_leads_to_somebody(found: Found, text: str, kind: str) -> None:
    assert kinds(found(text)) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Switchboard 01632 960100, weekdays",
        "the surgery mobile is 07700 900001, held by the duty manager",
        "Register at courses@example.org",
        "Teaching at Brindle House, 40 Station Parade, SO61 8GT, parking behind the library",
        "Conference venue: the Corn Exchange, Market Place, EX44 2AB",
    ],
)
def test_offices_and_venues_do_not_interrupt(found: Found, text: str) -> None:
    assert kinds(found(text)) == []


def test_what_stands_beside_an_interruption_interrupts_too(found: Found) -> None:
    assert found("Old address 14 Cinder Rise") == [("address", "14 Cinder Rise", "hint")]
    text = "DOB 03/04/1961, old address 14 Cinder Rise"
    assert kinds(found(text)) == ["date-of-birth", "address"]


def test_a_label_in_letters_is_no_initials(found: Found) -> None:
    assert kinds(found("Patient D.O.B.: 11-NOV-1933")) == ["date-of-birth"]


def test_what_is_said_to_be_made_up_does_not_interrupt(found: Found) -> None:
    assert kinds(found("Actor: your name is Sam Example, DOB 1 January 1980 (made up)")) == []
