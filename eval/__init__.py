"""How good the answers are, measured. Write `from eval.metrics import ...`: `eval` is a builtin's name too."""
