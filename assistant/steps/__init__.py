"""The steps of a turn, one file each. `assistant/conversation.py` lists them in order."""
