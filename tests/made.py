"""Reports and coders made by hand, so that the ends of the house are tested without its middle."""

from collections.abc import Iterable, Iterator

from dragoman.knowledge.shapes_reading import reading_words
from dragoman.model import (
    Actor,
    Article,
    Cast,
    Clause,
    Event,
    EventStatus,
    Fault,
    Issue,
    Location,
    Mention,
    MentionKind,
    Party,
    Place,
    Position,
    Quotation,
    Report,
    Sentence,
    Size,
    Status,
    TextInfo,
    TimeExpression,
    Topic,
    When,
)
from dragoman.reading import article_of

TEXT = "Ghana rejected the plan of Togo in Accra on Monday, the minister said.\n\nTogo has not answered."


def article(name: str = "a1", published: str | None = "2023-04-06") -> Article:
    return article_of(TEXT, id=name, published=published, title="Ghana says no")


def party(actor: str, code: str | None, text: str, start: int) -> Party:
    return Party(code, "GOV", (), text, (start, start + len(text)), actor, None, text, None)


def event(number: int, category: str, *, negated: bool = False) -> Event:
    return Event(
        id=f"e{number}", event=(category,), mode=("change",) if not negated else (), context=("diplomatic",), cameo="127", quad_code=3, event_scale=-4.0,
        reciprocal=False, date="2023-04-03", enddate=None, date_resolution="day", date_because="on Monday",
        actor=(party("a1", "GHA", "Ghana", 0),), recipient=(party("a2", "TGO", "Togo", 27),),
        topic=Topic("plan", "the plan of Togo", (15, 31), ("TGO",), None),
        event_loc=Location("Accra", "Accra", 2306104, 5.55, -0.2, "GHA", 4, (35, 40)), size=Size(dead=2),
        status=EventStatus(negated=negated, claimed_by=("a1",), cues=((6, 14),)), reported_in="q1", event_text=("rejected",), trigger=((6, 14),),
        text=TEXT[:70], text_info=TextInfo(0, 0, 70), same_as=(), confidence=0.5, because=("frames/reject.yaml#reject:1",),
    )  # fmt: skip


def report(one: Article | None = None) -> Report:
    one = one or article()
    mentions = (
        Mention((0, 5), 0, 1, 0, MentionKind.NAME, "Ghana", ("gha",)),
        Mention((27, 31), 5, 6, 5, MentionKind.NAME, "Togo", ("tgo",)),
        Mention((72, 76), 14, 15, 14, MentionKind.NAME, "Togo", ("tgo",)),
    )
    actors = (
        Actor("a1", "Ghana", "gha", "state", "GHA", "GOV", mentions=(0,), because=("actors/states.yaml#ghana",)),
        Actor("a2", "Togo", "tgo", "state", "TGO", "GOV", mentions=(1, 2), because=("actors/states.yaml#togo",)),
    )
    clauses = (
        (Clause(1, "verb", "reject", 0, False, {}, {}, (1,)), Status(claimed_by=(0, 99)), When("2023-04-03", None, "day", "on Monday")),
        (Clause(17, "verb", "answer", 1, False, {}, {}, (17,)), Status(negated=True, cues=((81, 84),)), None),
    )
    return Report(
        article=one,
        sentences=(Sentence(0, (0, 70), 0, 14, one.blocks[0].kind), Sentence(1, (72, 94), 14, 19, one.blocks[0].kind)),
        cast=Cast(mentions, actors, {0: ("a1",), 5: ("a2",), 14: ("a2",)}),
        events=(event(1, "REJECT"), event(2, "CONSULT", negated=True)),
        quotations=(Quotation("q1", "indirect", ((52, 64),), ((65, 69),), ((0, 50),), speaker="a1", because=("speech.yaml#say",)),),
        positions=(
            Position("p1", "a1", "GHA", "GOV", Issue("peace_plan", ("TGO",), ("GHA", "TGO"), "the plan", "peace_plan:TGO"), "rejects", ("TGO",),
                     "2023-04-03", "a1", ("e1",), "q1", ((6, 14),), ("positions.yaml#reject",)),
        ),
        times=(TimeExpression((44, 50), 9, 10, 9, "Monday", "2023-04-03", "day", "2023-04-03", "2023-04-03"),),
        places=(Place((35, 40), 7, 8, 7, "Accra", 2306104, "Accra", 5.55, -0.2, "GHA", 4),),
        clauses=clauses,
        coder="dragoman 0",
        knowledge="k",
        clause_spans=((6, 14), (85, 93)),
    )  # fmt: skip


class MadeKnowledge:
    reading = reading_words()


class MadeCoder:
    """Gives the same report for every article, except a fault where the text has the word BREAK."""

    knowledge = MadeKnowledge()

    def code_many(self, articles: Iterable[Article | Fault], *, jobs: int = 1) -> Iterator[Report | Fault]:
        for one in articles:
            if isinstance(one, Fault):
                yield one
            elif "BREAK" in one.text:
                yield Fault(one.id, one.id, "could not be coded", "try another")
            else:
                yield report(article(one.id, one.published))
