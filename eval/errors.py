"""What can be wrong with a run, its answers or its baseline; each says what, where, and what to do."""


class EvalError(ValueError):
    """Something given was not right."""
