"""What a field says when an answer will not do."""

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from mysteryshopper.govuk.forms import GovukForm


def errors(form: forms.BaseForm) -> dict[str, list[str]]:
    return {name: [str(error) for error in said] for name, said in form.errors.items()}


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("name", "", "Enter your name"),
        ("name", "x" * 21, "Your name must be 20 characters or fewer"),
        ("name", "a\x00b", "Your name must not contain characters we can’t read"),
        ("story", "x" * 1201, "What happened must be 1,200 characters or fewer"),
        ("email", "ann@", "Enter an email address in the correct format, like name@example.com"),
        ("people", "ten", "Number of people must be a whole number"),
        ("people", "9" * 10_000, "Number of people must be a whole number"),
        ("people", "0", "Number of people must be 1 or more"),
        ("people", "1001", "Number of people must be 1000 or less"),
        ("price", "lots", "Price must be a number"),
        ("stage", "", "Select the stage"),
        ("stage", "unknown", "Select one of the answers on this page"),
        ("stage", "a\x00b", "Select one of the answers on this page"),
        ("issues", ["late", "unknown"], "Select one or more of the answers on this page"),
        ("sector", "unknown", "Select one of the answers on this page"),
        ("agreed", "", "Say that it is true"),
    ],
)
def test_it_says_what_to_do(every_field, name, typed, message):
    assert errors(every_field({name: typed}))[name] == [message]


def test_two_hundred_characters_with_line_breaks_are_not_too_many(every_field):
    """A browser sends two characters for each line break, and its counter counts one."""
    form = every_field({"story": "x\r\n" * 100 + "x" * 0})
    assert "story" not in form.errors
    assert form.cleaned_data["story"] == ("x\n" * 100).strip()


@pytest.mark.parametrize("field", [forms.CharField(), forms.ChoiceField(), forms.FileField(), forms.BooleanField()])
def test_a_required_field_must_say_what_is_missing(field):
    with pytest.raises(ImproperlyConfigured, match="Silent.question is required"):
        type("Silent", (GovukForm,), {"question": field})()


def test_a_hidden_one_need_not():
    hidden = forms.CharField(widget=forms.HiddenInput)
    assert type("Hidden", (GovukForm,), {"token": hidden})().fields["token"].required


def test_words_of_the_form_win():
    class Own(GovukForm):
        code = forms.CharField(
            max_length=3,
            required=False,
            validators=[RegexValidator("^[a-z]*$", "Use small letters")],
            error_messages={"max_length": "Three at most"},
        )

    assert errors(Own({"code": "ABCD"})) == {"code": ["Use small letters", "Three at most"]}


@pytest.mark.parametrize(
    ("label", "options", "called"),
    [
        ("What happened?", {}, "Your answer"),
        ("What happened?", {"called": _("The story")}, "The story"),
        ("100% of it", {}, "100% of it"),
        (None, {}, "My field"),
    ],
)
def test_how_a_message_calls_the_answer(label, options, called):
    class Form(GovukForm):
        my_field = forms.CharField(label=label, max_length=1, required=False)
        govuk = {"my_field": options}

    assert errors(Form({"my_field": "xx"})) == {"my_field": [f"{called} must be 1 characters or fewer"]}


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        (
            forms.URLField(assume_scheme="https"),
            "http://[",
            "Enter a web address in the correct format, like www.example.com",
        ),
        (forms.FloatField(), "x", "Field must be a number"),
        (forms.CharField(min_length=3), "x", "Field must be 3 characters or more"),
    ],
)
def test_other_fields(field, typed, message):
    field.required = False
    assert errors(type("Form", (GovukForm,), {"field": field})({"field": typed})) == {"field": [message]}
