"""Search: from a question to the passages that speak to it."""
