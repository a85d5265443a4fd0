"""How figures are printed."""

from django import template

from mysteryshopper.calendar import financial_year_name

register = template.Library()
register.filter("year_name", financial_year_name)


@register.filter
def thousands(number: int) -> str:
    """2042 is 2,042."""
    return f"{number:,}"


@register.filter
def percent(share: float | None, places: int = 0) -> str:
    """0.7 is 70%. An empty base has no share; only none of it is 0%, and only all of it 100%."""
    if share is None:
        return "–"
    least = 10.0 ** -(places + 2)
    match round(share, places + 2):
        case 0 if share > 0:
            return f"under {least:.{places}%}"
        case 1 if share < 1:
            return f"over {1 - least:.{places}%}"
    return f"{share:.{places}%}"


@register.filter
def interval(bounds: tuple[float, float] | None, places: int = 0) -> str:
    return "–" if bounds is None else f"{bounds[0]:.{places}%} to {bounds[1]:.{places}%}"


@register.filter
def points(difference: float | None) -> str:
    """0.032 is +3.2 points."""
    if difference is None:
        return "–"
    tenths = round(difference * 100, 1) + 0.0
    return f"{tenths:+.1f} points".replace("-", "−") if tenths else "0.0 points"
