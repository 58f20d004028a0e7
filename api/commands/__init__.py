"""What each command does, one file each. `api/cli.py` names them and imports each only when it is run."""
