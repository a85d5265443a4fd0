"""What is left to do on a case, one task at a time or by a template."""
