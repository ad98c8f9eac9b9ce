"""Organisations. Rows of the reference table and our own come in; each organisation once goes out, common words dropped."""

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

from actor_tables import names

KINDS = {"IGO": "igo", "NGO": "ngo", "government_body": "institution", "political_body": "institution", "legislature": "institution"}
COLUMNS = ("key", "name", "aliases", "kind", "code", "sector", "other_sectors", "start", "end", "wikidata", "source", "licence")
# A party called by one of these words alone would be found in every second sentence.
PARTY_WORDS = re.compile(
    r"party|union|front|movement|alliance|congress|democra|liberal|social|communis|labou?r|conservativ|republican|national|people|coalition|league"
    r"|partido|parti|partei|partij|partito|partia|stranka|strana|bloc|force|forum|list|platform|green|left|right|christian|popular|rally|revolution", re.IGNORECASE)


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
            Organisation(row["name"], row["kind"], row["code"], row["sector"], dict.fromkeys(filter(None, (row["aliases"] or "").split("|"))),
                         row["other_sectors"] or "", row["start"] or "", row["end"] or "", row["wikidata"] or "")
            for row in rows
        ]


def merge_organisations(own: list[Organisation], path: Path) -> list[Organisation]:
    """Our own rows, then those of `organisations.csv` that they do not have. Keys are set."""
    kept = list(own)
    known = {(name_key, one.code if one.kind == "party" else "") for one in own for name_key in _plain_names(one)}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            one = _from_row(row)
            if one is None or _known(one, known):
                continue
            known |= {(name_key, one.code if one.kind == "party" else "") for name_key in _plain_names(one)}
            kept.append(one)
    _set_keys(kept)
    return sorted(kept, key=lambda one: one.key)


def write_organisations(rows: list[Organisation], path: Path) -> None:
    """`organisations.tsv`."""
    with path.open("w", encoding="utf-8") as out:
        out.write("# Organisations. source: w = Party Facts (repository MIT; facts from Wikidata, CC0), p = CIA World Factbook (public domain), c = own knowledge\n")
        out.write("# licence: m = MIT and CC0, p = public domain, f = facts, offered CC0\n")
        out.write("\t".join(COLUMNS) + "\n")
        for one in rows:
            values = (one.key, one.name, "|".join(one.aliases), one.kind, one.code, one.sector, one.other_sectors, one.start, one.end, one.wikidata, one.source, one.licence)
            out.write("\t".join(values) + "\n")


def _from_row(row: dict[str, str]) -> Organisation | None:
    """An organisation of the reference table, or None where its name is no use for news in English."""
    kind = KINDS.get(row["kind"], row["kind"])
    name = _tidy(row["name"])
    if not name or not names.latin(name) or (kind == "party" and not _usable(name)):
        return None
    source, licence = ("w", "m") if row["source"].startswith("Party Facts") else ("p", "p") if "Factbook" in row["source"] else ("c", "f")
    aliases = {alias: None for alias in (_tidy(text) for text in row["aliases"].split("|")) if alias and alias != name and _alias_usable(alias, kind)}
    code = {"XKX": "KOS"}.get(row["iso3"], row["iso3"]) or {"igo": "IGO", "ngo": "NGO", "media": "MNC", "armed_group": "IMG"}.get(kind, "")
    sector = {"media": "JRN", "igo": "", "ngo": ""}.get(kind, row["sector"])
    if row["sector"] == "IGO":
        sector = ""
    return Organisation(name, kind, code, sector, aliases, "", row["start"], row["end"], row["wikidata_id"], source, licence)


def _tidy(text: str) -> str:
    return " ".join(re.sub(r"\s*[\[(].*?[\])]", "", text).replace("’", "'").split()).strip(" ,;")


def _usable(name: str) -> bool:
    """Whether a party's name is safe to look for: two words at least, one of which is a party word or foreign."""
    words = re.sub(r"^The ", "", name).split()
    return len(words) >= 2 or len(words[0]) > 9


def _alias_usable(alias: str, kind: str) -> bool:
    """Acronyms of three letters and more, and names of two words and more."""
    if not names.latin(alias):
        return False
    if " " not in alias:
        return len(alias) >= 3 and alias.isupper() and alias.isalpha()
    return kind != "party" or _usable(alias)


def _plain_names(one: Organisation) -> set[str]:
    return {re.sub(r"^the ", "", names.plain(name)) for name in (one.name, *one.aliases) if " " in name or len(name) > 4 or one.source == "c"}


def _known(one: Organisation, known: set[tuple[str, str]]) -> bool:
    return (re.sub(r"^the ", "", names.plain(one.name)), one.code if one.kind == "party" else "") in known


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
