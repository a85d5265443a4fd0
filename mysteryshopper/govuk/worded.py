"""Components with what they say by themselves: their macros and scripts know English only."""

from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from .components import render
from .options import Words


def _counted(one: str, many: str) -> dict[str, Words]:
    """Both forms: the script in the browser puts in the number and chooses."""
    return {"one": ngettext_lazy(one, many, 1), "other": ngettext_lazy(one, many, 2)}


_SAID: dict[str, dict[str, Any]] = {
    "character-count": {
        "charactersUnderLimitText": _counted(
            "You have %{count} character remaining", "You have %{count} characters remaining"
        ),
        "charactersAtLimitText": _("You have 0 characters remaining"),
        "charactersOverLimitText": _counted(
            "You have %{count} character too many", "You have %{count} characters too many"
        ),
    },
    "file-upload": {
        "chooseFilesButtonText": _("Choose file"),
        "noFileChosenText": _("No file chosen"),
        "multipleFilesChosenText": _counted("%{count} file chosen", "%{count} files chosen"),
        "dropInstructionText": _("or drop file"),
        "enteredDropZoneText": _("Entered drop zone"),
        "leftDropZoneText": _("Left drop zone"),
    },
    "notification-banner": {"titleText": _("Important")},
    "password-input": {
        "showPasswordText": _("Show"),
        "hidePasswordText": _("Hide"),
        "showPasswordAriaLabelText": _("Show password"),
        "hidePasswordAriaLabelText": _("Hide password"),
        "passwordShownAnnouncementText": _("Your password is visible"),
        "passwordHiddenAnnouncementText": _("Your password is hidden"),
    },
    "service-navigation": {"menuButtonText": _("Menu")},
    "warning-text": {"iconFallbackText": _("Warning")},
}


def worded(component: str, params: Mapping[str, Any]) -> SafeString:
    """The component; what the parameters do not say, it says in the language of the page."""
    said = _SAID.get(component, {})
    if component == "character-count":
        # Its script writes 1,200 as people do, its macro does not.
        most = _("You can enter up to %(count)s characters") % {"count": f"{params['maxlength']:,}"}
        said = {"textareaDescriptionText": most} | said
    return render(component, said | dict(params))
