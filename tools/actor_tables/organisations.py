"""Organisations. Rows of the reference table and our own come in; each organisation once goes out, common words dropped."""

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

from actor_tables import names
from actor_tables.offices import CODES

KINDS = {"IGO": "igo", "NGO": "ngo", "government_body": "institution", "political_body": "institution", "legislature": "institution"}
COLUMNS = ("key", "name", "aliases", "kind", "code", "sector", "other_sectors", "start", "end", "wikidata", "source", "licence")
# Names of the reference table that are common words ("New Hope", "Third Way"), notes, or told better by a row of our own.
DROPPED = frozenset((Path(__file__).parent / "dropped_organisations.txt").read_text(encoding="utf-8").splitlines())
# Acronyms that are words: a headline in capitals would be full of parties.
WORDS = frozenset(
    [
        "ACUM",
        "CADRE",
        "CANE",
        "CREO",
        "DEMOS",
        "FAST",
        "FORD",
        "PRES",
        "GANA",
        "GERAKAN",
        "GLAS",
        "HOPE",
        "JETZT",
        "LIBRA",
        "LIBRE",
        "LIGA",
        "MIRA",
        "MODEL",
        "MUDA",
        "MUST",
        "NADA",
        "NAMA",
        "NOVO",
        "PALU",
        "PERI",
        "PERT",
        "PROS",
        "REAL",
        "SNAP",
        "STAN",
        "STAR",
        "SUPP",
        "TODOS",
        "UDIR",
        "VAMOS",
        "UNITE",
        "UNITY",
        "IDEA",
        "NEST",
        "RISE",
        "UNIR",
    ]
)


@dataclass
class Organisation:
    """A row of `organisations.tsv`."""

    name: str
    kind: str
    code: str
    sector: str
    aliases: dict[str, None] = field(default_factory=dict)
    other_sectors: str = ""
    start: str = ""
    end: str = ""
    wikidata: str = ""
    source: str = "c"
    licence: str = "f"
    key: str = ""


def read_organisations(path: Path) -> list[Organisation]:
    """Our own rows."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#") and line.strip()), delimiter="\t")
        return [
            Organisation(
                row["name"],
                row["kind"],
                row["code"],
                row["sector"],
                dict.fromkeys(filter(None, (row["aliases"] or "").split("|"))),
                row["other_sectors"] or "",
                row["start"] or "",
                row["end"] or "",
                row["wikidata"] or "",
            )
            for row in rows
        ]


def merge_organisations(own: list[Organisation], path: Path) -> list[Organisation]:
    """Our own rows, then those of `organisations.csv` that they do not have. Keys are set; our own stand first, as the better known."""
    kept = list(own)
    known = {handle: one for one in own for handle in _handles(one)}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            one = _from_row(row)
            if one is None:
                continue
            same = next((known[handle] for handle in _handles(one) if handle in known), None)
            if same is not None:
                _take(same, one)
                continue
            known.update((handle, one) for handle in _handles(one))
            kept.append(one)
    _set_keys(kept)
    return sorted(kept, key=lambda one: (one.source != "c", one.key))


def _take(same: Organisation, one: Organisation) -> None:
    """What the second row of an organisation adds: its id and years, and its names if our own row has none of its kind."""
    same.wikidata = same.wikidata or one.wikidata
    same.start = same.start or one.start
    if same.source != "c":
        for name in (one.name, *one.aliases):
            if name != same.name:
                same.aliases.setdefault(name)


def _handles(one: Organisation) -> list[tuple[str, str]]:
    """By these two rows are told to be one organisation: a name or acronym in one country, and for others than parties anywhere."""
    spellings = [_spelling(name) for name in (one.name, *one.aliases)]
    found = [(spelling, one.code) for spelling in spellings]
    return found if one.kind in ("party", "institution") else found + [(spelling, "") for spelling in spellings]


def _spelling(name: str) -> str:
    """A name without article, punctuation and the differences between American and British spelling."""
    return (
        re.sub(r"^(?:the|la) ", "", names.plain(name))
        .replace("labour", "labor")
        .replace("organis", "organiz")
        .replace("centre", "center")
        .replace("defence", "defense")
    )


def write_organisations(rows: list[Organisation], path: Path) -> None:
    """`organisations.tsv`."""
    with path.open("w", encoding="utf-8") as out:
        out.write(
            "# Organisations. source: w = Party Facts (MIT; facts from Wikidata, CC0), p = CIA World Factbook (public domain), c = own knowledge\n"
        )
        out.write("# licence: m = MIT and CC0, p = public domain, f = facts, offered CC0\n")
        out.write("\t".join(COLUMNS) + "\n")
        for one in rows:
            values = (
                one.key,
                one.name,
                "|".join(one.aliases),
                one.kind,
                one.code,
                one.sector,
                one.other_sectors,
                one.start,
                one.end,
                one.wikidata,
                one.source,
                one.licence,
            )
            out.write("\t".join(values) + "\n")


def _from_row(row: dict[str, str]) -> Organisation | None:
    """An organisation of the reference table, or None where its name is no use for news in English."""
    kind = KINDS.get(row["kind"], row["kind"])
    name = _tidy(row["name"])
    if not name or name in DROPPED or row["name"] in DROPPED or not names.latin(name) or (kind == "party" and not _usable(name)):
        return None
    source, licence = ("w", "m") if row["source"].startswith("Party Facts") else ("p", "p") if "Factbook" in row["source"] else ("c", "f")
    texts = [_tidy(text) for text in re.split(r"\||, | or |/", row["aliases"])]
    aliases = {text: None for text in texts if text and text != name and text not in DROPPED and _alias_usable(text, kind)}
    code = CODES.get(row["iso3"], row["iso3"]) or {"igo": "IGO", "ngo": "NGO", "media": "MNC", "armed_group": "IMG"}.get(kind, "")
    sector = {"media": "JRN", "igo": "", "ngo": ""}.get(kind, row["sector"])
    if row["sector"] == "IGO":
        sector = ""
    end = row["end"] if row["end"] >= row["start"] else ""
    return Organisation(name, kind, code, sector, aliases, "", row["start"], end, row["wikidata_id"], source, licence)


def _tidy(text: str) -> str:
    return " ".join(re.sub(r"\s*[\[(].*?[\])]", "", text).replace("’", "'").split()).strip(" ,;")


def _usable(name: str) -> bool:
    """Whether a party's name is safe to look for: two words at least, one of which is a party word or foreign."""
    words = re.sub(r"^The ", "", name).split()
    return len(words) >= 2 or len(words[0]) > 9


def _alias_usable(alias: str, kind: str) -> bool:
    """Acronyms of four letters and more that are no words, and names of two words and more. Three letters stand for too many things."""
    if not names.latin(alias):
        return False
    if " " not in alias:
        return len(alias) >= 4 and alias.isupper() and alias.isalpha() and alias not in WORDS
    return kind != "party" or _usable(alias)


def _set_keys(rows: list[Organisation]) -> None:
    used: set[str] = set()
    for one in rows:
        key = names.slug(one.name)
        if key in used:
            key = f"{key}-{one.code.lower()}"
        while key in used:
            key = f"{key}-{one.wikidata.lower() or '2'}"
        used.add(key)
        one.key = key
