"""The rulebook: policy questions as tables that a policy owner can read, and the engine that decides by them."""
