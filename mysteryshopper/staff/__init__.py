"""Staff accounts, roles, second factor."""
