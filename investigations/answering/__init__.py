"""What an authority does about its case, and what the staff see of it."""
