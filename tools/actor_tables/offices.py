"""Offices. A row of the reference table comes in; the office with our short type, PLOVER sector and dates goes out."""

import re
from dataclasses import dataclass

SECTORS = {
    "legislature_head": "LEG",
    "military_chief": "MIL",
    "judiciary": "JUD",
    "police_chief": "COP",
    "intelligence_head": "SPY",
    "party_leader": "PTY",
    "opposition_leader": "OPP",
    "rebel_leader": "REB",
    "member_of_parliament": "LEG",
    "candidate": "PTY",
    "business_leader": "BUS",
    "journalist": "JRN",
    "cleric": "REL",
    "activist": "SOC",
    "crime_boss": "CRM",
}
# Titles that say what the short type of the reference table does not: first that fits wins.
BY_TITLE = [
    (r"^Leader of the Opposition", "opposition_leader", "OPP"),
    (r"Chairperson of the Kuomintang|Secretary of the .*Communist Party|Party (?:Leader|Chair)", "party_leader", "PTY"),
    (
        r"Police Commander|National Police|Carabinieri|Chief (?:Commissioner )?of Police|^Commissioner of Police|Police Chief",
        "police_chief",
        "COP",
    ),
    (
        r"Chief of Staff of the Presiden|Chief of Staff of the Presidential|White House Chief of Staff",
        "chief_of_staff_or_security_adviser",
        "GOV",
    ),
    (r"^Minister (?:for|of) Police|Minister of Police Affairs|Minister.*Court", "other_minister", "GOV"),
    (
        r"Chief of (?:the )?(?:Navy|Air|Naval|Army|Defen[cs]e)|Chiefs of Staff|Commander of the (?:Air|Navy|Army|Armed|Land|Ground)"
        r"|General Staff"
        r"|Commandant of|Chief of Joint Operations|Chief of Staff of the (?:Army|Air|Navy|Armed|Defen)",
        "military_chief",
        "MIL",
    ),
    (
        r"Director of the CIA|Director of (?:the )?Central Intelligence|Director of (?:MI5|MI6|Mossad|Shin Bet)|Intelligence Service"
        r"|State Security Service"
        r"|Secret Intelligence|National Intelligence Agency|Director of National Intelligence",
        "intelligence_head",
        "SPY",
    ),
    (
        r"Chairman of the Verkhovna Rada|Marshal of the (?:Sejm|Senate)"
        r"|President of the (?:Storting|Senate|Chamber|National Assembly|Riksdag)"
        r"|President of the (?:Moldovan )?Parliament|Speaker of|Landtagspr|Leader of the House|^Chief Whip|Majority Leader|Minority Leader",
        "legislature_head",
        "LEG",
    ),
    (
        r"Justice of the Supreme Court|judge of|Chief Justice|Supreme Court|Constitutional Court"
        r"|Director of Public Prosecutions|Prosecutor[- ]General"
        r"|Chief Prosecutor|Auditor[- ]General",
        "judiciary",
        "JUD",
    ),
    (r"^(?:Lord )?Mayor of|^mayor of", "mayor", "GOV"),
    (
        r"^(?:Deputy |Vice |Lieutenant )?[Gg]overnor (?:of|the)|^prefect of|^intendant of|^Premier of|^Prefect of|Lieutenant Governor",
        "governor",
        "GOV",
    ),
    (r"Ambassador|Permanent Representative", "ambassador", "GOV"),
]
RULES = [(re.compile(pattern), office, sector) for pattern, office, sector in BY_TITLE]
CODES = {"XKX": "KOS", "SOMALILAND": "SOM", "SML": "SOM", "ZZB": "TZA", "EUN": "EUR", "PMR": "MDA", "VNR": "VNM"}
REFINED = {
    "other",
    "other_minister",
    "military_chief",
    "police_chief",
    "judiciary",
    "intelligence_head",
    "chief_of_staff_or_security_adviser",
}
UNITED_NATIONS = re.compile(
    r"\bUN\b|United Nations|UNHCR|UNICEF|UNESCO|\bWHO\b|World Health|World Food|\bIAEA\b|UNRWA"
    r"|High Commissioner for (?:Refugees|Human Rights)"
)
EUROPEAN = re.compile(r"\bEU\b|Europe")


@dataclass
class Office:
    """An office held from `start` to `end` (ISO dates, months or years; "" is open or unknown), as known on `as_of`."""

    office: str
    title: str
    code: str
    sector: str
    start: str
    end: str
    as_of: str
    source: str
    licence: str
    own: bool = False

    def overlaps(self, other: "Office") -> bool:
        """Whether both were held at the same time for at least half of the shorter."""
        left, right = (_years(self), _years(other))
        shared = min(left[1], right[1]) - max(left[0], right[0])
        return shared > 0 and shared >= 0.5 * min(left[1] - left[0], right[1] - right[0])


