"""How far a long run is: articles and rate, on standard error, only after it has taken a while."""

import sys
import time

#: seconds before anything is shown, between lines on a terminal, and between lines in a log
PATIENCE, TERMINAL, LOG = 3.0, 0.5, 30.0


class Progress:
    """Counts articles of a run. This alone looks at the clock; nothing it measures reaches the results."""

    def __init__(self) -> None:
        self._begun = self._shown = time.monotonic()
        self._count = 0
        self._live = sys.stderr.isatty()
        self._lines = False

    def step(self) -> None:
        """One article more."""
        self._count += 1
        now = time.monotonic()
        if now - self._begun > PATIENCE and now - self._shown > (TERMINAL if self._live else LOG):
            self._shown = now
            self._lines = True
            told = self._told(now)
            sys.stderr.write("\r" + told if self._live else told + "\n")
            sys.stderr.flush()

    def close(self) -> None:
        """End the line that was last written."""
        if self._lines and self._live:
            sys.stderr.write(f"\r{self._told(time.monotonic())}\n")

    def _told(self, now: float) -> str:
        return f"{self._count} articles, {self._count / max(now - self._begun, 0.001):.1f} a second"
