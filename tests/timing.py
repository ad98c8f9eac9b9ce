"""How long work takes, told so that a busy or slow machine spoils no test: seconds of the processor, the quickest of several tries.

A bound here is for what grows faster than its text or never ends, so it stands far above what the work takes; figures of speed are measured in bench/.
"""

import time
from collections.abc import Callable

#: tries before a bound counts as broken; a quick machine needs one
TRIES = 4


def took(work: Callable[[], object]) -> float:
    """The processor's seconds of one run."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def stays_below(seconds: float, work: Callable[[], object]) -> bool:
    """Whether one of a few runs takes less than so many seconds of the processor."""
    return any(took(work) < seconds for _ in range(TRIES))


def grows_no_faster(share: float, short: Callable[[], object], long: Callable[[], object]) -> bool:
    """Whether the long work takes less than `share` times what the short one takes, in one of a few tries."""
    return any(took(long) < share * took(short) for _ in range(TRIES))
