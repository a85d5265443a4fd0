"""What a provider tells us. Does not know that cases exist."""
