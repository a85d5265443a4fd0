"""What cannot be cleaned is never passed on."""


class CannotBeCleaned(Exception):
    """No copy is made of the file. Its text says why, in words for staff, as a whole sentence or two."""
