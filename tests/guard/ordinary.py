"""Ordinary texts for the guard, of three origins: the living example, this project's own pages, and templates made here.

None of them is about anybody who is looked after. Where a text comes from is in its family.
"""

import email
import email.policy
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from hedgerow.base.files.inspection import inspect
from hedgerow.packs.example import example
from tests.guard.phrasings import Maker, Phrasing

ROOT = Path(__file__).resolve().parents[2]

TEMPLATES = (
    "post|Amoxicillin {dose} mg tds for {few} days, then review. Anyone doing anything else?",
    "post|Zoom meeting ID {zoom}, passcode {four}, starts at 7pm.",
    "post|My GMC number is {gmc} if you need it for the form",
    "post|Practice code {ods}, list size {thousands}",
    "post|HDR on {future} at {venue}, {venue_postcode}. Parking behind the library.",
    "email|Please book by {future}. Booking reference {ten}. The surgery's number is {switch}.",
    "reply|SNOMED code {snomed} is the one we use",
    "post|Dr {family} is speaking about sleep on {future}",
    "post|Thanks to {full} for chairing, and to {full2} for the slides",
    "title|Half-day release: {future}",
    "filename|minutes-{iso}.docx",
    "filename|rota_{compact}_v2.xlsx",
    "post|Order {ten} still has not come. The supplier says Friday.",
    "post|Ring the surgery on {switch} and leave a voicemail for the on-call team",
    "reply|BP target 135/85, LDL under 2.0, HbA1c 53. NNT {few}.",
    "post|Mr {family}'s secretary says the shoulder clinic is full until {month}",
    "post|Miss {family}, consultant gynaecologist, gives the talk in {month}",
    "email|Dear all\\n\\nThe next trainers' workshop is on {future}, {venue}.\\n\\nBest wishes\\n{full}\\nProgramme director",
    "post|Welcome to our new ST1s {full} and {full2}!",
    "post|A man in his 60s with a cough for 6 weeks. What would you ask first?",
    "case|Older person, falls, on nine medicines. In which order would you stop them?",
    "post|QRISK {few}%, NNT 40 over 10 years, sample n={thousands}, p=0.0{few}",
    "post|NMC PIN {nmc} and revalidation: do I upload the certificate first?",
    "post|see https://example.org/guidance/{ten}/page?id={ten}",
    "post|The log says `{ten} ERROR timeout` every night",
    "reply|bisoprolol {dose} mcg? you mean mg",
    "post|ISBN 978-0-{four}-{four}-2, second edition, chapter {few}",
    "post|The course costs £{thousands}.50, invoice {seven}, VAT none",
    "reply|email the education office: courses@example.org",
    "post|Register at bookings@example.net by {future}",
    "post|Contact the deanery helpdesk on {switch}, weekdays 9-5",
    "slide-notes|{few} min introduction, then pairs. Handouts at the back.",
    "post|AKT on {future}, results about {future2}. Good luck everybody",
    "post|Ferritin {few}2, Hb 1{few}1, MCV 82, CRP <5: iron or not?",
    "title|ARCP evidence: what counts before {future}",
    "post|Webinar {future} 19:30, ID {zoom}, hosted by Dr {full}",
    "post|Lost: green fleece, last seen at {venue} after the quiz on {past}",
    "reply|our practice pharmacist {given} explains it well, ask her to do a session",
    "post|Room hire at {venue}, {venue_street}, {venue_postcode}: £40 for the evening session",
    "post|Nurse {family} runs the spirometry training on Tuesdays",
    "post|Dr {full} and Dr {full2} will lead the Balint group from {month}",
    "post|ICB ref {ods}-{four}, PCN code U{five}, closing date {future}",
    "post|Prednisolone 5 mg x 8 od 5/7. Written as 40 mg od. Discuss.",
    "post|The study by {family} et al. ({year}) had {thousands} people in it, doi 10.1000/xyz.{ten}",
    "email|Subject: Rota\\n\\n{given}: Monday\\n{given2}: Tuesday\\nNobody: Friday",
    "post|Version {few}.{few}.2 of the template is out, build {compact}",
    "reply|Bell's palsy, Murphy's sign, Crohn's disease: no apostrophes please",
    "post|Home visits in this weather: who has snow chains?",
    "post|How many of you still use paper fit notes? I have used {few} this month.",
    "post|Trainees: the fire drill is on {future} at 10:30, meet in the car park",
    "post|Cycling from {venue} on Sunday, 30 miles, cake at mile 15, text the organiser",
    "reply|1 in {few}0, 95% CI 1.2-3.4, I2 {few}%",
    "post|Safeguarding level 3: {few} hours over three years, certificate no. {seven}",
    "post|We read pages {few}-{few}8 tonight. Bring biscuits.",
    "post|Timestamp {unix} in the export: what is that in English?",
    "post|Swap? I can do {future}, need {future2} off. Message me.",
    "post|Supervision with {given} was brilliant today, she let me talk",
    "post|National guideline NG{four} replaces CG{few}2 from {month}",
    "post|Congratulations to {full}, our new associate dean",
    "post|Salbutamol 100 mcg 2 puffs prn, {few} inhalers a year is too many",
)


