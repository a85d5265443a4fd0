"""What a page of a complaint is called: which one of several it is, and what was answered on it in a few words."""

from django.utils.translation import gettext as _

from . import reading
from .forms.base import Answers
from .forms.events import GroundForm, InvoiceForm
from .forms.procurement import AuthorityForm, is_about_company
from .path import form_class, kind_of, path
from .questions import PLAIN_GROUNDS


def title(page: str, answers: Answers) -> str:
    """The heading of a page. `answers`: with those of this page, if it was answered."""
    form = form_class(page)
    alike = [name for name in path({**answers, page: {}}) if kind_of(name) == kind_of(page)]
    if form.numbered and len(alike) > 1:
        return str(form.numbered) % {"number": alike.index(page) + 1, "of": len(alike)}
    if form is AuthorityForm and is_about_company(answers):
        return _("Which company is it?")
    return str(form.title)


def title_and_which(page: str, answers: Answers) -> str:
    """The heading, and of one of several which it is: the number and amount of an invoice, or what went wrong."""
    heading, form = title(page, answers), form_class(page)
    is_one_of_several = form.numbered and heading != str(form.title)
    which = _which(page, answers) if is_one_of_several else ""
    return f"{heading} ({which})" if which else heading


def _which(page: str, answers: Answers) -> str:
    form = reading.form_of(page, answers.get(page), answers)
    if isinstance(form, GroundForm):
        return str(PLAIN_GROUNDS.get(str(answers.get(page, {}).get("ground", "")), ""))
    if not isinstance(form, InvoiceForm) or not form.is_valid():
        return ""
    number, amount = form.cleaned_data["number"], f"£{form.cleaned_data['amount']:,.2f}"
    return f"{number}, {amount}" if number else amount
