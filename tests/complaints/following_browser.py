"""A browser that follows a complaint, as tests see it."""

from django.test import Client


class FollowingBrowser(Client):
    """Sends along what every form of the pages for following carries: the complaint it was shown for.

    tests/complaints/tracking/test_two_tabs.py says that they do."""

    shown_for = ""

    def post(self, path, data=None, **extra):
        of_a_complaint = path.startswith("/follow/") and path not in ("/follow/", "/follow/leave/")
        carried = {"shown_for": self.shown_for} if of_a_complaint else {}
        return super().post(path, carried | (data or {}), **extra)

    def follow(self, complaint, secret):
        """Lets it in."""
        self.shown_for = complaint.reference
        return self.post("/follow/", {"reference": complaint.reference, "secret": secret})
