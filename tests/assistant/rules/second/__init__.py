"""The second implementation, written from the policy alone: logic programs, and what runs them."""
