"""What is counted are the pages of the path, by the names that it gives them."""

import pytest

from complaints.filing import counting, path
from complaints.models.filing_count import PAGES_COUNTED


def test_the_pages_counted_are_those_of_the_path_and_the_end():
    assert [*PAGES_COUNTED] == [*path.PAGES, "sent"]


@pytest.mark.parametrize("kind", path.PAGES)
def test_a_page_is_counted_as_the_kind_that_the_path_says(kind):
    pages = [kind, *(f"{kind}-{number}" for number in range(2, path.MOST.get(kind, 1) + 1))]
    assert {counting.page_to_count(page, []) for page in pages} == {path.kind_of(page) for page in pages} == {kind}
