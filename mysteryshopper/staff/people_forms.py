"""Forms of the administrators: about somebody else's account."""

from django import forms

from mysteryshopper.govuk.forms import GovukForm

from .models import Role

_MAY = {
    Role.INVESTIGATOR: "Works on cases and reads what providers wrote.",
    Role.LEAD: "As an investigator, and decides with a second person what leaves the service.",
    Role.OFFICIAL: "Sees figures and the list of cases, and no words of any.",
    Role.ADMINISTRATOR: "Keeps these accounts and the bank holidays, and sees no case.",
}


class PersonForm(GovukForm):
    name = forms.CharField(label="Name", max_length=100, error_messages={"required": "Enter a name"})
    role = forms.ChoiceField(
        label="Role",
        choices=Role.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a role", "invalid_choice": "Choose a role"},
    )
    govuk = {
        "name": {"seen_by": "Who sees this: everybody of the staff who works with them.", "autocomplete": "off"},
        "role": {"item_hints": _MAY},
    }


class NewPersonForm(PersonForm):
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        error_messages={
            "required": "Enter an email address",
            "invalid": "Enter an email address in the correct format, like name@example.com",
        },
    )
    govuk = PersonForm.govuk | {
        "email": {
            "hint": "They sign in with it. It stays with the account.",
            "autocomplete": "off",
            "spellcheck": False,
        }
    }
    field_order = ["name", "email", "role"]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if not email.isascii():
            raise forms.ValidationError("Enter an email address with the letters a to z only")
        return email.lower()
