"""What holds of a word while a sentence is read from the top down: flags as bits, claimers, reasons. Plain values and functions over them."""

from typing import NamedTuple

from dragoman.knowledge.shapes_status import ALL, CLAIMED, HYPOTHETICAL, NEGATED, Change, Rule


class Reason(NamedTuple):
    """A token that set `bits`, and the entry that says so."""

    bits: int
    token: int
    key: str


class State(NamedTuple):
    """Bits of the flags, tokens that head the claimers' phrases, and the reasons, outermost first."""

    bits: int
    claimers: tuple[int, ...]
    reasons: tuple[Reason, ...]


class Mark(NamedTuple):
    """A cue on a word: the rule, the token that is the cue, and who claims by it."""

    rule: Rule
    token: int
    claimers: tuple[int, ...] = ()


CLEAN = State(0, (), ())
#: how many reasons and claimers are kept, the nearest ones: in a chain of a thousand claims nobody reads more
DEEP = 12


def keep(state: State, bits: int) -> State:
    """The state with only some of its bits."""
    if not state.bits & ~bits:
        return state
    left = state.bits & bits
    if not left:
        return CLEAN
    return State(left, state.claimers if left & CLAIMED else (), tuple(r for r in state.reasons if r.bits & left))


def changed(above: State, change: Change, token: int, key: str, claimers: tuple[int, ...] = ()) -> State:
    """What comes down through a cue: some bits of what is above, and the cue's own. A negation that comes through keeps its words."""
    kept = keep(above, change.keep)
    named = (*kept.claimers, *(c for c in claimers if c not in kept.claimers))
    reasons = kept.reasons
    if change.add & NEGATED:
        reasons = (*reasons, *(r for r in above.reasons if r.bits & NEGATED and r not in reasons))
    if change.add:
        reasons = (*reasons, Reason(change.add, token, key))
    return State(kept.bits | change.add, named[-DEEP:], reasons[-DEEP:])


def through(rule: Rule, above: State, token: int, claimers: tuple[int, ...] = (), *, definite: bool = False) -> State:
    """A state through a governor's rule: the column for what is negated or not, or for a definite noun.

    "May refuse to go": what is turned is as open as the refusal.
    """
    if definite and rule.definite is not None:
        return changed(above, rule.definite, token, rule.key, claimers)
    change = rule.negative if above.bits & NEGATED else rule.positive
    if change is rule.positive and change.add == NEGATED and above.bits & HYPOTHETICAL:
        change = Change(ALL - NEGATED)
    return changed(above, change, token, rule.key, claimers)


def turned(state: State, negations: list[Mark]) -> State:
    """Polarity turned by a word's own negations; one that is already counted above ("held no talks") turns nothing."""
    counted = {reason.token for reason in state.reasons if reason.bits & NEGATED}
    new = [mark for mark in negations if mark.token not in counted]
    if not new:
        return state
    return State(state.bits ^ NEGATED, state.claimers, (*state.reasons, *(Reason(NEGATED, m.token, m.rule.key) for m in new)))


def added(state: State, bits: int, mark: Mark) -> State:
    """The state with the bits of an own cue."""
    return State(state.bits | bits, (*state.claimers, *mark.claimers), (*state.reasons, Reason(bits, mark.token, mark.rule.key)))
