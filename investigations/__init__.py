"""What we do about a complaint, and what came of it."""
