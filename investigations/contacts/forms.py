"""Forms of the directory of contacts."""

from django import forms

from mysteryshopper.govuk.forms import GovukForm

STAFF_SEE = "Who sees this: investigators and leads."


class AuthorityForm(GovukForm):
    """Any part of its name, or a name that it goes by."""

    authority = forms.CharField(label="Name of the authority", required=False, max_length=200, initial="")


class ContactForm(GovukForm):
    name = forms.CharField(
        label="Name of the person or the mailbox", max_length=200, error_messages={"required": "Enter a name"}
    )
    job = forms.CharField(label="What they do there (optional)", max_length=200, required=False)
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        error_messages={
            "required": "Enter an email address",
            "invalid": "Enter an email address in the correct format, like name@example.com",
        },
    )
    is_senior = forms.BooleanField(label="Senior: we turn to them when nobody answers", required=False)
    note = forms.CharField(label="Where the address comes from (optional)", max_length=300, required=False)
    govuk = {
        "name": {"called": "The name", "seen_by": STAFF_SEE},
        "email": {"called": "The email address"},
    }

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if not email.isascii():
            raise forms.ValidationError("Enter an email address with the letters a to z only")
        return email


class EndForm(GovukForm):
    note = forms.CharField(
        label="Why do we not write to them any more?", max_length=300, error_messages={"required": "Enter the reason"}
    )
    govuk = {"note": {"called": "The reason", "seen_by": STAFF_SEE}}
