"""The public register: lists, entries, feeds, open data and an API. Reads what was published, and nothing else."""
