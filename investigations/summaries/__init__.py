"""What the public is told about a finished case: written, approved, shown to the authority, published, corrected."""
