"""What goes wrong, in the words of the program ``retold``."""

from __future__ import annotations


class RetoldError(Exception):
    """Anything that Retold refuses or fails at; the base of all errors of this package."""


class ReadError(RetoldError, ValueError):
    """An article that cannot be read.

    >>> import retold
    >>> retold.compare({"id": "a"}, "Ships came in on Monday.")
    Traceback (most recent call last):
    retold._errors.ReadError: source: "text" is missing
    """

    def __init__(self, message: str, place: str = "", cause: str = "") -> None:
        super().__init__(message, place, cause)
        self.place = place
        """Where it happened: a file, with the line or record in a file of many."""
        self.cause = cause
        """What happened there."""

    def __str__(self) -> str:
        return str(self.args[0])


class ArchiveError(RetoldError):
    """An archive that is missing, damaged, of another release, written to by another program, or on a full disk."""


class SettingError(RetoldError, ValueError):
    """A setting that cannot be."""


class MissingPackageError(RetoldError, ImportError):
    """A package that is wanted for this and not installed."""
