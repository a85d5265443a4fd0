"""The tag against the HTML that GOV.UK Frontend itself says each of its components has."""

import json
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe

from mysteryshopper.govuk.components import render

FOLDER = Path("node_modules/govuk-frontend/dist/govuk/components")
# Parameters that these examples give as HTML.
RAW = ("html", "attributes", "start", "end")
# We leave out what is None, and the footer alone tells None from absent. We use no GOV.UK footer: it has the crown.
DIFFERENT = {
    ("footer", "with no content licence"),
    ("footer", "with only custom meta"),
    ("footer", "with only meta links"),
}


def examples() -> list:
    found = []
    for file in sorted(FOLDER.glob("*/fixtures.json")):
        known = json.loads(file.read_text())
        found += [(known["component"], example) for example in known["fixtures"]]
    return [pytest.param(name, example, id=f"{name}: {example['name']}") for name, example in found]


def trusted(value, key: str = ""):
    if isinstance(value, dict):
        return {name: trusted(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [trusted(inner) for inner in value]
    return mark_safe(value) if isinstance(value, str) and key.endswith((*RAW, "Html", "Start", "End")) else value


def test_there_are_hundreds_of_examples():
    assert len(examples()) > 600


@pytest.mark.parametrize(("component", "example"), examples())
def test_it_is_what_govuk_frontend_makes(component, example, reading):
    made = reading(render(component, trusted(example["options"])))
    is_same = made == reading(example["html"])
    assert is_same != ((component, example["name"]) in DIFFERENT)


def tag(source: str, **context) -> str:
    return Template(source).render(Context(context))


def test_parameters_come_from_the_template_or_from_variables():
    summary = {"summaryText": "More", "text": "All of it"}
    in_words = tag('{% govuk "details" summaryText="More" text="All of it" %}')
    assert in_words == tag('{% govuk "details" summaryText=d.summaryText text=d.text %}', d=summary)


def test_nested_parameters_have_their_path_in_the_name():
    assert "Alpha" in tag('{% govuk "phase-banner" tag__text="Alpha" text="New" %}')


def test_a_block_is_the_html():
    made = tag('{% govuk_block "inset-text" %}<p>{{ words }}</p>{% endgovuk_block %}', words="<b>")
    assert "<p>&lt;b&gt;</p>" in made


@pytest.mark.parametrize("name", ["text", "html"])
def test_what_somebody_typed_is_escaped_wherever_it_goes(name):
    made = tag('{% govuk "inset-text" ' + name + "=words %}", words="<script>{{ 7|add:7 }}{{7*7}}\"'")
    assert "<script>" not in made
    assert "{{7*7}}" in made


def test_attributes_are_escaped():
    made = render("button", {"text": "Go", "attributes": {"data-x": '" onclick="alert(1)'}, "href": '"><b>'})
    assert "onclick=&#34;" in made
    assert "<b>" not in made


def test_attributes_as_text_cannot_make_a_tag():
    assert "<b>" not in render("button", {"text": "Go", "attributes": ' x=""><b>'})
