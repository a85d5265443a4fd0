"""How figures are printed."""

from django import template

from mysteryshopper.calendar import financial_year_name

register = template.Library()
register.filter("year_name", financial_year_name)


@register.filter
def percent(share: float | None, places: int = 0) -> str:
    """0.7 is 70%. An empty base has no share."""
    return "–" if share is None else f"{share:.{places}%}"


@register.filter
def interval(bounds: tuple[float, float] | None, places: int = 0) -> str:
    return "–" if bounds is None else f"{bounds[0]:.{places}%} to {bounds[1]:.{places}%}"
