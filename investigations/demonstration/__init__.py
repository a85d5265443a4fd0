"""Made-up data for demonstrations, labelled as such wherever it shows."""
