"""What identifies a person in a message: each kind has a finder, and its words are in privacy.yaml."""
