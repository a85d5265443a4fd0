"""An amount of money as people write it."""

import re
from typing import Any

from django import forms

# Pounds as people write them. A comma or a space stands between groups of exactly three figures, or nowhere: in
# “1200,50” it may be meant as the point, and would make a hundred times as much.
_AMOUNT = re.compile(r"-?(?:[0-9]+|[1-9][0-9]{0,2}(?:([,\s])[0-9]{3})(?:\1[0-9]{3})*)(?:\.[0-9]*)?")


class AmountField(forms.DecimalField):
    """£1,200.50 as 1200.50."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        typed = str(value or "").strip().removeprefix("£").strip()
        if typed and not _AMOUNT.fullmatch(typed):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(re.sub(r"[,\s]", "", typed))