def from_reference(row: dict[str, str]) -> Office:
    """Office of a row of `office_holders.csv`."""
    office, sector = kind(row["office"], row["office_title"])
    source, licence = legend(row["source"])
    code = row["iso3"]
    if code == "IGO":
        code = "UNO" if UNITED_NATIONS.search(row["office_title"]) else "EUR" if EUROPEAN.search(row["office_title"]) else "IGO"
    code = CODES.get(code, code)
    return Office(
        office,
        row["office_title"].strip() or office.replace("_", " "),
        code,
        sector,
        row["start"],
        row["end"],
        row["as_of"] or "2026-01-01",
        source,
        licence,
    )


def from_curated(row: dict[str, str]) -> Office:
    """Office of a row of our own table."""
    return Office(
        row["office"],
        row["title"],
        row["of"] or row["code"],
        row["sector"] or SECTORS.get(row["office"], "GOV"),
        row["start"],
        row["end"],
        row["as_of"] or "2026-01-01",
        "c",
        "f",
        own=True,
    )


def kind(office: str, title: str) -> tuple[str, str]:
    """Our short type and sector for the reference's type and the title."""
    base = office.removeprefix("deputy_")
    if office in REFINED:
        for pattern, refined, sector in RULES:
            if pattern.search(title):
                return refined, sector
    return office, SECTORS.get(base, "GOV")


def legend(source: str) -> tuple[str, str]:
    """Short codes of source and licence; the table's header explains them."""
    wikidata, factbook = "Wikidata" in source, "factbook" in source.lower()
    if wikidata and factbook:
        return "b", "o"
    return ("w", "0") if wikidata else ("p", "p") if factbook else ("c", "f")


def compact(offices: list[Office]) -> list[Office]:
    """Offices in order of time, equal ones once, terms of one office that follow within a week joined."""
    ordered = sorted(_reconcile(offices), key=lambda one: (one.start, one.end or "9999", one.office, one.title, one.source))
    kept: list[Office] = []
    for one in ordered:
        same = next(
            (old for old in kept if (old.office, old.title, old.code) == (one.office, one.title, one.code) and _touch(old, one)), None
        )
        if same is None:
            same = next((old for old in kept if _covered(old, one)), None)
            if same is None:
                kept.append(one)
            continue
        if not one.end or (same.end and one.end > same.end):
            same.end = one.end
        same.as_of = max(same.as_of, one.as_of)
    return kept


def _reconcile(offices: list[Office]) -> list[Office]:
    """Where our own row tells the same term as others: Wikidata's dates stand, with our end if they
    have none; the Factbook's inferred dates go."""
    kept = [one for one in offices if not one.own]
    own = []
    for one in (one for one in offices if one.own):
        same = [other for other in kept if (other.office, other.code) == (one.office, one.code) and one.overlaps(other)]
        stated = [other for other in same if other.source in ("w", "b")]
        for other in stated:
            if not other.end and one.end >= other.as_of:
                other.end = one.end
        for other in stated or [one]:
            if not other.end:
                other.as_of = max([other.as_of, *(row.as_of for row in (one, *same) if not row.end)])
        if not stated:
            kept = [other for other in kept if other not in same]
            own.append(one)
    return [*own, *kept]


def _touch(old: Office, new: Office) -> bool:
    """Whether the new term begins before or within a week after the end of the old one, both known to the day."""
    if (old.start, old.end) == (new.start, new.end):
        return True
    return len(old.end) == 10 and len(new.start) == 10 and old.start <= new.start and _years(new)[0] - _years(old)[1] < 8 / 365


def _covered(old: Office, new: Office) -> bool:
    """Whether the new row tells a fact again that the old one tells, our own row before others."""
    same = (old.office, old.code) == (new.office, new.code) and old.source != new.source
    return same and old.start[:7] == new.start[:7] and old.end[:7] == new.end[:7]


def _years(office: Office) -> tuple[float, float]:
    return year(office.start, 1900.0), year(office.end, 2100.0, last=True)


def year(date: str, unknown: float, last: bool = False) -> float:
    """A date as years: `2003-07-01` is about 2003.5."""
    if not date:
        return unknown
    parts = [int(part) for part in date.split("-")]
    if len(parts) == 1:
        return parts[0] + (0.999 if last else 0.0)
    if len(parts) == 2:
        return parts[0] + (parts[1] - (0 if last else 1)) / 12
    return parts[0] + (parts[1] - 1) / 12 + (parts[2] - 1) / 365
