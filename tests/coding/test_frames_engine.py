"""How the frame engine finds parties and leaves out what is no event, on frozen parses."""

import pytest

from dragoman.coder import Coder
from dragoman.evaluate.rows import row_of
from dragoman.knowledge.compiled import Knowledge
from dragoman.model import Article, Parse
from tests.frozen import parse_of


class Frozen:
    """A parser that gives the frozen parse of a text."""

    def parse(self, article: Article, *_: object) -> Parse:
        return parse_of(article.text)


#: sentence, its rows (actors, category, recipients)
CASES = [
    ("Kenya expelled Sudan's envoy after the arrest of two Kenyan nurses in Khartoum.", ["KEN SANCTION SDN", "SDN COERCE KEN"]),
    ("Ghana recalled its envoy over the killing of a trader by Nigerian police.", ["GHA SANCTION NGA", "NGA ASSAULT ?"]),
    ("Japan imposed sanctions on Iran in response to a missile test.", ["JPN SANCTION IRN", "IRN MOBILIZE -"]),
    ("Oman withdrew its envoy after an attack on tourists that killed 26.", ["OMN SANCTION -", "- ASSAULT ?"]),
    ("A baker moved out after an attack on tourists that killed two.", []),
    ("The Turkish president used the speech to denounce Greece.", ["TUR ACCUSE GRC"]),
    ("The junta in Niger ordered French troops to leave and suspended military cooperation with France.", ["NER COERCE FRA", "NER SANCTION FRA"]),
    ("The Egyptian president discussed the question of human rights with the French president.", ["EGY CONSULT FRA"]),
    ("At a news conference with the Greek prime minister, the Cypriot president called for calm.", ["CYP CONSULT GRC", "CYP REQUEST -"]),
    ("The Kenyan president visited Mombasa.", []),
    ("The Kenyan president visited Kampala.", ["KEN CONSULT UGA"]),
    ("Protests in Iran over the price of bread entered a second week.", ["IRN PROTEST IRN"]),
    ("Protests against the United States were held in Cairo.", ["- PROTEST USA"]),
    ("Thousands protested in Lima on Monday.", ["PER PROTEST PER"]),
    ("Three Kenyan policemen were arrested for the murder of a Ugandan lawyer.", ["KEN ASSAULT UGA"]),
    ("Colombia accused the rebels of masterminding the assassination of a minister.", ["COL ACCUSE COL", "COL ASSAULT COL"]),
    ("Israel detained 40 Palestinians in overnight raids.", ["ISR COERCE PSE"]),
    ("Kenyan police said 40 people had been arrested in Mombasa.", ["KEN COERCE KEN"]),
    ("Georgian police fired tear gas to disperse protesters in Tbilisi.", ["GEO ASSAULT GEO"]),
    ("An attack claimed by Islamic State killed four Egyptian policemen.", ["IMG ASSAULT EGY"]),
    ("Serbian officials said talks with Kosovo would go on.", ["SRB AGREE KOS"]),
    ("Macron cut short his Tunisian visit.", ["FRA CONSULT TUN"]),
    ("The Moroccan king's crackdown on dissent went on.", ["MAR COERCE MAR"]),
    ("Moroccan police arrested dozens of opponents.", ["MAR COERCE MAR"]),
    ("Kenyan police used tear gas to disperse thousands of protesters.", ["KEN ASSAULT KEN"]),
    ("Turkish police used water cannon to break up a protest in Ankara.", ["TUR ASSAULT TUR"]),
    ("Taliban fighters overran a base, officials said Tuesday, killing 17 Afghan soldiers.", ["AFG ASSAULT AFG"]),
    ("The Malian minister called the shootings and the unrest a moment of shame.", []),
    ("Brazil refused to extradite five Argentines.", ["BRA REJECT ARG"]),
    ("Brazil refused to extradite five men.", ["BRA REJECT -"]),
    ("Malian rebels seized two nuns and shot one of them dead.", ["MLI ASSAULT MLI", "MLI ASSAULT MLI"]),
    ("Moroccan journalist jailed in Rabat", ["MAR COERCE MAR"]),
    ("A businessman linked to the Peruvian president was arrested.", ["- COERCE ?"]),
    ("A businessman linked to a bank was arrested.", []),
    ("Clashes in Nairobi left three dead.", ["- ASSAULT KEN"]),
    ("A storm in Nairobi left three dead.", []),
    ("Colombian rebels released three soldiers captured in April.", ["COL RETREAT COL", "COL ASSAULT COL"]),
    ("Israel's Gaza offensive went on.", ["ISR ASSAULT PSE"]),
    ("Putin's Iran talks ended.", ["RUS CONSULT IRN"]),
    ("Orban has thrown his weight behind President Macron's advice.", ["HUN SUPPORT FRA"]),
    ("Scolding Turkey is no policy.", []),
    ("Greece is scolding Turkey.", ["GRC ACCUSE TUR"]),
    ("Macron discussed prices.", []),
    ("Macron discussed prices with Modi.", ["FRA CONSULT IND"]),
    ("Iran rejected the plan after talks with Oman.", ["IRN REJECT -", "IRN CONSULT OMN"]),
    ("Macron spoke of peace during a visit to Kyiv.", ["FRA CONSULT UKR"]),
    ("Talks with Oman went on.", ["- CONSULT OMN"]),
    ("The murdered Chadian envoy was a general.", ["- ASSAULT TCD"]),
    ("The Iranian-occupied town was quiet.", []),
    ("An Iranian jet shot down a helicopter carrying Omani officers.", ["IRN ASSAULT OMN"]),
    ("Chadian rebels seized up to ten Malian soldiers.", ["TCD ASSAULT MLI"]),
    ("Chadian forces were engaged in ethnic cleansing in Sudan.", ["TCD ASSAULT -"]),
    ("Malian troops left after fighting with rebels.", ["MLI ASSAULT MLI"]),
    ("Iran denounced as a crime Turkey's invasion of Oman.", ["IRN ACCUSE TUR"]),
    ("Iran and Oman blamed each other for the leak.", ["IRN,OMN ACCUSE -"]),
    ("France condemned Iran's test and pledged to impose sanctions.", ["FRA ACCUSE IRN", "FRA THREATEN IRN"]),
    ("An agreement between Poland and Oman was reached on Friday.", ["POL,OMN SUPPORT -"]),
    ("Bolivia will no longer send weapons to Peru.", ["BOL REJECT PER"]),
    ("French president to visit Kenya.", ["FRA AGREE KEN"]),
    ("Ethnic Serbs have sworn to fight until they win.", ["SRB THREATEN -"]),
    ("The Chadian envoy was murdered.", ["- ASSAULT TCD"]),
    ("Armenia rejected an offer by Iran to mediate.", ["ARM REJECT IRN"]),
    ("EU ministers met on Monday.", ["EUR CONSULT -"]),
    ("Orban won Macron's backing.", ["FRA SUPPORT HUN"]),
    ("Chad drew up a plan. Oman rejected the plan.", ["OMN REJECT TCD"]),
    ("The Kuwait invasion shocked Oman.", ["- ASSAULT KWT"]),
    ("The Iraqi invasion shocked Oman.", ["IRQ ASSAULT -"]),
    ("Police broke up a pro-Kremlin rally in Chad.", ["TCD ASSAULT TCD"]),
    ("Orban called his own vote a mistake.", []),
    ("Oman condemned what it called an attack by Iran.", ["OMN ACCUSE IRN", "IRN ASSAULT -"]),
    ("More than 200 protesters were detained in Minsk.", ["BLR COERCE BLR"]),
    ("A man was detained in Minsk.", []),
    ("Two people were killed in Chad when Boko Haram attacked a market.", ["NGA ASSAULT TCD"]),
    ("Two people were killed in Chad when a bus hit a tree.", []),
    ("Israeli settlers attacked Palestinian farmers.", ["ISR ASSAULT PSE"]),
    ("A farmer attacked a teacher in Chad.", []),
    ("Two priests were shot and killed by Chadian soldiers.", ["TCD ASSAULT TCD"]),
    ("Chad expelled ten Iranian envoys, Oman expelled two.", ["TCD SANCTION IRN", "OMN SANCTION IRN"]),
]


@pytest.mark.parametrize(("sentence", "rows"), CASES)
def test_rows(knowledge: Knowledge, sentence: str, rows: list[str]) -> None:
    events = Coder(knowledge, Frozen()).code(sentence, published="2023-04-06").events  # type: ignore[arg-type]
    found = [
        f"{','.join(p.code or '?' for p in e.actor) or '-'} {e.event[0]} {','.join(p.code or '?' for p in e.recipient) or '-'}" for e in events
    ]
    assert found == rows, [row_of(e) for e in events]
