"""A date in three boxes."""

import datetime

import pytest
import time_machine
from django import forms
from django.template import Context, Template
from django.utils import timezone

from mysteryshopper.govuk.forms import GovukDateField, GovukForm


class When(GovukForm):
    on = GovukDateField(
        label="When was it?",
        called="The date",
        latest=timezone.localdate,
        error_messages={"required": "Enter the date"},
    )


def boxes(day: str = "", month: str = "", year: str = "") -> dict[str, str]:
    return {"on-day": day, "on-month": month, "on-year": year}


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", "MAR"])
def test_a_month_has_a_number_or_a_name(month):
    form = When(boxes(" 27 ", month, "2025"))
    assert form.is_valid()
    assert form.cleaned_data == {"on": datetime.date(2025, 3, 27)}


@pytest.mark.parametrize(
    ("typed", "message", "wrong"),
    [
        (("", "", ""), "Enter the date", "day month year"),
        (("27", "3", ""), "The date must include a year", "year"),
        (("", "3", ""), "The date must include a day and year", "day year"),
        (("27", "3", "25"), "The date must include a year with 4 numbers", "year"),
        (("31", "2", "2025"), "The date must be a real date", "day month year"),
        (("32", "3", "2025"), "The date must be a real date", "day"),
        (("27", "13", "2025"), "The date must be a real date", "month"),
        (("27", "Smarch", "twenty"), "The date must be a real date", "month year"),
        (("-1", "3", "2025"), "The date must be a real date", "day"),
        (("²", "3", "2025"), "The date must be a real date", "day"),
        (("27", "3", "0000"), "The date must be a real date", "year"),
        (("27", "3", "9" * 100_000), "The date must be a real date", "year"),
        (("\x00", "3", "2025"), "The date must be a real date", "day"),
        (("27", "3", "1066"), "The date must be the same as or after 1 January 1900", "day month year"),
        (("27", "3", "9999"), "The date must be today or in the past", "day month year"),
    ],
)
def test_what_is_wrong_is_said_and_shown(typed, message, wrong, tags):
    form = When(boxes(*typed))
    assert form.errors == {"on": [message]}
    page = Template("{{ form|crispy }}{% error_summary form %}").render(Context({"form": form}))
    in_error = [box for box in tags(page, "input") if "govuk-input--error" in box["class"]]
    assert [box["id"] for box in in_error] == [f"id_on-{name}" for name in wrong.split()]
    assert f'<a href="#{in_error[0]["id"]}">{message}</a>' in page


def test_today_is_in_the_past_and_tomorrow_is_not():
    with time_machine.travel(datetime.datetime(2025, 3, 27, 23, 30, tzinfo=datetime.UTC)):
        assert When(boxes("27", "3", "2025")).is_valid()
        assert not When(boxes("28", "3", "2025")).is_valid()


def test_another_last_day_is_named():
    class Until(GovukForm):
        on = GovukDateField(latest=lambda: datetime.date(2025, 12, 31), required=False)

    assert Until(boxes("1", "1", "2026")).errors == {"on": ["Date must be the same as or before 31 December 2025"]}


@pytest.mark.parametrize("initial", [datetime.date(2025, 3, 7), "2025-03-07"])
def test_a_known_date_stands_in_the_boxes(initial, tags):
    form = When(initial={"on": initial})
    page = Template("{{ form|crispy }}").render(Context({"form": form}))
    assert [box["value"] for box in tags(page, "input")] == ["7", "3", "2025"]


def test_what_was_typed_is_kept_even_when_it_is_no_date(tags):
    page = Template("{{ form|crispy }}").render(Context({"form": When(boxes("a", "b", "c"))}))
    assert [box["value"] for box in tags(page, "input")] == ["a", "b", "c"]


def test_a_date_that_may_be_left_out():
    class Maybe(GovukForm):
        on = GovukDateField(required=False)

    form = Maybe(boxes())
    assert form.is_valid()
    assert form.cleaned_data == {"on": None}
    assert not form.has_changed()
    assert Maybe(boxes("1", "2", "2025"), initial={"on": datetime.date(2025, 2, 2)}).has_changed()


def test_the_model_of_a_page_can_still_clean_it_further(tags):
    class Picky(When):
        def clean_on(self):
            raise forms.ValidationError("Not that one")

    page = Template("{{ form|crispy }}").render(Context({"form": Picky(boxes("1", "1", "2020"))}))
    assert len([box for box in tags(page, "input") if "govuk-input--error" in box["class"]]) == 3


def test_a_box_that_was_not_sent_is_told_from_an_empty_one():
    widget = GovukDateField().widget
    assert widget.value_omitted_from_data({}, {}, "on")
    assert not widget.value_omitted_from_data(boxes(), {}, "on")


@pytest.mark.parametrize(
    ("at", "printed"),
    [
        (datetime.datetime(2026, 6, 30, 23, 5, tzinfo=datetime.UTC), "1 July 2026, 12:05am"),
        (datetime.datetime(2026, 11, 24, 12, 0, tzinfo=datetime.UTC), "24 November 2026, 12:00pm"),
    ],
)
def test_a_moment_is_printed_in_london_s_time(at, printed):
    assert Template("{{ at|moment }}").render(Context({"at": at})) == printed
