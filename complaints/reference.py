"""References of complaints and cases: random, so that nobody can count them, with a check character against slips."""

import re
import secrets

from stdnum import luhn

# Crockford's base 32: no I, L, O, U, so that it can be read out and written down.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# For addresses: any spelling of the right shape.
PATTERN = rf"MS-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}-[{ALPHABET}]"
_MISREAD = str.maketrans("ILO", "110")


def new_reference() -> str:
    """As MS-7K3P-9QXD-T: 40 random bits and a check character (Luhn, mod 32).

    It finds every single wrong character, and every swap of neighbours but 0 with Z."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return _written(body + luhn.calc_check_digit(body, alphabet=ALPHABET))


def bare(typed: str) -> str:
    """Without spaces and hyphens, in capitals, with O read as 0, and I and L as 1."""
    return re.sub(r"[\s\u2010-\u2015-]", "", typed).upper().translate(_MISREAD)


def read_reference(typed: str) -> str | None:
    """The reference somebody meant: any case, spaces and hyphens, O for 0, I or L for 1. None when it can't be one."""
    # "MS" may be left out, and what follows may start with the same letters.
    shape = re.fullmatch(rf"(?:MS)?([{ALPHABET}]{{9}})", bare(typed))
    if not shape or not luhn.is_valid(shape[1], alphabet=ALPHABET):
        return None
    return _written(shape[1])


def _written(nine: str) -> str:
    return f"MS-{nine[:4]}-{nine[4:8]}-{nine[8]}"
