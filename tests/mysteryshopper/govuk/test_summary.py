"""The list of errors at the top: the same words as beside each field, and links that lead there."""

import re

from django import forms
from django.template import Context, Template

from mysteryshopper.govuk.forms import GovukForm


def both(*some_forms) -> tuple[str, str]:
    """The summary, and the forms."""
    names = {f"form{number}": form for number, form in enumerate(some_forms)}
    summary = Template("{% error_summary " + " ".join(names) + " %}").render(Context(names))
    return summary, "".join(Template("{{ form|crispy }}").render(Context({"form": form})) for form in some_forms)


def test_nothing_is_said_when_nothing_is_wrong(every_field):
    assert both(every_field())[0] == ""


def test_every_error_is_linked_to_an_input_that_is_there(every_field, tags):
    form = every_field({"email": "x", "people": "x", "issues": ["x"], "happened-day": "1", "sector": "x"})
    summary, page = both(form)
    links = re.findall(r'<a href="#([^"]+)">(.*?)</a>', summary)
    assert len(links) == len(form.errors) == 9
    inputs = {tag["id"] for kind in ("input", "textarea", "select") for tag in tags(page, kind) if "id" in tag}
    assert {target for target, _ in links} <= inputs
    beside = re.findall(r'<span class="govuk-visually-hidden">Error:</span> (.*?)\s*</p>', page)
    assert beside == [words for _, words in links]


def test_it_is_a_component_that_takes_the_focus(every_field):
    assert 'data-module="govuk-error-summary"' in both(every_field({}))[0]


def test_an_error_of_the_whole_form_leads_to_its_first_field():
    class Pair(GovukForm):
        hidden = forms.CharField(widget=forms.HiddenInput, required=False)
        first = forms.CharField(required=False)

        def clean(self):
            raise forms.ValidationError("They do not <b>match</b>")

    assert '<a href="#id_first">They do not &lt;b&gt;match&lt;/b&gt;</a>' in both(Pair({}))[0]


def test_an_error_of_a_hidden_field_is_said_without_a_link():
    class Hidden(GovukForm):
        token = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "Start again"})

    summary, _ = both(Hidden({}))
    assert "Start again" in summary
    assert "<a " not in summary


def test_a_form_without_fields_can_be_wrong_too():
    class Empty(GovukForm):
        def clean(self):
            raise forms.ValidationError("Too late")

    assert "Too late" in both(Empty({}))[0]


def test_several_errors_of_a_field_stand_on_lines_of_their_own(every_field):
    form = every_field({"name": "Ann"})
    form.errors["name"] = form.error_class(["One & only", "Two"])
    summary, page = both(form)
    assert "One &amp; only<br>Two" in page
    assert summary.count('href="#id_name"') == 2


def test_several_forms_share_one_summary(every_field):
    summary, _ = both(every_field({}, prefix="a"), every_field({}, prefix="b"))
    assert summary.count("govuk-error-summary__list") == 1
    assert '<a href="#id_a-name">' in summary
    assert '<a href="#id_b-name">' in summary


def test_what_was_typed_does_not_come_back_in_a_message(every_field):
    hostile = "<script>alert(1)</script>"
    summary, _ = both(every_field({"stage": hostile, "sector": hostile, "issues": [hostile], "people": hostile}))
    assert "alert(1)" not in summary