def _values(maker: Maker) -> dict[str, str]:
    pick, digits, rand = maker.pick, maker.digits, maker.random.randrange
    months = ["January", "March", "April", "May", "June", "September", "October", "November"]
    day, month, year = rand(1, 29), rand(1, 13), rand(2026, 2028)

    def date_() -> str:
        return pick(
            f"{rand(1, 29)} {pick(*months)}",
            f"{rand(1, 29)} {pick(*months)} 2026",
            f"{rand(1, 29):02}/{rand(1, 13):02}/2026",
            f"{rand(1, 29)}.{rand(1, 13)}.26",
            f"Thursday {rand(1, 29)} {pick(*months)}",
        )

    return {
        "dose": pick("250", "500", "2.5", "875"), "few": str(rand(2, 10)), "four": digits(4), "five": digits(5), "seven": digits(7), "ten": digits(10),
        "zoom": pick(f"8{digits(2)} {digits(4)} {digits(4)}", f"9{digits(2)} {digits(3)} {digits(4)}", f"8{digits(10)}", f"{digits(3)} {digits(3)} {digits(3)} {digits(2)}"),
        "gmc": pick("4", "6", "7") + digits(6), "ods": pick("A", "Y", "P") + digits(5), "thousands": f"{rand(1, 20)},{digits(3)}", "snomed": digits(rand(8, 10)) + "00" + digits(1),
        "future": date_(), "future2": date_(), "past": date_(), "month": pick(*months), "iso": f"{year}-{month:02}-{day:02}", "compact": f"{year}{month:02}{day:02}",
        "venue": pick("The Corn Exchange", "Brindle House", "the Lion Hotel", "Castle Court", "St Anne's Hall", "the postgraduate centre"), "venue_street": f"{rand(1, 99)} {pick('Station Parade', 'High Street', 'Market Place')}",
        "venue_postcode": maker.postcode(), "switch": maker.landline(), "family": pick("Fernsby", "Okoro-Lamb", "Penhaligon", "Tarrant", "Whitlow"), "full": maker.full(), "full2": maker.full(),
        "given": maker.given(), "given2": maker.given(), "nmc": f"{digits(2)}A{digits(4)}E", "year": str(rand(1995, 2025)), "unix": f"17{digits(8)}",
    }  # fmt: skip


def made(each: int, seed: int = 5) -> Iterator[Phrasing]:
    """Ordinary texts of the templates, each filled `each` times."""
    maker = Maker(seed)
    for _ in range(each):
        for template in TEMPLATES:
            where, _, pattern = template.partition("|")
            yield Phrasing("made here", where, pattern.replace("\\n", "\n").format(**_values(maker)), ())


def of_the_example() -> Iterator[Phrasing]:
    """Everything that people of the living example have written, in both packs' words."""
    shown = example("general_practice_uk", datetime(2026, 3, 2, 9, tzinfo=UTC))
    for item in shown.items:
        yield Phrasing("living example", "title", item.title, ())
        if item.text:
            yield Phrasing("living example", "case" if item.kind == "case" else "post", item.text, ())
        for reply in item.replies:
            yield Phrasing("living example", "reply", reply.text, ())
    for document in shown.documents:
        yield Phrasing("living example", "title", document.title, ())
        yield Phrasing("living example", "post", document.describes, ())


def of_mails(folder: Path) -> Iterator[Phrasing]:
    """Bodies of real mails to public lists, from the shared folder: software, quoted heads, signatures, some languages."""
    for path in sorted(folder.rglob("*.txt")):
        read = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        parts = [part for part in read.walk() if part.get_content_type() == "text/plain"]
        bodies = [part.get_payload(decode=True) for part in parts]
        text = "\n".join(body.decode("utf-8", "replace") for body in bodies if isinstance(body, bytes))
        if text.strip():
            yield Phrasing("mails of others", "email", text, ())


def of_files(folder: Path) -> Iterator[Phrasing]:
    """Pages of the Office and PDF files of the shared folder."""
    for path in sorted([*folder.glob("office/*"), *folder.glob("pdf/*")]):
        for page in inspect(path).get("pages", []):
            yield Phrasing("pages of others' files", "post", page["text"], ())


def of_the_project() -> Iterator[Phrasing]:
    """Paragraphs of this project's own pages: about software, with names of people that are made up."""
    for path in sorted([*ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md")]):
        if path.name == "guard.md":
            continue
        for paragraph in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
            if len(paragraph) > 40 and not paragraph.startswith(("|", "    ", "```")):
                yield Phrasing("project's pages", "post", paragraph, ())
