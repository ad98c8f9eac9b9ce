"""Names of persons as reference tables write them. A raw name comes in; the name a report would use, its other forms and keys go out."""

import re
import unicodedata

RANK = (
    r"(?:Gen|Lt\.? ?Gen|Maj\.? ?Gen|Brig\.? ?Gen|Col|Lt\.? ?Col|Capt|Maj|Adm|Vice Adm|Cdr|Dr|Prof|Sir|Dame|Mr|Mrs|Ms|Sheikh"
    r"|Alhaji|El Hadj|Hon"
    r"|General|Colonel|Major|Captain|Admiral|Lieutenant)"
)
LEAD = re.compile(
    r"^(?:the\s+)?(?:is\s+)?(?:a|an)\s+(?:hereditary|constitutional)\s+monarch,?\s+represented by\s+(?:Acting\s+)?Governor[- ]General\s+"
    r"|^(?:of State|of the Parliament|of Transport|Co-Vice President|Presidential Designate|Prefect|Presidents?|Acting"
    r"|note - Vice President"
    r"|assisted by First Vice President|Speaker of the House of Representatives|to New Zealand|Administrator"
    r"|New Zealand are represented by Administrator)\s+(?=[A-Z])"
)
TAIL = re.compile(r"\s*(?:\(since .*|Vice President of the .*|brother of the monarch.*|\)+|,)$")
PEER = re.compile(r"^(?P<plain>[^,]+), (?P<peer>(?:\d+(?:st|nd|rd|th) )?(?:Baron|Baroness|Lord|Lady|Viscount|Earl|Marquess)\b.*)$")
JUNIOR = re.compile(r",? (?:Jr|Sr|Jnr|Snr|Junior|II|III|IV)\.?$")
RANKED = re.compile(rf"^(?:{RANK}\.?(?: \(Ret\.?\))?\s+)+(?=[A-Z])")
MIDDLE = re.compile(r"(?<=\w) (?:[A-Z]\. ?)+(?=[A-Z])")
BAD = re.compile(
    r"\bmonarch\b|\bvacant\b|\brepresented\b|\bsince \d|^of |^note\b|^none\b|^NA$|\d{2}|\bMinister\b|\bDepartment\b|\bSecretary\b",
    re.IGNORECASE,
)
# Kings and popes by a name that many bear; a word that is none.
REGNAL = {
    "Francis": "Pope Francis",
    "Jean": "Grand Duke Jean",
    "Henri": "Grand Duke Henri",
    "Guillaume": "Grand Duke Guillaume",
    "Philippe": "King Philippe",
}
LETTERS = {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "ı": "i", "ð": "d", "þ": "th"}
FIRST = frozenset((*REGNAL, "Diop", "Gley", "who"))


def plain(name: str) -> str:
    """Lower-case letters and digits only, accents off: `José Bové` is `jose bove`. For comparing names."""
    decomposed = unicodedata.normalize(
        "NFKD", name.replace("ı", "i").replace("ø", "o").replace("Ø", "O").replace("ł", "l").replace("đ", "d")
    )
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w]+", " ", re.sub(r"['’‘`ʻ]", "", bare.lower())).split())


def latin(name: str) -> bool:
    """Whether the name is written in Latin letters: news in English writes no others."""
    return all("LATIN" in unicodedata.name(letter, "") or not letter.isalpha() or letter in "ʻʼ" for letter in name)


def clean(raw: str) -> tuple[str, tuple[str, ...]]:
    """`(name, other forms)` of a raw name; the name is "" where the row names no single person."""
    name = TAIL.sub("", LEAD.sub("", " ".join(raw.split()))).strip(" ,;")
    name = re.sub(r"^\)+|\($", "", name).strip()
    name = REGNAL.get(name, "" if name in FIRST else name)
    if not name or BAD.search(name):
        return "", ()
    forms: list[str] = []
    peer = PEER.match(name)
    if peer:
        forms += [peer["peer"], _peer_short(peer["peer"])]
        name = peer["plain"]
    inside = re.search(r"[(\"“]([^()\"”]+)[)\"”]", name)
    if inside:
        name, forms = _nickname(name, inside[1], forms)
    short = RANKED.sub("", name)
    if short != name:
        forms.append(name)
        name = short
    for shorter in (JUNIOR.sub("", name), MIDDLE.sub(" ", name)):
        if shorter != name and " " in shorter:
            forms.append(shorter)
    return name, tuple(dict.fromkeys(form for form in forms if form and form != name))


def forms(name: str) -> list[str]:
    """Forms of a name that news uses too: without accents, without middle initials, `bin` left out."""
    found = [MIDDLE.sub(" ", JUNIOR.sub("", name))]
    if not name.isascii():
        found.append(_unaccented(name))
    return [form for form in dict.fromkeys(found) if form != name and " " in form]


def slug(name: str) -> str:
    """Key of a name: `Dmitry Peskov` is `dmitry-peskov`."""
    return plain(name).replace(" ", "-")


def _unaccented(name: str) -> str:
    swapped = name
    for letter, plain_letter in LETTERS.items():
        swapped = swapped.replace(letter, plain_letter)
    return "".join(letter for letter in unicodedata.normalize("NFKD", swapped) if not unicodedata.combining(letter))


def _peer_short(peer: str) -> str:
    """`Baron Reid of Cardowan` is called Lord Reid."""
    words = re.sub(r"^\d+\w+ ", "", peer).split(" of ")[0].split()
    title = {"Baron": "Lord", "Baroness": "Baroness"}.get(words[0], words[0])
    return " ".join([title, *words[1:]])


def _nickname(name: str, inside: str, forms: list[str]) -> tuple[str, list[str]]:
    """`Jioji (George) Konrote` is Jioji Konrote, also George Konrote; `Fazalur Rehman (bureaucrat)` only loses its note."""
    bare = " ".join(re.sub(r"[(\"“][^()\"”]+[)\"”]", " ", name).split())
    words = bare.split()
    if inside[:1].isupper() and len(words) > 1 and inside.count(" ") < 2:
        forms = [*forms, " ".join([inside, *words[1:]]) if " " not in inside else inside]
    return bare, forms
