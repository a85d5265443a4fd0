"""What leads look at: read only."""
