"""The pages in the order in which they are asked, and what may come more than once. A table, no database."""

from complaints.filing.forms.base import Answers, PageForm
from complaints.filing.forms.events import GroundForm, InvoiceForm, OutcomeForm
from complaints.filing.forms.procurement import AuthorityForm, NoticeForm, ProcurementForm, is_about_payment
from complaints.filing.forms.provider import ContactForm, NameForm, OrganisationForm

PAGES: dict[str, type[PageForm]] = {
    # First, so that giving up can be counted by kind.
    "organisation": OrganisationForm,
    "notice": NoticeForm,
    "authority": AuthorityForm,
    "what-happened": GroundForm,
    "invoice": InvoiceForm,
    "procurement": ProcurementForm,
    "outcome": OutcomeForm,
    "name": NameForm,
    "contact": ContactForm,
}
# Pages that may come again, as invoice-2, invoice-3 … up to this many.
MOST = {"what-happened": 5, "invoice": 20}


def kind_of(page: str) -> str | None:
    """The page's entry in PAGES: that of "invoice-2" is "invoice". None: there is no such page."""
    kind, dash, number = page.rpartition("-")
    if page in PAGES:
        return page
    is_again = dash and number.isascii() and number.isdecimal() and str(int(number[:3])) == number
    return kind if is_again and 2 <= int(number) <= MOST.get(kind, 0) else None


def number_of(page: str) -> int:
    """Which one it is of the pages of its kind: that of "invoice-2" is 2."""
    return 1 if page in PAGES else int(page.rpartition("-")[2])


def form_class(page: str) -> type[PageForm]:
    """KeyError: there is no such page."""
    return PAGES[kind_of(page) or page]


def path(answers: Answers) -> list[str]:
    """The pages of this complaint, in order: those given again after the first of their kind."""
    return [page for kind in PAGES for page in [kind, *_again(kind, answers)] if _is_asked(kind, answers)]


def next_of_kind(page: str, answers: Answers) -> str | None:
    """The page for one more of the same kind; None when there are as many as can be."""
    kind = kind_of(page) or page
    number = max(map(number_of, [page, *_again(kind, answers)])) + 1
    return f"{kind}-{number}" if number <= MOST.get(kind, 0) else None


def _again(kind: str, answers: Answers) -> list[str]:
    again = [page for page in answers if page != kind and kind_of(page) == kind]
    return sorted(again, key=number_of)


def _is_asked(kind: str, answers: Answers) -> bool:
    return kind != "invoice" or is_about_payment(answers)
