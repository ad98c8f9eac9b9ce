"""Reads news reports on politics and gives back data: who did or said what to whom, when, where, and who says so."""

__version__ = "0.1.0"
