"""The quicker networks answer as those of the model do, and a word's numbers never depend on its company."""

import numpy
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.language import network
from dragoman.language.parse import DEFAULT_MODEL

TEXTS = [
    "Chad's foreign minister flew to Khartoum on Monday for talks with Sudanese officials on the border.",
    "",
    "“We won't sign,” President Zeidan told reporters in Tripoli, rejecting the 12-point plan that Italy had put forward.",
    "NO DEAL",
    "Police in Lima arrested at least 30 protesters, the interior ministry said; unions called a strike for Friday.",
    " \n ",
]

PARTS = {"disable": ["attribute_ruler", "lemmatizer"]}


@pytest.fixture(scope="module")
def plain():
    return spacy.load(DEFAULT_MODEL, **PARTS)


@pytest.fixture(scope="module")
def quick():
    nlp = spacy.load(DEFAULT_MODEL, **PARTS)
    network.hasten(nlp)
    return nlp


def grammar(doc):
    return [(token.text, token.tag_, token.dep_, token.head.i, token.ent_type_) for token in doc]


def test_both_networks_of_the_model_are_made_quicker(quick):
    made = [node for name in ("tok2vec", "ner") for node in quick.get_pipe(name).model.walk() if node._func.__module__ == network.__name__]
    assert len(made) == 2


def test_the_answers_are_those_of_the_model(plain, quick):
    for one, other in zip(plain.pipe(TEXTS), quick.pipe(TEXTS), strict=True):
        assert one.tensor.shape == other.tensor.shape
        assert numpy.allclose(one.tensor, other.tensor, atol=1e-4)
        assert grammar(one) == grammar(other)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_parsed_as_by_the_model(plain, quick, text):
    one, other = plain(text), quick(text)
    assert len(one) == len(other)
    assert not len(one) or numpy.allclose(one.tensor, other.tensor, atol=1e-4)


def test_a_vector_depends_on_its_word_alone(quick):
    """Not on the words before, nor on those that were new together with it: byte for byte."""
    embed = spacy.load(DEFAULT_MODEL, **PARTS).get_pipe("tok2vec").model.get_ref("embed")
    alone, among = network.Embedding(embed), network.Embedding(embed)
    doc = quick.make_doc("Burkina Faso expelled three diplomats")
    for text in TEXTS:
        among.run(quick.make_doc(text))
    assert alone.run(doc).tobytes() == among.run(doc).tobytes() == among.run(doc).tobytes()


def test_what_is_kept_is_bounded_and_makes_no_difference(quick, monkeypatch):
    embed = spacy.load(DEFAULT_MODEL, **PARTS).get_pipe("tok2vec").model.get_ref("embed")
    docs = [quick.make_doc(text) for text in TEXTS]
    free = [network.Embedding(embed).run(doc).tobytes() for doc in docs]
    monkeypatch.setattr(network, "MOST", 4)
    tight = network.Embedding(embed)
    assert [tight.run(doc).tobytes() for doc in docs] == free
    assert len(tight._kept) <= max(map(len, docs))


def test_a_quicker_network_refuses_to_be_trained(quick):
    with pytest.raises(NotImplementedError, match="load the model"):
        quick.get_pipe("tok2vec").model([quick.make_doc("Talks failed.")], is_train=True)


def test_networks_of_another_form_are_left_alone():
    from spacy.ml.models import MishWindowEncoder, MultiHashEmbed, build_Tok2Vec_model

    nlp = spacy.blank("en")
    part = nlp.add_pipe("tok2vec")
    part.model = build_Tok2Vec_model(MultiHashEmbed(32, ["NORM"], [100], False), MishWindowEncoder(32, 1, 2))
    nlp.initialize()
    before = part.model
    network.hasten(nlp)
    assert part.model is before
    assert nlp("Talks failed.").tensor.shape == (3, 32)
