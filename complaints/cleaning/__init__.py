"""Copies of files with nothing in them that says who made them. The original stays as it came, sealed."""
