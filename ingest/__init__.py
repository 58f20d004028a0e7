"""Documents in, a searchable index out: the ground floor of the house."""
