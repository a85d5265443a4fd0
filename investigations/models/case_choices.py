"""What may stand in the columns of a case: its origin, its readers, how exactly its day is known, its follow-up."""

from django.db import models


class Origin(models.TextChoices):
    REFERRAL = "referral", "A provider’s complaint"
    SPOT_CHECK = "spot_check", "Spot check"
    FOLLOW_UP = "follow_up", "Follow-up"


class DatePrecision(models.TextChoices):
    """How exactly `received_on` is known: imported history often says only the year."""

    DAY = "day", "Day"
    MONTH = "month", "Month"
    YEAR = "year", "Year"


class Readers(models.TextChoices):
    """Who of those who work the queue reads what the provider wrote."""

    ASSIGNED = "assigned", "Its owner, and leads"
    TEAM = "team", "Everybody who works the queue"
    RESTRICTED = "restricted", "Its owner, and those whom a lead names"


class FollowedUpAs(models.TextChoices):
    """What the follow-up found of the change that was promised. Empty: not followed up, or it does not say."""

    VERIFIED = "verified", "The change was made"
    NOT_DONE = "not_done", "The change was not made"
