"""Addresses of signing in and of one's own account: only those of allauth's pages that are wanted here.

There is no signing up and no further email address, and nobody asks for a link by themselves: administrators see to
all that, on the pages of people.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import include, path
from django.views.generic import RedirectView

from . import people_views, views

_ours = [
    path("", views.account, name="account"),
    path("home/", views.home, name="home"),
]
_account = [
    path("", include((_ours, "staff"))),
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/code/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-out/", account.logout, name="account_logout"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("confirm/code/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/set/<int:pk>/<str:token>/", views.set_password, name="account_set_password"),
    # allauth goes to its own overview after each change.
    path("second-factor/", RedirectView.as_view(pattern_name="staff:account"), name="mfa_index"),
    path("second-factor/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("second-factor/app/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("second-factor/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
_people = [
    path("", people_views.people, name="list"),
    path("add/", people_views.add, name="add"),
    path("<int:pk>/", people_views.person, name="person"),
    path("<int:pk>/change/", people_views.change, name="change"),
    path("<int:pk>/shut/", people_views.shut, name="shut"),
    path("<int:pk>/open/", people_views.open_again, name="open"),
    path("<int:pk>/password-link/", people_views.send_link, name="send_link"),
    path("<int:pk>/second-factor/remove/", people_views.remove_second_factor, name="remove_second_factor"),
]
urlpatterns = [path("account/", include(_account)), path("people/", include((_people, "people")))]
