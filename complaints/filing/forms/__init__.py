"""The pages of a complaint, one form each. They clean what was typed; they decide nothing else."""
