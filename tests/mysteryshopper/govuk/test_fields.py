"""Each kind of field as its component, with what was typed, and nothing that people can break."""

import re

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import gettext_lazy as _

from mysteryshopper.govuk.forms import GovukForm

HOSTILE = """"'><script>alert(1)</script>{{7*7}}{% now "Y" %}&amp;"""


def drawn(form) -> str:
    return Template("{{ form|crispy }}").render(Context({"form": form}))


@pytest.mark.parametrize(
    ("name", "attributes"),
    [
        ("name", {"type": "text", "class": "govuk-input govuk-input--width-20", "autocomplete": "name"}),
        ("email", {"type": "email", "spellcheck": "false"}),
        ("phone", {"type": "tel"}),
        ("people", {"type": "text", "inputmode": "numeric"}),
        ("price", {"type": "text", "inputmode": "decimal"}),
        ("secret", {"type": "password", "autocapitalize": "none"}),
        ("agreed", {"type": "checkbox", "value": "true"}),
        ("proof", {"type": "file", "class": "govuk-file-upload"}),
        ("token", {"type": "hidden", "value": "t"}),
    ],
)
def test_an_input_has_the_type_that_helps(every_field, tags, name, attributes):
    assert len(tags(drawn(every_field()), "input", name=name, **attributes)) == 1


def test_no_input_cuts_off_what_is_pasted(every_field):
    page = drawn(every_field())
    assert " maxlength" not in page
    assert " required" not in page
    assert "placeholder" not in page


def test_hint_and_who_sees_the_answer_are_read_out_with_the_input(every_field, tags):
    page = drawn(every_field())
    assert tags(page, "input", id="id_name")[0]["aria-describedby"] == "id_name-hint"
    assert 'As on your passport <span class="app-seen-by">Who sees this: nobody</span>' in page


def test_a_textarea_counts_only_when_there_is_a_limit(every_field, tags):
    page = drawn(every_field())
    assert [box["id"] for box in tags(page, "textarea")] == ["id_note", "id_story", "id_which"]
    assert [box["id"] for box in tags(page, "textarea", **{"class": "govuk-textarea govuk-js-character-count"})] == [
        "id_story"
    ]
    assert "You can enter up to 1,200 characters" in page


def test_radios_have_hints_a_divider_and_a_field_that_appears(every_field, tags):
    page = drawn(every_field())
    values = {button["value"]: button for button in tags(page, "input", type="radio")}
    assert list(values) == ["tender", "contract", "other"]
    assert values["tender"]["aria-describedby"] == "id_stage-item-hint"
    assert '<div class="govuk-radios__divider">or</div>' in page
    revealed = page[page.index(f'id="{values["other"]["data-aria-controls"]}"') :]
    assert revealed.index('id="id_which"') < revealed.index("</textarea>")
    assert page.count('id="id_which"') == 1


def test_a_legend_can_be_the_heading_of_the_page(every_field):
    assert re.search(r"<legend[^>]*--l\W[^<]*<h1[^>]*>\s*Stage\s*</h1>", drawn(every_field()))


def test_choices_in_groups_come_one_after_another(every_field, tags):
    assert [option["value"] for option in tags(drawn(every_field()), "option")] == ["", "health", "schools"]


def test_what_was_chosen_stays_chosen(every_field, tags):
    page = drawn(every_field({"stage": "contract", "issues": ["unfair"], "sector": "schools", "agreed": "true"}))
    chosen = [box["value"] for box in tags(page, "input") if "checked" in box]
    assert chosen == ["contract", "unfair", "true"]
    assert [option["value"] for option in tags(page, "option") if "selected" in option] == ["schools"]


@pytest.mark.parametrize("name", ["name", "email", "people", "note", "story", "which", "happened-day"])
def test_what_was_typed_is_kept_and_escaped(every_field, name):
    page = drawn(every_field({name: HOSTILE}))
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}{% now &#34;Y&#34; %}&amp;amp;" in page.replace(
        "&quot;", "&#34;"
    )


def test_a_password_is_not_sent_back(every_field):
    assert "hunter2" not in drawn(every_field({"secret": "hunter2"}))


