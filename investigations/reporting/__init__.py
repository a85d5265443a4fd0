"""Progress reports: drawn up from the figures, signed off by a lead, then frozen."""
