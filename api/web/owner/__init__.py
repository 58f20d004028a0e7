"""The policy owner's desk: its pages and their forms. What they show is worked out in `api/owner`."""
