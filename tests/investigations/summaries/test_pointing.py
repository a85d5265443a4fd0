"""Days, amounts and numbers of suppliers in a summary are put before who writes it and who approves it."""

import pytest

from investigations.summaries.pointing import pointing

SAID = {
    "Two bidders only, 12 March 2026, £50,000": ["Two bidders", "12 March 2026", "£50,000"],
    "only two of us bid on the 3rd of May": ["two of us", "3rd of May"],
    "It paid 1.2 million pounds on 03/05/2026.": ["1.2 million pounds", "03/05/2026"],
    "Three small firms; the sole bidder won in June 2026.": ["Three small firms", "sole bidder", "June 2026"],
    "£1.5m, and £1.5m again": ["£1.5m"],
    "A supplier was not told why it lost. The council may now tell every bidder within 10 days.": [],
    "Bidders may ask. The authority accepted one recommendation.": [],
}


@pytest.mark.parametrize("text", SAID)
def test_what_may_point_to_somebody(text):
    assert [points.text for points in pointing(text)] == SAID[text]
