"""What a publication may show so that nobody works it back to a case. Pure: tables in, figures out, no database."""
