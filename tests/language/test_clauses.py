"""Clauses on frozen parses: who does what to whom, whatever the form of the sentence."""

import pytest

from dragoman.knowledge.compiled import Knowledge
from dragoman.language import clauses
from tests.frozen import parse_of

#: sentence, lemma of the clause, roles it must have (and no other subject or object)
CASES = [
    ("Iran released the hostages.", "release", {"subject": "Iran", "object": "hostages"}),
    ("The hostages were released by Iran.", "release", {"subject": "Iran", "object": "hostages"}),
    ("Iran, which released the hostages, met Oman.", "release", {"subject": "Iran", "object": "hostages"}),
    ("Hostages released by Iran flew home.", "release", {"subject": "Iran", "object": "Hostages"}),
    ("France urged Iran to release the hostages.", "release", {"subject": "Iran", "object": "hostages"}),
    ("Iran was urged by France to release the hostages.", "release", {"subject": "Iran", "object": "hostages"}),
    ("Iran was urged by France to release the hostages.", "urge", {"subject": "France", "object": "Iran"}),
    ("Iran promised Oman to release the hostages.", "release", {"subject": "Iran", "object": "hostages"}),
    ("Iran refused to release the hostages.", "release", {"subject": "Iran", "object": "hostages"}),
    ("France wants Iran to release the hostages.", "want", {"subject": "France", "object": "Iran"}),
    ("France wants Iran to release the hostages.", "release", {"subject": "Iran", "object": "hostages"}),
    ("Iran released the hostages and apologised to France.", "apologise", {"subject": "Iran", "to": "France"}),
    ("Police arrested and jailed the activist.", "jail", {"subject": "Police", "object": "activist"}),
    ("Police arrested and jailed the activist.", "arrest", {"subject": "Police", "object": "activist"}),
    ("The activist was arrested and jailed.", "jail", {"object": "activist"}),
    ("Iran was accused of arming the rebels.", "arm", {"subject": "Iran", "object": "rebels"}),
    ("France accused Iran of arming the rebels.", "arm", {"subject": "Iran", "object": "rebels"}),
    ("Egypt stopped Sudan from building the dam.", "build", {"subject": "Sudan", "object": "dam"}),
    ("Egypt responded by closing the border.", "close", {"subject": "Egypt", "object": "border"}),
    ("After meeting Xi, Macron flew to Tokyo.", "meet", {"subject": "Macron", "object": "Xi"}),
    ("Rebels attacked the town, killing two soldiers.", "kill", {"subject": "Rebels", "object": "soldiers"}),
    ("The plan Iran rejected was drawn up by Oman.", "reject", {"subject": "Iran", "object": "plan"}),
    ("The plan that Iran rejected failed.", "reject", {"subject": "Iran", "object": "plan"}),
    ("Dozens of rebels attacked the town.", "attack", {"subject": "rebels", "object": "town"}),
    ("Two of the soldiers were killed.", "kill", {"object": "soldiers"}),
    ("France and Germany condemned Russia and Belarus.", "condemn", {"subject": "France Germany", "object": "Russia Belarus"}),
    ("Turkey gave Syria a warning.", "give", {"subject": "Turkey", "indirect": "Syria", "object": "warning"}),
    ("Turkey handed over prisoners to Iraq.", "hand over", {"subject": "Turkey", "object": "prisoners", "to": "Iraq"}),
    ("The minister says the plan is dead, and accuses Chad of stalling.", "accuse", {"subject": "minister", "object": "Chad"}),
    ("After talks in Oslo, Togo and Mali signed a truce.", "sign", {"subject": "Togo Mali", "object": "truce"}),
    ("After a visit to Oslo, Togo signed a truce.", "sign", {"subject": "Togo", "object": "truce"}),
    ("The judge ruled that Togo had erred and ordered it to pay.", "order", {"subject": "judge", "object": "it"}),
    ("The judge said Togo had erred and paid the fine.", "pay", {"subject": "Togo", "object": "fine"}),
    ("The envoy said he would leave and accused Togo of lying.", "accuse", {"subject": "envoy", "object": "Togo"}),
    ("Qatar and Egypt, which brokered the truce, met.", "broker", {"subject": "Qatar Egypt", "object": "truce"}),
    ("Qatar and Egypt, which has brokered the truce, met.", "broker", {"subject": "Egypt", "object": "truce"}),
    ("Parliament swore in a new chancellor.", "swear in", {"subject": "Parliament", "object": "chancellor"}),
    ("The guard swore in court.", "swear", {"subject": "guard"}),
    ("The minister says rebels attack the town, and burn farms.", "burn", {"subject": "rebels", "object": "farms"}),
    ("Kagame said the note was proof that Tshisekedi did not know of it, and accused Chad of lying.", "accuse", {"subject": "Kagame", "object": "Chad"}),
    ("Emmanuel Macron called Friday for Turkey to withdraw.", "call", {"subject": "Macron"}),
    ("The vote was lost, with ministers keen to blame Chad for the leak.", "blame", {"subject": "ministers", "object": "Chad"}),
    ("Poland considers Hungary a reliable partner.", "consider", {"subject": "Poland", "object": "Hungary", "predicate": "partner"}),
    ("Poland considers new taxes.", "consider", {"subject": "Poland", "object": "taxes"}),
    ("Clinton branded Trump a bigot.", "brand", {"subject": "Clinton", "object": "Trump", "predicate": "bigot"}),
    ("Chad is ready to meet Sudan.", "meet", {"subject": "Chad", "object": "Sudan"}),
    ("Chad has made a threat to invade Sudan.", "invade", {"subject": "Chad", "object": "Sudan"}),
    ("Chad's threat to invade Sudan was empty.", "invade", {"subject": "Chad", "object": "Sudan"}),
    ("Xi's visit to Moscow began.", "visit", {"owner": "Xi", "to": "Moscow"}),
    ("The killing of two monks by soldiers caused anger.", "killing", {"of": "monks", "by": "soldiers"}),
    ("Thousands marched to protest the killings of Kurds by Iranian police.", "killing", {"of": "Kurds", "by": "police"}),
    ("Two priests were shot and killed by Chadian soldiers.", "shoot", {"subject": "soldiers", "object": "priests"}),
    ("Talks between Iran and Oman began.", "talk", {"between": "Iran Oman"}),
    ("The Russian attack on Kyiv failed.", "attack", {"before": "Russian", "on": "Kyiv"}),
    ("France called on Iran to release the hostages.", "release", {"subject": "Iran", "object": "hostages"}),
    ("France appealed to Iran to release the hostages.", "release", {"subject": "Iran", "object": "hostages"}),
    ("Oman helped Iran release the hostages.", "help", {"subject": "Oman", "object": "Iran"}),
    ("India has been neutral on Yemen and Chad has rejected the plan.", "reject", {"subject": "Chad", "object": "plan"}),
    ("Troops pulled out of Syria.", "pull", {"subject": "Troops", "of": "Syria"}),
    ("It was Iran that released the hostages.", "release", {"subject": "Iran", "object": "hostages"}),
    ("The town in which rebels killed two monks is quiet.", "kill", {"subject": "rebels", "object": "monks"}),
    ("Peru condemned what it called an attack by Chile.", "condemn", {"subject": "Peru", "object": "attack"}),
    ("Peru taxed $3 billion in Chilean goods.", "tax", {"subject": "Peru", "object": "goods"}),
    ("Peru expelled ten Chilean envoys and Bolivia expelled two.", "expel", {"subject": "Peru", "object": "envoys"}),
    ("Prices rose after a Chilean move this week to close the port.", "close", {"subject": "Chilean", "object": "port"}),
    ("Talks stalled as Chile, Peru and Bolivia supported the rebels.", "support", {"subject": "Chile Peru Bolivia", "object": "rebels"}),
    ("The minister came under mounting pressure from Chile.", "come", {"subject": "minister", "under": "pressure"}),
    ("Presidents Paul Kagame of Rwanda and William Ruto of Kenya signed a plan.", "sign", {"subject": "Kagame Ruto", "object": "plan"}),
    ("The king ordered the general stripped of his rank.", "order", {"subject": "king", "object": "general"}),
    ("Rebels opposed to the truce attacked the town.", "attack", {"subject": "Rebels", "object": "town"}),
    ("Lawmakers critical of the minister walked out.", "critical", {"subject": "Lawmakers", "of": "minister"}),
]

NAMED = ("subject", "object", "indirect")


@pytest.mark.parametrize(("text", "lemma", "wanted"), CASES)
def test_roles(text: str, lemma: str, wanted: dict[str, str], knowledge: Knowledge) -> None:
    parse = parse_of(text)
    nouns = frozenset({"visit", "killing", "talk", "attack", "threat"})
    clause = next(c for c in clauses.find(parse, nouns, knowledge.grammar) if c.lemma.split(" ")[0] == lemma.split(" ")[0])
    held = {name: " ".join(parse.tokens[i].text for i in fillers) for name, fillers in clause.roles.items()}
    assert {name: text for name, text in held.items() if name in wanted or name in NAMED} == wanted
