"""What stops a start: a sentence fit for the terminal, never a traceback."""


class CannotStart(Exception):
    """Its text says what is the matter and what to do about it."""
