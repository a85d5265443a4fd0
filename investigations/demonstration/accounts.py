"""The staff accounts of a demonstration: one for each role, two investigators and two leads."""

from mysteryshopper.staff.models import Role, User

STAFF = {
    "investigator": Role.INVESTIGATOR,
    "second-investigator": Role.INVESTIGATOR,
    "lead": Role.LEAD,
    "second-lead": Role.LEAD,
    "official": Role.OFFICIAL,
    "administrator": Role.ADMINISTRATOR,
}


def add_accounts(password: str) -> None:
    """Adds those that are missing, and gives all of them this password."""
    for name, role in STAFF.items():
        email = email_of(name)
        label = f"Demonstration {name.replace('-', ' ')}"
        user = User.objects.filter(email=email).first() or User(email=email, name=label, role=role)
        user.set_password(password)
        user.save()


def email_of(name: str) -> str:
    """Of one of STAFF."""
    return f"{name}@demonstration.invalid"