@pytest.mark.parametrize("text", ["a\nb", "\n\na", "  a\n  b  \n", "a\r\nb"])
@pytest.mark.parametrize("name", ["note", "story", "which"])
def test_lines_come_back_as_they_were_typed(every_field, name, text):
    """Also inside radios, where the macros indent: a text must not grow each time that it is shown."""
    page = drawn(every_field({name: text}))
    shown = re.search(rf'<textarea[^>]*id="id_{name}"[^>]*>(.*?)</textarea>', page, re.DOTALL)[1]
    as_a_browser_does = re.sub(r"\A(&#10;|\n)", "", shown).replace("&#10;", "\n")
    assert as_a_browser_does == text.replace("\r\n", "\n")


def test_words_of_the_form_are_escaped_too():
    class Hostile(GovukForm):
        field = forms.CharField(label=HOSTILE, help_text=HOSTILE, required=False)
        radio = forms.ChoiceField(label=HOSTILE, choices=[("a", HOSTILE)], widget=forms.RadioSelect, required=False)
        list = forms.ChoiceField(choices=[(HOSTILE, HOSTILE)], required=False)
        govuk = {
            "radio": {"hint": HOSTILE, "seen_by": HOSTILE, "item_hints": {"a": HOSTILE}, "dividers": {"a": HOSTILE}}
        }

    assert "<script>" not in drawn(Hostile({"radio": HOSTILE}))


def test_words_may_be_translatable():
    class Lazy(GovukForm):
        field = forms.CharField(label=_("Name & more"), help_text=_("Help"), required=False)
        govuk = {"field": {"seen_by": _("Nobody sees it")}}

    assert "Name &amp; more" in drawn(Lazy())
    assert "Help " in drawn(Lazy())
    assert "Nobody sees it" in drawn(Lazy())


def test_a_million_characters_come_back(every_field):
    page = drawn(every_field({"name": "x" * 1_000_000, "story": "y\n" * 500_000, "happened-year": "9" * 1_000_000}))
    assert page.count("y&#10;") == 500_000


def test_a_field_that_cannot_be_changed_says_so(every_field, tags):
    form = every_field()
    form.fields["name"].disabled = form.fields["stage"].disabled = True
    page = drawn(form)
    assert "disabled" in tags(page, "input", id="id_name")[0]
    assert all("disabled" in button for button in tags(page, "input", type="radio"))


def test_a_prefix_keeps_two_forms_on_a_page_apart(every_field, tags):
    page = drawn(every_field(prefix="a"))
    assert tags(page, "input", id="id_a-name", name="a-name")
    assert tags(page, "input", id="id_a-happened-day", name="a-happened-day")


def test_further_attributes_reach_the_input(tags):
    class Upload(GovukForm):
        proof = forms.FileField(widget=forms.FileInput(attrs={"accept": ".pdf", "data-x": True}), required=False)
        govuk = {"proof": {"attributes": {"data-y": "z"}}}

    assert tags(drawn(Upload()), "input", accept=".pdf", **{"data-x": "", "data-y": "z"})


def test_one_checkbox_can_have_a_legend():
    class Agree(GovukForm):
        agreed = forms.BooleanField(label="Yes", required=False)
        govuk = {"agreed": {"legend": "Is it true?", "hint": "Think"}}

    assert re.search(r"<legend[^>]*>\s*Is it true\?\s*</legend>\s*<div id=\"id_agreed-hint\"", drawn(Agree()))


def test_a_plain_django_form_is_drawn_too(tags):
    class Plain(forms.Form):
        name = forms.CharField()

    assert tags(drawn(Plain()), "input", name="name", **{"class": "govuk-input"})


def test_forms_in_a_set_come_one_after_another(every_field, tags):
    forms_set = forms.formset_factory(every_field, extra=2)()
    page = Template("{{ forms|crispy }}").render(Context({"forms": forms_set}))
    assert tags(page, "input", name="form-1-name")
    assert tags(page, "input", name="form-TOTAL_FORMS")


def test_one_field_can_be_drawn_alone(every_field):
    page = Template("{{ form.name|crispy_field }}{{ form|crispy_errors }}").render(Context({"form": every_field()}))
    assert page.count("<input") == 1


def test_a_widget_without_a_component_is_refused():
    class Odd(GovukForm):
        when = forms.SplitDateTimeField(required=False)

    with pytest.raises(NotImplementedError, match="SplitDateTimeWidget"):
        drawn(Odd())


def test_a_misspelt_option_is_refused(every_field):
    class Misspelt(every_field):
        govuk = {"name": {"hnit": ""}}

    with pytest.raises(TypeError, match="hnit"):
        Misspelt()
