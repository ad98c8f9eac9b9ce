"""Who says what: own sentences, in every form; the examples of speech.yaml; any text at all."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.knowledge.compiled import DATA, Knowledge, entries_of
from dragoman.knowledge.examples_speech import described, differences
from dragoman.knowledge.shapes_speech import Saying
from dragoman.language import quotations
from dragoman.language.parse import Parser
from dragoman.language.quotation_marks import find_quoted
from dragoman.model import Article, Block, BlockKind, Quotation


def article_of(text: str) -> Article:
    """Every line of the text is a paragraph of the body."""
    blocks = tuple(Block(BlockKind.BODY, match.span()) for match in re.finditer(r"[^\n]+", text) if match[0].strip())
    return Article("a", text, blocks)


def found(text: str, parser: Parser, knowledge: Knowledge) -> tuple[Quotation, ...]:
    article = article_of(text)
    return quotations.find(parser.parse(article), article, knowledge.speech)


#: text: kind, and source | cue | content for each quotation, in text order; `\n` parts paragraphs
CASES: list[tuple[str, list[str]]] = [
    ('"We will stay," the minister said.', ['direct: the minister | said | "We will stay,"']),
    ('"We will stay," said the minister.', ['direct: the minister | said | "We will stay,"']),
    ('The minister said: "We will stay."', ['direct: The minister | said: | "We will stay."']),
    ('The minister said, "We will stay."', ['direct: The minister | said | "We will stay."']),
    (
        '"We will stay," the minister said. "Nobody asked us to leave."',
        [
            'direct: the minister | said | "We will stay," … "Nobody asked us to leave."',
        ],
    ),
    (
        '"We will stay," the minister said, "until the job is done."',
        [
            'direct: the minister | said | "We will stay," … "until the job is done."',
        ],
    ),
    ("“We will stay,” the minister said.", ["direct: the minister | said | “We will stay,”"]),
    ("«We will stay,» the minister said.", ["direct: the minister | said | «We will stay,»"]),
    ("„We will stay,“ the minister said.", ["direct: the minister | said | „We will stay,“"]),
    ("``We will stay,'' the minister said.", ["direct: the minister | said | ``We will stay,''"]),
    ("''We will stay,'' the minister said.", ["direct: the minister | said | ''We will stay,''"]),
    ("‘We will stay,’ the minister said.", ["direct: the minister | said | ‘We will stay,’"]),
    ("'We will stay,' the minister said.", ["direct: the minister | said | 'We will stay,'"]),
    ("The farmers' union said its members' fields were dry.", ["indirect: The farmers' union | said | its members' fields were dry"]),
    (
        '"Taxes are not optional," the mayor said after Okello missed a meeting he was called to. "Mr. Okello has to pay."',
        ['direct: the mayor | said | "Taxes are not optional," … "Mr. Okello has to pay."'],
    ),
    ("The mayor went on to say that taxes would fall.", ["indirect: The mayor | went on to say | that taxes would fall"]),
    ("Lions coach Ama Boateng said the team was ready.", ["indirect: Lions coach Ama Boateng | said | the team was ready"]),
    ("Ali Okello was arrested and charged with theft.", []),
    ("Labour-policy experts said the fields were dry.", ["indirect: Labour-policy experts | said | the fields were dry"]),
    ("The envoy Moon Ki-jin said the fields were dry.", ["indirect: The envoy Moon Ki-jin | said | the fields were dry"]),
    ("The minister said Tuesday he would resign.", ["indirect: The minister | said | he would resign"]),
    ("The minister disputed the idea that the fields were dry.", ["indirect: The minister | disputed | the idea that the fields were dry"]),
    ("The vote was described by the union as a farce.", ["indirect: the union | was described | The vote … as a farce"]),
    (
        "The union wants to triple the size of the force, mend the roads and build a bridge.",
        ["indirect: The union | wants | to triple the size of the force, mend the roads and build a bridge"],
    ),
    ("The union wants to leave and the owners stay.", ["indirect: The union | wants | to leave"]),
    ('"We will stay, the minister said.\nNobody left the hall.', ['direct: the minister | said | "We will stay,']),
    (
        'Okello spoke for an hour.\n"We will stay in the city until the rains come," he said.',
        [
            'direct: he | said | "We will stay in the city until the rains come,"',
        ],
    ),
    (
        'Okello told reporters:\n"We will stay in the city until the rains come."',
        [
            'direct: Okello | told | "We will stay in the city until the rains come."',
        ],
    ),
    (
        '"We will stay," Okello said.\n"The rains are coming and nobody will leave."',
        [
            'direct: Okello | said | "We will stay," … "The rains are coming and nobody will leave."',
        ],
    ),
    (
        '"We will stay," Okello told the crowd.\n"The rains are coming.\n"Nobody will leave."',
        [
            'direct: Okello | told | "We will stay," … "The rains are coming. … "Nobody will leave."',
        ],
    ),
    ("\"He told me 'go away' and I went,\" Okello said.", ["direct: Okello | said | \"He told me 'go away' and I went,\""]),
    ("\"He said, 'You must go,' and I went,\" Okello said.", ["direct: Okello | said | \"He said, 'You must go,' and I went,\""]),
    ('Okello called the plan "a joke".', ['mixed: Okello | called | the plan "a joke"']),
    ('The so-called "peace train" left at noon.', []),
    ('She sang "Summer Rain" at the wedding.', ['direct: She | sang | "Summer Rain"']),
    ('He played a part in "The Long Night" in 2012.', []),
    (
        'Okello said the plan was "a joke" and that he would not sign it.',
        [
            'mixed: Okello | said | the plan was "a joke" and that he would not sign it',
        ],
    ),
    (
        "Okello said he was tired and added that the talks would go on.",
        [
            "indirect: Okello | said | he was tired",
            "indirect: Okello | added | that the talks would go on",
        ],
    ),
    (
        "Okello said he was tired but insisted that the talks would go on.",
        [
            "indirect: Okello | said | he was tired",
            "indirect: Okello | insisted | that the talks would go on",
        ],
    ),
    ("The plan, Okello said, was dead.", ["indirect: Okello | said | The plan … was dead"]),
    ("The plan was dead, Okello said.", ["indirect: Okello | said | The plan was dead"]),
    ("The plan was dead, according to the minister.", ["indirect: the minister | according to | The plan was dead"]),
    ("According to the minister, the plan was dead.", ["indirect: the minister | According to | the plan was dead"]),
    ("As the minister put it, the plan was dead.", ["indirect: the minister | put | the plan was dead"]),
    ("Okello was quoted as saying that the plan was dead.", ["indirect: Okello | saying | that the plan was dead"]),
    ("He is said to have fled to Kenya.", ["indirect: - | is said | He … to have fled to Kenya"]),
    ("The talks are expected to resume on Monday.", ["indirect: - | are expected | The talks … to resume on Monday"]),
    ("The general believes that the war will end soon.", ["indirect: The general | believes | that the war will end soon"]),
    ("The general thinks the war will end soon.", ["indirect: The general | thinks | the war will end soon"]),
    ("The claim that the army had fled was false.", ["indirect: - | The claim | that the army had fled"]),
    ("Kenya's claim that the army had fled was false.", ["indirect: Kenya | claim | that the army had fled"]),
    ("In a statement, the ministry said it regretted the delay.", ["indirect: the ministry | said | it regretted the delay"]),
    (
        "In a statement the ministry denied that it had paid the rebels.",
        [
            "indirect: the ministry | denied | that it had paid the rebels",
        ],
    ),
    ("Kenya denied paying the rebels.", ["indirect: Kenya | denied | paying the rebels"]),
    ("Kenya wants to join the alliance.", ["indirect: Kenya | wants | to join the alliance"]),
    ("Kenya wants Uganda to join the alliance.", ["indirect: Kenya | wants | Uganda to join the alliance"]),
    ("Kenya urged Uganda to join the alliance.", ["indirect: Kenya | urged | Uganda to join the alliance"]),
    ("Kenya called on Uganda to join the alliance.", ["indirect: Kenya | called on | Uganda to join the alliance"]),
    ("Kenya called for an end to the war.", ["indirect: Kenya | called for | an end to the war"]),
    ("Kenya asked whether the troops had left.", ["indirect: Kenya | asked | whether the troops had left"]),
    ("Kenya accused Uganda of arming the rebels.", ["indirect: Kenya | accused | Uganda of arming the rebels"]),
    ("Kenya described the vote as a farce.", ["indirect: Kenya | described | the vote as a farce"]),
    ("Kenya condemned the coup.", ["indirect: Kenya | condemned | the coup"]),
    ("The coup was condemned by Kenya.", ["indirect: Kenya | was condemned | The coup"]),
    ("The coup was condemned.", []),
    ("Kenya is confident that the talks will succeed.", ["indirect: Kenya | is confident | that the talks will succeed"]),
    ("Kenya promised to send troops.", ["indirect: Kenya | promised | to send troops"]),
    ("Kenya's promise to send troops was welcomed by Uganda.", ["indirect: Uganda | was welcomed | Kenya's promise to send troops"]),
    ("The minister, who said he was ill, left the hall.", ["indirect: who | said | he was ill"]),
    ("The report, which said the dam was unsafe, was withdrawn.", ["indirect: which | said | the dam was unsafe"]),
    ("The minister left the hall, saying he was ill.", ["indirect: The minister | saying | he was ill"]),
    ("The minister wanted to say that he was ill.", ["indirect: The minister | wanted | to say that he was ill"]),
    ("The minister refused to say whether he was ill.", ["indirect: The minister | refused | to say whether he was ill"]),
    ("A poll showed that most voters were undecided.", ["indirect: A poll | showed | that most voters were undecided"]),
    ("No talks with rebels before June, says Okello", ["indirect: Okello | says | No talks with rebels before June"]),
    ("Talks with rebels will be held in June: Okello", ["indirect: Okello | : | Talks with rebels will be held in June"]),
    (
        "HOST: Will you talk to the rebels?\nOKELLO: Not before June, and not in the capital.",
        [
            "direct: HOST | : | Will you talk to the rebels?",
            "direct: OKELLO | : | Not before June, and not in the capital.",
        ],
    ),
    ('"This country deserves better." — Amina Yusuf, teacher', ['direct: Amina Yusuf, teacher | — | "This country deserves better."']),
    ("The minister said on Monday that the bridge would reopen.", ["indirect: The minister | said | that the bridge would reopen"]),
    (
        "The minister told reporters on Monday that the bridge would reopen.",
        [
            "indirect: The minister | told | that the bridge would reopen",
        ],
    ),
    ("The minister told parliament the bridge would reopen.", ["indirect: The minister | told | the bridge would reopen"]),
    ("The minister told his aides to reopen the bridge.", ["indirect: The minister | told | to reopen the bridge"]),
    (
        "The minister said the bridge would reopen, which pleased the drivers.",
        [
            "indirect: The minister | said | the bridge would reopen",
        ],
    ),
    ('"I am ready," Okello, a former judge, said on Monday.', ['direct: Okello, a former judge | said | "I am ready,"']),
    ('"I am ready," said Okello, who was a judge for ten years.', ['direct: Okello | said | "I am ready,"']),
    ('"Are you ready?" Okello asked.', ['direct: Okello | asked | "Are you ready?"']),
    ('"I am ready!" he shouted.', ['direct: he | shouted | "I am ready!"']),
    ("Asked about the bridge, Okello said it would reopen.", ["indirect: Okello | said | it would reopen"]),
    (
        "Police said two men had been arrested and that a third had fled.",
        [
            "indirect: Police | said | two men had been arrested and that a third had fled",
        ],
    ),
    ("Okello hopes the bridge will reopen.", ["indirect: Okello | hopes | the bridge will reopen"]),
    ("Okello hopes to reopen the bridge.", ["indirect: Okello | hopes | to reopen the bridge"]),
    ("Okello criticized Banda for closing the bridge.", ["indirect: Okello | criticized | Banda for closing the bridge"]),
    ("Okello praised the engineers who built the bridge.", ["indirect: Okello | praised | the engineers who built the bridge"]),
    ("The union has threatened to strike.", ["indirect: The union | has threatened | to strike"]),
    ("Neither side commented.", []),
    ("He spoke slowly.", []),
    ("The bus called at three villages.", []),
    ("The mill added a second floor.", []),
    ("The king went on a long journey.", []),
    (
        '"The harvest," Okello wrote in a letter to his brother, "has failed again."',
        [
            'direct: Okello | wrote | "The harvest," … "has failed again."',
        ],
    ),
    ('"It was a war," one of them said, laughing.', ['direct: one of them | said | "It was a war,"']),
    (
        '"It was a war," one of them said, insisting that they had won.',
        ['direct: one of them | said | "It was a war,"', "indirect: one of them | insisting | that they had won"],
    ),
    ('Okello, quoting a proverb, said that "the river never sleeps".', ['mixed: Okello | said | that "the river never sleeps"']),
    (
        "Okello's lawyer said his client, a farmer from Gulu, would appeal.",
        [
            "indirect: Okello's lawyer | said | his client, a farmer from Gulu, would appeal",
        ],
    ),
    (
        "The rebels say that, in a week, they will hold the bridge.",
        [
            "indirect: The rebels | say | that, in a week, they will hold the bridge",
        ],
    ),
    ("But the bridge, the rebels say, is theirs.", ["indirect: the rebels | say | the bridge … is theirs"]),
    ("Okello has repeatedly said he will not resign.", ["indirect: Okello | has repeatedly said | he will not resign"]),
    ("Okello did not say that he would resign.", ["indirect: Okello | did not say | that he would resign"]),
    ("Okello may have said that he would resign.", ["indirect: Okello | may have said | that he would resign"]),
    (
        'The Council on Friday said it saw no "chance" for Qatar to broker a truce and that it had "no choice" but to go on.',
        [
            'mixed: The Council | said | it saw no "chance" for Qatar to broker a truce and that it had "no choice" but to go on',
        ],
    ),
    (
        'The envoys met after Sall told Barrow he was counting on him to "bring the rebels to reason."',
        [
            'mixed: Sall | told | he was counting on him to "bring the rebels to reason."',
        ],
    ),
    (
        '"Certainly, Oman has a long record as a host of talks," palace spokesman Idris Bello said.',
        [
            'direct: palace spokesman Idris Bello | said | "Certainly, Oman has a long record as a host of talks,"',
        ],
    ),
    (
        '"The road to peace is long, but it is open," he said.\n"For the moment, there is no other road for us," Bello also said, using the name that the army gives its retreat.',
        [
            'direct: he | said | "The road to peace is long, but it is open,"',
            'direct: Bello | also said | "For the moment, there is no other road for us,"',
        ],
    ),
    ("President Sall met the heads of three regions that he claimed to govern.", ["indirect: he | claimed | to govern"]),
    (
        'President Sall met the heads of three regions.\n"Our aim is to keep the border quiet," he said.',
        [
            'direct: he | said | "Our aim is to keep the border quiet,"',
        ],
    ),
    (
        '"We leave tomorrow," he said. "Nobody will stop us."\nThe rebels did not answer.',
        [
            'direct: he | said | "We leave tomorrow," … "Nobody will stop us."',
        ],
    ),
    ('Okello said: "We leave tomorrow." He then left.', ['direct: Okello | said: | "We leave tomorrow."']),
    ('"Why," Okello asked, "should we stay?"', ['direct: Okello | asked | "Why," … "should we stay?"']),
    ('"We leave," Okello said, and the crowd cheered.', ['direct: Okello | said | "We leave,"']),
    ('He called the law "cruel," "pointless" and "expensive."', ['mixed: He | called | the law "cruel," "pointless" and "expensive."']),
    (
        "The bishop, speaking of the law, said it was cruel.",
        [
            "indirect: The bishop | speaking of | the law",
            "indirect: The bishop | said | it was cruel",
        ],
    ),
    (
        "“We leave tomorrow, Okello said.\n“Nobody will stop us.”",
        [
            "direct: Okello | said | “We leave tomorrow, … “Nobody will stop us.”",
        ],
    ),
    ("The mayor wondered whether the bridge was safe.", ["indirect: The mayor | wondered | whether the bridge was safe"]),
    ("The mayor doubts that the bridge is safe.", ["indirect: The mayor | doubts | that the bridge is safe"]),
    ("The mayor is said to be ill.", ["indirect: - | is said | The mayor … to be ill"]),
    (
        "Two of the officers who guard the bridge said it was unsafe.",
        [
            "indirect: Two of the officers who guard the bridge | said | it was unsafe",
        ],
    ),
    ("The bridge is unsafe, says a report.", ["indirect: a report | says | The bridge is unsafe"]),
    ("The army and the police said they had left.", ["indirect: The army and the police | said | they had left"]),
    (
        "The army said it had left but that the police had stayed.",
        [
            "indirect: The army | said | it had left but that the police had stayed",
        ],
    ),
    ("Neither the army nor the police said why they had left.", ["indirect: Neither the army nor the police | said | why they had left"]),
    ("The man who said the bridge was safe has left the town.", ["indirect: who | said | the bridge was safe"]),
    (
        '"It\'s safe," said one of the engineers. "I would cross it."',
        [
            'direct: one of the engineers | said | "It\'s safe," … "I would cross it."',
        ],
    ),
    ('The law, the bishop wrote, "punishes the poor".', ['mixed: the bishop | wrote | The law … "punishes the poor"']),
    ('The talks "have failed", the bishop wrote.', ['mixed: the bishop | wrote | The talks "have failed"']),
    ("Police reported the arrest of two men.", ["indirect: Police | reported | the arrest of two men"]),
    ("The bishop's view of the law is well known.", ["indirect: The bishop | view of | the law"]),
    ("Okello said it had agreed.", ["indirect: Okello | said | it had agreed"]),
    (
        '"We leave tomorrow," said the general, according to two of his officers.',
        [
            'direct: the general | said | "We leave tomorrow,"',
            'mixed: two of his officers | according to | "We leave tomorrow," said the general',
        ],
    ),
    (
        "The general, according to two of his officers, has fled.",
        [
            "indirect: two of his officers | according to | The general … has fled",
        ],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_who_says_what(text: str, wanted: list[str], parser: Parser, knowledge: Knowledge) -> None:
    assert [f"{one.kind}: {described(text, one)}" for one in found(text, parser, knowledge)] == wanted


def _examples() -> list[tuple[str, str, str | list[str], bool]]:
    entries = entries_of([DATA], "speech.yaml", Saying)
    right = [(entry.name, text, wanted, True) for entry in entries for text, wanted in entry.value.examples.items()]
    return right + [(entry.name, text, wanted, False) for entry in entries for text, wanted in entry.value.known_wrong.items()]


@pytest.mark.parametrize(("entry", "text", "wanted", "right"), _examples())
def test_examples_of_the_knowledge(
    entry: str, text: str, wanted: str | list[str], right: bool, parser: Parser, knowledge: Knowledge
) -> None:
    assert (differences(text, found(text, parser, knowledge), wanted) == []) is right


def test_every_entry_has_an_example_and_a_negative_twin() -> None:
    for entry in entries_of([DATA], "speech.yaml", Saying):
        wanted = [*entry.value.examples.values(), *entry.value.known_wrong.values()]
        assert any(one != "nothing" for one in wanted), entry.name
        assert "nothing" in wanted, entry.name


def test_speaker_of_a_phrase_is_the_person_that_it_names(parser: Parser, knowledge: Knowledge) -> None:
    text = "Lagos Lions coach Ama Boateng said the team was ready."
    (one,) = found(text, parser, knowledge)
    assert one.source_head is not None
    assert parser.parse(article_of(text)).tokens[one.source_head].text == "Boateng"


def test_speaker_of_a_relative_clause_is_the_noun_before_it(parser: Parser, knowledge: Knowledge) -> None:
    text = "The minister, who said he was ill, left."
    (one,) = found(text, parser, knowledge)
    assert text[one.source[0][0] : one.source[0][1]] == "who"
    assert one.source_head is not None
    assert parser.parse(article_of(text)).tokens[one.source_head].text == "minister"


@pytest.mark.parametrize(
    ("text", "attitude"),
    [
        ("Kenya said the raid had failed.", "saying"),
        ("Kenya mentioned the raid.", "naming"),
        ("Kenya denied that the raid had failed.", "denying"),
        ("Kenya condemned the raid.", "judging"),
        ("Kenya wants to stop the raids.", "wanting"),
        ("Kenya urged Togo to stop the raids.", "asking"),
        ("Kenya believes that the raid failed.", "thinking"),
        ("A survey showed that the raid had failed.", "showing"),
    ],
)
def test_attitude(text: str, attitude: str, parser: Parser, knowledge: Knowledge) -> None:
    assert [one.attitude for one in found(text, parser, knowledge)] == [attitude]


def test_numbers_and_reasons(parser: Parser, knowledge: Knowledge) -> None:
    said = found('Kenya said it had agreed. "We have agreed," Togo added.', parser, knowledge)
    assert [one.id for one in said] == ["q1", "q2"]
    assert [one.because for one in said] == [("speech.yaml#say",), ("speech.yaml#say-clause",)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('"a" and “b” and «c» and „d“', ['"a"', "“b”", "«c»", "„d“"]),
        ("``a'' and ''b''", ["``a''", "''b''"]),
        ("the dogs' bones and 'the cats' of Rome'", ["'the cats'"]),
        ("it's the '90s", []),
        ('"never closed', ['"never closed']),
        ('never opened," he said', ['never opened,"']),
        ("“one “two” three”", ["“one “two” three”", "“two”"]),
        ("\"he said 'no' to me\"", ["\"he said 'no' to me\"", "'no'"]),
    ],
)
def test_marks(text: str, wanted: list[str]) -> None:
    assert [text[one.span[0] : one.span[1]] for one in find_quoted(text, ((0, len(text)),))] == wanted


WORDS = st.sampled_from(
    [
        *(
            "Kenya",
            "he",
            "said",
            "that",
            "it",
            "was",
            "told",
            "according",
            "to",
            "the",
            "claim",
            "of",
            "called",
            "for",
            "peace",
            "who",
            "and",
        ),
        *(",", ".", ":", "\n", "``", "''", "is", "expected", "go", "é", "😀"),
        *"\"“”‘’'«»„—()",
    ]
)
PIECES = st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=40).map("".join), st.text(max_size=120))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=PIECES)
def test_any_text_gives_spans_inside_it(text: str, parser: Parser, knowledge: Knowledge) -> None:
    for one in found(text, parser, knowledge):
        assert one.content
        for start, end in (*one.source, *one.cue, *one.content):
            assert 0 <= start < end <= len(text)
        assert one.kind in ("direct", "indirect", "mixed")
    text = text.replace("\n", " ")
    spans = [one.span for one in find_quoted(text, ((0, len(text)),))]
    assert all(0 <= a < b <= len(text) for a, b in spans)


def test_one_long_sentence_is_linear(parser: Parser, knowledge: Knowledge) -> None:
    """Thousands of nested cues and open marks in one paragraph end, and nest only so deep as they are told."""
    text = 'Kenya said "that Togo said ' * 800 + "it was over."
    assert found(text, parser, knowledge)
