"""What we recommend to the authority, ground by ground, what it answers, and whether it did what it promised."""
